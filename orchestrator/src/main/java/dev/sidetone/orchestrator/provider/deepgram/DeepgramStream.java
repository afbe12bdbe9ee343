/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import dev.sidetone.media.OfferResult;
import dev.sidetone.orchestrator.agent.Expectation;
import dev.sidetone.orchestrator.provider.SpeechRecognizer;
import dev.sidetone.orchestrator.provider.net.ProviderLoad;
import io.netty.channel.EventLoop;
import java.util.Arrays;

/**
 * The call's end of its recognition: batches audio on the worker's thread and brings everything to
 * the loop's, in order; where both are one thread, at once and without a copy.
 */
final class DeepgramStream implements SpeechRecognizer.Stream {
    private final LiveTranscription live;
    private final EventLoop loop;

    /** As long as a batch of audio in which nobody speaks. */
    private final byte[] batch;

    private final int turnBatchBytes;
    private final ProviderLoad load;
    private int batched;

    /** A turn is on: its words are waited for. */
    private boolean inTurn;

    /**
     * The caller has paused and may be done: who waits for the end of speech must not wait for a
     * batch to fill as well.
     */
    private boolean prompt;

    private boolean closed;

    /**
     * Of a call.
     *
     * @param turnBatchBytes audio of a turn that is passed on together
     * @param idleBatchBytes audio between turns that is; at least as much
     */
    DeepgramStream(
            LiveTranscription live,
            EventLoop loop,
            int turnBatchBytes,
            int idleBatchBytes,
            ProviderLoad load) {
        this.live = live;
        this.loop = loop;
        this.turnBatchBytes = turnBatchBytes;
        this.batch = new byte[idleBatchBytes];
        this.load = load;
    }

    void open() {
        load.begun();
        onLoop(live::open);
    }

    /** It is told nothing: whatever is said is understood. */
    @Override
    public void expect(Expectation expectation) {}

    @Override
    public void begin() {
        prompt = false;
        pass();
        inTurn = true;
        onLoop(live::begin);
    }

    @Override
    public void paused() {
        prompt = true;
        pass();
    }

    @Override
    public void resumed() {
        prompt = false;
    }

    @Override
    public OfferResult audio(byte[] audio, int offset, int length) {
        if (closed) {
            return OfferResult.CLOSED;
        }
        boolean taken = true;
        int full = inTurn ? turnBatchBytes : batch.length;
        int from = offset;
        int left = length;
        while (left > 0) {
            int piece = Math.min(left, full - batched);
            System.arraycopy(audio, from, batch, batched, piece);
            batched += piece;
            from += piece;
            left -= piece;
            if (batched == full || (prompt && left == 0)) {
                taken &= pass();
            }
        }
        return taken ? OfferResult.ACCEPTED : OfferResult.BACK_PRESSURED;
    }

    /** What is batched goes on; across threads its fate is counted where it is decided. */
    private boolean pass() {
        int length = batched;
        batched = 0;
        if (length == 0 || closed) {
            return true;
        }
        if (loop.inEventLoop()) {
            return live.audio(batch, 0, length);
        }
        byte[] copy = Arrays.copyOf(batch, length);
        loop.execute(() -> live.audio(copy, 0, copy.length));
        return true;
    }

    @Override
    public void requestFinal(int request) {
        if (!closed) {
            paused();
            onLoop(() -> live.requestFinal(request));
        }
    }

    @Override
    public void requestDeclaredFinal(int request) {
        if (!closed) {
            paused();
            onLoop(() -> live.requestDeclaredFinal(request));
        }
    }

    @Override
    public void end() {
        prompt = false;
        inTurn = false;
        onLoop(live::end);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            load.ended();
            onLoop(live::close);
        }
    }

    private void onLoop(Runnable step) {
        if (loop.inEventLoop()) {
            step.run();
        } else {
            loop.execute(step);
        }
    }
}
