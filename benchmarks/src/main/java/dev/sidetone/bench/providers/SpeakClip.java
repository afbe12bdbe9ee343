/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.bench.coded.CodedPhrase;
import dev.sidetone.bench.coded.CodedSpeech;
import dev.sidetone.bench.coded.CodedVoice;
import dev.sidetone.codec.resample.Upsampler8To16;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of text as messages of audio: 200 ms first, then 400 ms each, with the characters that
 * begin in each. Characters are spread evenly over the words' audio; a codeword in front belongs to
 * none. Stateless.
 */
final class SpeakClip {

    private static final int FIRST_MS = 200;
    private static final int NEXT_MS = 400;

    private SpeakClip() {}

    static List<String> messages(
            CodedVoice voice, String text, @Nullable CodedPhrase phrase, SpeakQuery.Format format) {
        short[] words = voice.say(text);
        short[] pcm = phrase == null ? words : CodedSpeech.encode(phrase, words);
        double leadMs = phrase == null ? 0 : CodedSpeech.CODEWORD_MS;
        byte[] wire = wire(pcm, format);
        int bytesPerMs =
                switch (format) {
                    case ULAW_8000 -> 8;
                    case PCM_8000 -> 16;
                    case PCM_16000 -> 32;
                };
        double totalMs = (double) wire.length / bytesPerMs;
        double charMs = (totalMs - leadMs) / Math.max(1, text.length());
        List<String> messages = new ArrayList<>();
        int fromMs = 0;
        int chars = 0;
        while (fromMs < totalMs) {
            int toMs = fromMs + (fromMs == 0 ? FIRST_MS : NEXT_MS);
            byte[] piece =
                    Arrays.copyOfRange(
                            wire, fromMs * bytesPerMs, Math.min(wire.length, toMs * bytesPerMs));
            int first = chars;
            while (chars < text.length() && leadMs + chars * charMs < toMs) {
                chars++;
            }
            String alignment =
                    alignment(
                            text.substring(first, chars), leadMs + first * charMs - fromMs, charMs);
            messages.add(
                    "{\"audio\":\""
                            + Base64.getEncoder().encodeToString(piece)
                            + "\",\"isFinal\":null,\"normalizedAlignment\":"
                            + alignment
                            + ",\"alignment\":"
                            + alignment
                            + "}");
            fromMs = toMs;
        }
        return messages;
    }

    private static String alignment(String text, double startMs, double charMs) {
        if (text.isEmpty()) {
            return "null";
        }
        StringBuilder chars = new StringBuilder();
        StringBuilder starts = new StringBuilder();
        StringBuilder durations = new StringBuilder();
        long at = Math.round(startMs);
        for (int i = 0; i < text.length(); i++) {
            String comma = i == 0 ? "" : ",";
            long end = Math.round(startMs + (i + 1) * charMs);
            chars.append(comma).append(ChatJson.quoted(text.substring(i, i + 1)));
            starts.append(comma).append(Math.max(0, at));
            durations.append(comma).append(end - at);
            at = end;
        }
        return "{\"chars\":["
                + chars
                + "],\"charStartTimesMs\":["
                + starts
                + "],\"charDurationsMs\":["
                + durations
                + "]}";
    }

    private static byte[] wire(short[] pcm, SpeakQuery.Format format) {
        return switch (format) {
            case ULAW_8000 -> WireAudio.encode(pcm);
            case PCM_8000 -> littleEndian(pcm);
            case PCM_16000 -> {
                short[] wide = new short[2 * pcm.length];
                new Upsampler8To16().resample(pcm, 0, pcm.length, wide, 0);
                yield littleEndian(wide);
            }
        };
    }

    private static byte[] littleEndian(short[] pcm) {
        byte[] bytes = new byte[2 * pcm.length];
        for (int i = 0; i < pcm.length; i++) {
            bytes[2 * i] = (byte) pcm[i];
            bytes[2 * i + 1] = (byte) (pcm[i] >> 8);
        }
        return bytes;
    }
}
