/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.script;

import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.audio.AudioPlayer;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import dev.sidetone.bench.audio.WavFile;
import dev.sidetone.bench.audio.WireAudio;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.sound.sampled.AudioFormat;

/**
 * FreeTTS's kevin16 as a caller's voice: deterministic, 16 kHz brought down to the telephone's 8. A
 * FreeTTS voice is not thread-safe: one thread.
 */
public final class KevinVoice implements CallerVoice {

    private static final String NAME = "kevin16";
    private static final int SAMPLE_RATE = 16_000;

    private final Voice voice;

    /** Loads the voice. */
    public KevinVoice() {
        voice =
                Arrays.stream(new KevinVoiceDirectory().getVoices())
                        .filter(candidate -> NAME.equals(candidate.getName()))
                        .findFirst()
                        .orElseThrow(
                                () -> new IllegalStateException("FreeTTS has no voice " + NAME));
        voice.allocate();
    }

    @Override
    public short[] speak(String text) {
        Tape tape = new Tape();
        voice.setAudioPlayer(tape);
        voice.speak(text);
        return WireAudio.at8k(new WavFile(SAMPLE_RATE, tape.samples()));
    }

    /** Takes what FreeTTS plays; the calls that only steer a loudspeaker have nothing to do. */
    private static final class Tape implements AudioPlayer {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private AudioFormat format = new AudioFormat(SAMPLE_RATE, 16, 1, true, true);

        short[] samples() {
            ByteBuffer pcm = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.BIG_ENDIAN);
            short[] samples = new short[pcm.remaining() / 2];
            pcm.asShortBuffer().get(samples);
            return samples;
        }

        @Override
        public void setAudioFormat(AudioFormat spoken) {
            format = spoken;
        }

        @Override
        public AudioFormat getAudioFormat() {
            return format;
        }

        @Override
        public boolean write(byte[] audio) {
            return write(audio, 0, audio.length);
        }

        @Override
        public boolean write(byte[] audio, int offset, int length) {
            bytes.write(audio, offset, length);
            return true;
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
        public float getVolume() {
            return 1;
        }

        @Override
        public long getTime() {
            return 0;
        }

        @Override
        public void begin(int size) {}

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void reset() {}

        @Override
        public void cancel() {}

        @Override
        public void close() {}

        @Override
        public void setVolume(float volume) {}

        @Override
        public void resetTime() {}

        @Override
        public void startFirstSampleTimer() {}

        @Override
        public void showMetrics() {}
    }
}
