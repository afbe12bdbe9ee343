/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.call;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.orchestrator.journal.CallEvent;
import dev.sidetone.server.store.CallHead;
import java.time.Instant;

/** Enters calls that have no worker, for tests of what reads the directory. */
public final class DirectoryCalls {
    private final CallDirectory directory;

    public DirectoryCalls(CallDirectory directory) {
        this.directory = directory;
    }

    /** A call that began so many seconds into 1970. */
    public void enter(String id, long second) {
        directory.enter(id, "front-desk", "twilio", new NoDoor(), Instant.ofEpochSecond(second));
    }

    /** What happens to it. */
    public void record(CallEvent event) {
        directory.record(event);
    }

    /** What a store knows it by. */
    public CallHead head(String id) {
        return directory.entry(id).orElseThrow().head();
    }

    private static final class NoDoor implements Mailbox {
        @Override
        public OfferResult synthesis(int utterance, byte[] audio, int offset, int length) {
            return OfferResult.CLOSED;
        }

        @Override
        public OfferResult fact(SlotKind kind, Object fact) {
            return OfferResult.CLOSED;
        }
    }
}
