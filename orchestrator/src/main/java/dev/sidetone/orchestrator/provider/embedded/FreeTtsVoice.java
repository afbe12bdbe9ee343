/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import dev.sidetone.codec.level.AudibleLevel;
import dev.sidetone.codec.resample.Downsampler16To8;
import dev.sidetone.orchestrator.provider.VoiceEvent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A FreeTTS voice (kevin16) as 8 kHz telephone audio: brought to about −20 dBFS while it speaks,
 * peaks rounded off, silence cut at both ends. The same text gives the same samples. Not
 * thread-safe: one thread at a time (a shared FreeTTS voice breaks). Holds about 6 MB; the first
 * one of a process 16 MB.
 *
 * <p>What to write: digits as digits with commas where a person would pause ({@code 5 5 5, 0 1 4
 * 2}; {@code 5550142} is read digit by digit as well), times as {@code 3:30 p m} or {@code three
 * thirty p m}. FreeTTS says {@code 15:30} as "fifteen thirty" and {@code $45} as "forty five
 * dollars"; write {@code p m} and not {@code pm}, which comes out hurried.
 */
public final class FreeTtsVoice {

    /** Samples per second of what {@link #speak} returns. */
    public static final int SAMPLE_RATE = 8000;

    /** FreeTTS's own speaking rate for this voice. */
    public static final int DEFAULT_WORDS_PER_MINUTE = 150;

    /** kevin16 speaks at −23 dBFS by itself. */
    private static final double GAIN = 1.4;

    private static final int TAIL_MS = 60;

    /** Where rounding off begins; what is above is pressed below full scale. */
    private static final double KNEE = 20_000;

    private static final double CEILING = 32_000;

    private final Voice voice;
    private final PcmSink sink = new PcmSink();
    private final WordMarks marks = new WordMarks(sink);
    private final Downsampler16To8 downsampler = new Downsampler16To8();
    private int wordsPerMinute = DEFAULT_WORDS_PER_MINUTE;

    /**
     * Loads a voice of its own; warm it up by {@code speak("ready")}: the first sentence takes 60
     * ms longer.
     */
    @SuppressWarnings("unchecked") // FreeTTS is older than generics
    public FreeTtsVoice() {
        SphinxLog.silence();
        voice = kevin16();
        voice.setAudioPlayer(sink);
        voice.allocate();
        List<Object> pipeline = voice.getUtteranceProcessors();
        pipeline.add(marks);
    }

    /** Speaking rate; 0 for the voice's own. */
    public void rate(int wanted) {
        int rate = wanted <= 0 ? DEFAULT_WORDS_PER_MINUTE : wanted;
        if (rate != wordsPerMinute) {
            wordsPerMinute = rate;
            voice.setRate(rate);
        }
    }

    /**
     * Middle of the voice's pitch (100 Hz by itself) and how far it moves around it (12 Hz by
     * itself).
     */
    public void pitch(float hertz, float rangeHertz) {
        voice.setPitch(hertz);
        voice.setPitchRange(rangeHertz);
    }

    /** Says the text; empty speech for a text without anything to say. */
    public Speech speak(String text) {
        sink.clear();
        marks.begin(text);
        if (text.isBlank()) {
            return new Speech(new short[0], null);
        }
        if (!voice.speak(text)) {
            throw new IllegalStateException("FreeTTS could not speak the text");
        }
        short[] narrow = narrow();
        int begin = AudibleLevel.firstAudibleMs(narrow, 0, narrow.length, SAMPLE_RATE);
        if (begin < 0) {
            return new Speech(new short[0], null);
        }
        int end = AudibleLevel.lastAudibleMs(narrow, 0, narrow.length, SAMPLE_RATE) + TAIL_MS;
        int from = begin * SAMPLE_RATE / 1000;
        int to = Math.min(narrow.length, end * SAMPLE_RATE / 1000);
        return new Speech(Arrays.copyOfRange(narrow, from, to), alignment(text, from, to - from));
    }

    private short[] narrow() {
        downsampler.reset();
        short[] narrow =
                new short
                        [Downsampler16To8.maxOutput(sink.length())
                                + Downsampler16To8.DELAY_SAMPLES
                                + 2];
        int written = downsampler.resample(sink.samples(), 0, sink.length(), narrow, 0);
        written += downsampler.flush(narrow, written);
        for (int i = 0; i < written; i++) {
            narrow[i] = limit(narrow[i] * GAIN);
        }
        return Arrays.copyOfRange(
                narrow, Math.min(written, Downsampler16To8.DELAY_SAMPLES), written);
    }

    private static short limit(double sample) {
        double size = Math.abs(sample);
        if (size <= KNEE) {
            return (short) Math.round(sample);
        }
        double room = CEILING - KNEE;
        double pressed = KNEE + room * Math.tanh((size - KNEE) / room);
        return (short) Math.round(Math.copySign(pressed, sample));
    }

    private VoiceEvent.@Nullable Alignment alignment(String text, int from, int samples) {
        List<WordMarks.Mark> words = marks.marks();
        if (words.isEmpty()) {
            return null;
        }
        int[] chars = new int[words.size()];
        long[] at = new long[words.size()];
        long before = 0;
        for (int i = 0; i < chars.length; i++) {
            WordMarks.Mark word = words.get(i);
            chars[i] = i == chars.length - 1 ? text.length() : word.chars();
            before = Math.clamp(word.sample() / 2 - from, before, samples);
            at[i] = before;
        }
        return new VoiceEvent.Alignment(chars, at);
    }

    private static Voice kevin16() {
        for (Voice candidate : new KevinVoiceDirectory().getVoices()) {
            if (candidate.getName().equals("kevin16")) {
                return candidate;
            }
        }
        throw new IllegalStateException("the freetts jar has no voice kevin16");
    }

    /**
     * What was said.
     *
     * @param pcm 8 kHz samples; the first audible block is the first, and at most 60 ms follow the
     *     last
     * @param alignment where the words lie, or null
     */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    public record Speech(short[] pcm, VoiceEvent.@Nullable Alignment alignment) {}
}
