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
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A piece of text as messages of audio: 200 ms first, then 400 ms each, with the characters that
 * begin in each. Characters are spread evenly over the words' audio; a codeword in front belongs to
 * none. A message is written when it is sent: a loop that wrote a whole answer at once would keep
 * its other connections waiting. The event loop only.
 */
final class SpeakClip {

    private static final int FIRST_MS = 200;
    private static final int NEXT_MS = 400;
    private static final byte[] NOTHING = {};
    private static final byte[] HEAD = ascii("{\"audio\":\"");
    private static final byte[] BETWEEN = ascii("\",\"isFinal\":null,\"normalizedAlignment\":");
    private static final byte[] AND = ascii(",\"alignment\":");

    private final String text;
    private final byte[] wire;
    private final int bytesPerMs;
    private final double leadMs;
    private final double totalMs;
    private final double charMs;
    private int fromMs;
    private int chars;

    SpeakClip(
            CodedVoice voice, String text, @Nullable CodedPhrase phrase, SpeakQuery.Format format) {
        this.text = text;
        short[] codeword = phrase == null ? new short[0] : CodedSpeech.codeword(phrase);
        leadMs = phrase == null ? 0 : CodedSpeech.CODEWORD_MS;
        wire = wire(voice, codeword, text, format);
        bytesPerMs =
                switch (format) {
                    case ULAW_8000 -> 8;
                    case PCM_8000 -> 16;
                    case PCM_16000 -> 32;
                };
        totalMs = (double) wire.length / bytesPerMs;
        charMs = (totalMs - leadMs) / Math.max(1, text.length());
    }

    /** How many messages there are. */
    int messages() {
        return totalMs == 0 ? 0 : 1 + (int) Math.ceil(Math.max(0, totalMs - FIRST_MS) / NEXT_MS);
    }

    /** The next one, for whoever asks to release. */
    ByteBuf next(ByteBufAllocator allocator) {
        int toMs = fromMs + (fromMs == 0 ? FIRST_MS : NEXT_MS);
        byte[] piece =
                Arrays.copyOfRange(
                        wire, fromMs * bytesPerMs, Math.min(wire.length, toMs * bytesPerMs));
        int first = chars;
        while (chars < text.length() && leadMs + chars * charMs < toMs) {
            chars++;
        }
        byte[] audio = Base64.getEncoder().encode(piece);
        byte[] alignment =
                alignment(text.substring(first, chars), leadMs + first * charMs - fromMs, charMs)
                        .getBytes(StandardCharsets.UTF_8);
        fromMs = toMs;
        int length =
                HEAD.length + audio.length + BETWEEN.length + AND.length + 2 * alignment.length + 1;
        return allocator
                .directBuffer(length)
                .writeBytes(HEAD)
                .writeBytes(audio)
                .writeBytes(BETWEEN)
                .writeBytes(alignment)
                .writeBytes(AND)
                .writeBytes(alignment)
                .writeByte('}');
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
            quote(chars.append(comma), text.charAt(i));
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

    private static void quote(StringBuilder json, char character) {
        boolean plain =
                character >= ' ' && character < 127 && character != '"' && character != '\\';
        if (plain) {
            json.append('"').append(character).append('"');
        } else {
            json.append(ChatJson.quoted(String.valueOf(character)));
        }
    }

    private static byte[] wire(
            CodedVoice voice, short[] codeword, String text, SpeakQuery.Format format) {
        if (format == SpeakQuery.Format.ULAW_8000) {
            return voice.mulaw(codeword.length == 0 ? NOTHING : WireAudio.encode(codeword), text);
        }
        short[] words = voice.say(text);
        short[] pcm = Arrays.copyOf(codeword, codeword.length + words.length);
        System.arraycopy(words, 0, pcm, codeword.length, words.length);
        if (format == SpeakQuery.Format.PCM_8000) {
            return littleEndian(pcm);
        }
        short[] wide = new short[2 * pcm.length];
        new Upsampler8To16().resample(pcm, 0, pcm.length, wide, 0);
        return littleEndian(wide);
    }

    private static byte[] littleEndian(short[] pcm) {
        byte[] bytes = new byte[2 * pcm.length];
        for (int i = 0; i < pcm.length; i++) {
            bytes[2 * i] = (byte) pcm[i];
            bytes[2 * i + 1] = (byte) (pcm[i] >> 8);
        }
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
