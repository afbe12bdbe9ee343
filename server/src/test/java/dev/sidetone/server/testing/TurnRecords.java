/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.testing;

import dev.sidetone.orchestrator.journal.TurnRecord;
import org.jspecify.annotations.Nullable;

/** Turn records as the server writes them. */
public final class TurnRecords {
    private TurnRecords() {}

    /** A turn that ended its {@code turn}th second, with 20 ms of egress, the rest endpointing. */
    public static TurnRecord said(
            String callId,
            int turn,
            @Nullable String caller,
            @Nullable String agent,
            @Nullable Double serverMrlMs) {
        Double endpointing = serverMrlMs == null ? null : Double.valueOf(serverMrlMs - 20);
        Double nothing = serverMrlMs == null ? null : Double.valueOf(0);
        return new TurnRecord(
                callId,
                turn,
                "twilio",
                caller,
                agent,
                agent,
                turn * 1000.0,
                null,
                null,
                serverMrlMs,
                400.0,
                endpointing,
                nothing,
                nothing,
                nothing,
                nothing,
                serverMrlMs == null ? null : Double.valueOf(20),
                false,
                null,
                null,
                new TurnRecord.Providers("a", "b", "a"));
    }
}
