/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import dev.sidetone.media.OfferResult;
import dev.sidetone.orchestrator.agent.Expectation;
import dev.sidetone.orchestrator.provider.SpeechRecognizer;
import io.netty.channel.EventLoop;
import java.util.Arrays;

/**
 * The call's end of its recognition: batches audio on the worker's thread and brings everything to
 * the loop's, in order; where both are one thread, at once and without a copy.
 */
final class DeepgramStream implements SpeechRecognizer.Stream {
    private final LiveTranscription live;
    private final EventLoop loop;
    private final byte[] batch;
    private int batched;

    /**
     * The caller has paused and may be done: who waits for the end of speech must not wait for a
     * batch to fill as well.
     */
    private boolean prompt;

    private boolean closed;

    DeepgramStream(LiveTranscription live, EventLoop loop, int batchBytes) {
        this.live = live;
        this.loop = loop;
        this.batch = new byte[batchBytes];
    }

    void open() {
        onLoop(live::open);
    }

    /** It is told nothing: whatever is said is understood. */
    @Override
    public void expect(Expectation expectation) {}

    @Override
    public void begin() {
        prompt = false;
        onLoop(live::begin);
    }

    @Override
    public OfferResult audio(byte[] audio, int offset, int length) {
        if (closed) {
            return OfferResult.CLOSED;
        }
        boolean taken = true;
        int from = offset;
        int left = length;
        while (left > 0) {
            int piece = Math.min(left, batch.length - batched);
            System.arraycopy(audio, from, batch, batched, piece);
            batched += piece;
            from += piece;
            left -= piece;
            if (batched == batch.length || (prompt && left == 0)) {
                taken &= pass();
            }
        }
        return taken ? OfferResult.ACCEPTED : OfferResult.BACK_PRESSURED;
    }

    /** What is batched goes on; across threads its fate is counted where it is decided. */
    private boolean pass() {
        int length = batched;
        batched = 0;
        if (length == 0) {
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
            prompt = true;
            pass();
            onLoop(() -> live.requestFinal(request));
        }
    }

    @Override
    public void end() {
        prompt = false;
        onLoop(live::end);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
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
