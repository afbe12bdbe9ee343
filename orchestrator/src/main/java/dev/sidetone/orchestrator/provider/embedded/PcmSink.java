/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import com.sun.speech.freetts.audio.AudioPlayer;
import java.util.Arrays;
import javax.sound.sampled.AudioFormat;

/**
 * Where a FreeTTS voice puts its samples instead of a sound card: big-endian 16 bit, gathered.
 * Belongs to one voice's thread.
 */
final class PcmSink implements AudioPlayer {

    private AudioFormat format = new AudioFormat(16000, 16, 1, true, true);
    private short[] samples = new short[1 << 16];
    private int length;
    private float volume = 1;

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    /** The samples written since {@link #clear}; valid up to {@link #length} until the next one. */
    short[] samples() {
        return samples;
    }

    @Override
    public boolean write(byte[] audio) {
        return write(audio, 0, audio.length);
    }

    @Override
    public boolean write(byte[] audio, int offset, int count) {
        if (length + count / 2 > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(2 * samples.length, length + count / 2));
        }
        for (int i = offset; i + 1 < offset + count; i += 2) {
            samples[length++] = (short) ((audio[i] << 8) | (audio[i + 1] & 0xFF));
        }
        return true;
    }

    @Override
    public void setAudioFormat(AudioFormat wanted) {
        format = wanted;
    }

    @Override
    public AudioFormat getAudioFormat() {
        return format;
    }

    @Override
    public float getVolume() {
        return volume;
    }

    @Override
    public void setVolume(float wanted) {
        volume = wanted;
    }

    @Override
    public boolean drain() {
        return true;
    }

    @Override
    public boolean end() {
        return true;
    }

    @Override
    public long getTime() {
        return 0;
    }

    @Override
    public void begin(int size) {
        // the size is a guess; the array grows
    }

    @Override
    public void pause() {
        // nothing plays here
    }

    @Override
    public void resume() {
        // nothing plays here
    }

    @Override
    public void reset() {
        // nothing plays here
    }

    @Override
    public void cancel() {
        // a clause is made whole and cancelled by its number
    }

    @Override
    public void close() {
        // holds nothing to close
    }

    @Override
    public void resetTime() {
        // nothing plays here
    }

    @Override
    public void startFirstSampleTimer() {
        // measured by the call, not by the voice
    }

    @Override
    public void showMetrics() {
        // measured by the call, not by the voice
    }
}
