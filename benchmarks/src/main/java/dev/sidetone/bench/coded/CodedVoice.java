/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.coded;

import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.bench.script.SpeakingVoice;
import dev.sidetone.bench.script.Stimulus;
import dev.sidetone.orchestrator.provider.embedded.CallerVoice;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Says phrases, and any text, word by word from a cache: a word is synthesised once (1 to 5 ms),
 * later it is copied. A thousand callers therefore speak for the cost of copying. One thread; holds
 * what it has said, about 600 KB for the words of all phrases.
 */
public final class CodedVoice {

    /** Words alone are spoken slowly; at this rate a phrase takes one and a half seconds. */
    private static final int WORDS_PER_MINUTE = 190;

    private static final float PITCH_HERTZ = 100f;
    private static final float PITCH_RANGE_HERTZ = 12f;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}']+");

    private final SpeakingVoice voice;
    private final Map<String, short[]> spoken = new HashMap<>();
    private final Map<String, byte[]> mulaw = new HashMap<>();

    /** In the voice of a simulated caller. */
    public CodedVoice() {
        this(new CallerVoice(WORDS_PER_MINUTE, PITCH_HERTZ, PITCH_RANGE_HERTZ)::speak);
    }

    /** In a voice whose speech begins with its first audible block and ends with its last. */
    public CodedVoice(SpeakingVoice voice) {
        this.voice = voice;
    }

    /** The text without codeword, 8 kHz, word after word without a pause. */
    public short[] say(String text) {
        List<short[]> words = words(text).map(this::word).toList();
        int samples = words.stream().mapToInt(pcm -> pcm.length).sum();
        short[] all = new short[samples];
        int at = 0;
        for (short[] pcm : words) {
            System.arraycopy(pcm, 0, all, at, pcm.length);
            at += pcm.length;
        }
        return all;
    }

    /** The same as µ-law, a byte a sample, behind {@code lead}. */
    public byte[] mulaw(byte[] lead, String text) {
        List<byte[]> words = words(text).map(this::mulawWord).toList();
        int bytes = words.stream().mapToInt(mulaw -> mulaw.length).sum();
        byte[] all = Arrays.copyOf(lead, lead.length + bytes);
        int at = lead.length;
        for (byte[] mulaw : words) {
            System.arraycopy(mulaw, 0, all, at, mulaw.length);
            at += mulaw.length;
        }
        return all;
    }

    /** The words of one phrase behind its codeword, 8 kHz, audible to the last block. */
    public short[] pcm(CodedPhrase phrase) {
        return CodedSpeech.encode(phrase, say(phrase.text()));
    }

    /** The same as a caller speaks it: µ-law in whole frames, with onset and end of speech. */
    public Stimulus stimulus(CodedPhrase phrase) {
        return Stimulus.ofSpeech(pcm(phrase), phrase.text());
    }

    /** Synthesises the words of all phrases, so that no later phrase has to wait for one. */
    public void warm() {
        CodedWords.all().forEach(this::mulawWord);
    }

    private static Stream<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(MatchResult::group);
    }

    private byte[] mulawWord(String word) {
        return mulaw.computeIfAbsent(word, w -> WireAudio.encode(word(w)));
    }

    private short[] word(String word) {
        return spoken.computeIfAbsent(word, voice::speak);
    }
}
