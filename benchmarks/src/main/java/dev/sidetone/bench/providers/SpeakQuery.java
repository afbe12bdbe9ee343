/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Locale;

/**
 * What a client asks of {@code stream-input}.
 *
 * @param format as the vendor names it
 * @param inactivityMs silence of the client that ends the stream
 */
record SpeakQuery(Format format, boolean autoMode, int inactivityMs) {

    private static final int DEFAULT_INACTIVITY_S = 20;
    private static final int MOST_INACTIVITY_S = 180;

    /** The formats that telephone audio has; others are refused. */
    enum Format {
        ULAW_8000,
        PCM_8000,
        PCM_16000
    }

    /** The message of the exception is what the vendor's error says. */
    static SpeakQuery parse(QueryStringDecoder query) {
        String format = one(query, "output_format", "mp3_44100_128");
        String seconds = one(query, "inactivity_timeout", Integer.toString(DEFAULT_INACTIVITY_S));
        boolean auto = one(query, "auto_mode", "false").equalsIgnoreCase("true");
        for (Format known : Format.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(format)) {
                return new SpeakQuery(known, auto, inactivityMs(seconds));
            }
        }
        throw new IllegalArgumentException(
                "output_format must be ulaw_8000, pcm_8000 or pcm_16000, not '" + format + "'");
    }

    private static int inactivityMs(String seconds) {
        try {
            int value = Integer.parseInt(seconds);
            if (value >= 1 && value <= MOST_INACTIVITY_S) {
                return value * 1000;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException(
                "inactivity_timeout must be 1 to 180 seconds, not '" + seconds + "'");
    }

    private static String one(QueryStringDecoder query, String name, String absent) {
        List<String> values = query.parameters().getOrDefault(name, List.of());
        return values.isEmpty() ? absent : values.getFirst();
    }
}
