/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.SpeechSynthesizer;
import dev.sidetone.orchestrator.provider.VoiceEvent;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One call's use of the voice. The port's methods run on the call's worker; {@link #delivery} and
 * {@link #backlog} belong to its voice thread.
 */
final class VoiceStream implements SpeechSynthesizer.Stream {

    final int wordsPerMinute;
    final AudioFormat format;
    final Mailbox mailbox;

    /** Voice thread: the clause whose audio waits for room in the inbox. */
    @Nullable ClauseDelivery delivery;

    /** Voice thread: clauses that came while one was waiting. */
    final Queue<Clause> backlog = new ArrayDeque<>();

    private final VoiceThread thread;

    /**
     * Written by the worker: this utterance and those before it are not wanted; utterance numbers
     * grow.
     */
    private volatile int cancelledThrough = Integer.MIN_VALUE;

    private volatile boolean closed;

    VoiceStream(int wordsPerMinute, AudioFormat format, Mailbox mailbox, VoiceThread thread) {
        this.wordsPerMinute = wordsPerMinute;
        this.format = format;
        this.mailbox = mailbox;
        this.thread = thread;
    }

    @Override
    public OfferResult speak(int utterance, int clause, String text) {
        if (closed) {
            return OfferResult.CLOSED;
        }
        return thread.offer(new Clause(this, utterance, clause, text));
    }

    @Override
    public void cancel(int utterance) {
        cancelledThrough = Math.max(cancelledThrough, utterance);
    }

    @Override
    public void close() {
        closed = true;
    }

    boolean wants(int utterance) {
        return !closed && utterance > cancelledThrough;
    }

    /** Voice thread: the inbox said that the call is over. */
    void hungUp() {
        closed = true;
    }

    void tell(VoiceEvent event) {
        mailbox.fact(SlotKind.VOICE, event);
    }

    void fail(Clause clause, ProviderFailure.Kind kind, String detail) {
        tell(
                new VoiceEvent.Failed(
                        clause.utterance(),
                        clause.number(),
                        new ProviderFailure(kind, EmbeddedRecognizer.VENDOR, detail)));
    }

    /** One clause to speak. */
    record Clause(VoiceStream stream, int utterance, int number, String text) {}
}
