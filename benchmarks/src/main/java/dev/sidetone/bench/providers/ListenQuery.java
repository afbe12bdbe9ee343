/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a client asks of {@code /v1/listen}. Parameters that only shape text are taken and have no
 * effect.
 *
 * @param encoding of the audio that comes
 * @param sampleRate 8000 or 16000
 * @param endpointingMs silence that ends an utterance; negative for never
 * @param utteranceEndMs silence after which {@code UtteranceEnd} is sent; 0 for never
 */
record ListenQuery(
        Encoding encoding,
        int sampleRate,
        boolean interimResults,
        int endpointingMs,
        int utteranceEndMs,
        boolean vadEvents) {

    /** Those of the vendor's that telephones and voice models use. */
    enum Encoding {
        /** Little-endian samples. */
        LINEAR16,
        /** G.711. */
        MULAW,
        /** G.711. */
        ALAW;

        private static Encoding named(String name) {
            for (Encoding encoding : values()) {
                if (encoding.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return encoding;
                }
            }
            throw new IllegalArgumentException(
                    "encoding must be linear16, mulaw or alaw, not '" + name + "'");
        }
    }

    /** The vendor's own default. */
    private static final int DEFAULT_ENDPOINTING_MS = 10;

    /** The message of the exception is what the vendor's answer says. */
    static ListenQuery parse(QueryStringDecoder query) {
        Map<String, List<String>> all = query.parameters();
        Encoding encoding = Encoding.named(one(all, "encoding", ""));
        String rate = one(all, "sample_rate", "");
        if (!rate.equals("8000") && !rate.equals("16000")) {
            throw new IllegalArgumentException(
                    "sample_rate must be 8000 or 16000, not '" + rate + "'");
        }
        if (!one(all, "channels", "1").equals("1")) {
            throw new IllegalArgumentException("channels must be 1");
        }
        boolean interim = flag(all, "interim_results");
        int utteranceEndMs = number(all, "utterance_end_ms", 0, 1000);
        if (utteranceEndMs > 0 && !interim) {
            throw new IllegalArgumentException("utterance_end_ms needs interim_results=true");
        }
        return new ListenQuery(
                encoding,
                Integer.parseInt(rate),
                interim,
                endpointing(all),
                utteranceEndMs,
                flag(all, "vad_events"));
    }

    private static int endpointing(Map<String, List<String>> all) {
        String value = one(all, "endpointing", "true");
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "false" -> -1;
            case "true" -> DEFAULT_ENDPOINTING_MS;
            default -> number(all, "endpointing", DEFAULT_ENDPOINTING_MS, 10);
        };
    }

    private static int number(Map<String, List<String>> all, String name, int absent, int least) {
        String value = one(all, name, "");
        if (value.isEmpty()) {
            return absent;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException(
                name + " must be a number of ms from " + least + " on, not '" + value + "'");
    }

    private static boolean flag(Map<String, List<String>> all, String name) {
        return one(all, name, "false").equalsIgnoreCase("true");
    }

    private static String one(Map<String, List<String>> all, String name, String absent) {
        List<String> values = all.getOrDefault(name, List.of());
        return values.isEmpty() ? absent : values.getFirst();
    }
}
