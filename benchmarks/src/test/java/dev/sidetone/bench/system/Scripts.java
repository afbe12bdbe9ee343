/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import dev.sidetone.bench.demo.BookingWish;
import dev.sidetone.bench.script.CallerScript;
import dev.sidetone.bench.script.ScriptReader;
import dev.sidetone.bench.script.SpokenStimuli;
import dev.sidetone.bench.script.Stimulus;
import dev.sidetone.orchestrator.provider.embedded.CallerVoice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** What the callers of these tests do. One thread; a text is spoken once. */
final class Scripts {

    private static final String BOOKING =
            """
            steps:
              - wait-for-agent
              - say: i would like to book an appointment
              - wait-for-agent
              - expect: (?i)day
              - say: on {day}
              - wait-for-agent
              - expect: (?i)time
              - say: at {time}
              - wait-for-agent
              - expect: (?i)number
              - say: "{number}"
              - wait-for-agent
              - expect: (?i){day}.*right
              - dtmf: "1"
            """;

    private final SpokenStimuli stimuli = new SpokenStimuli(() -> new CallerVoice()::speak);

    /** The script of {@code sidetone demo}. */
    CallerScript demo(BookingWish wish) throws IOException {
        return read(demoText(), wish.values());
    }

    /** The same as it is written. */
    String demoText() throws IOException {
        try (InputStream yaml = BookingWish.class.getResourceAsStream("demo-booking.yaml")) {
            if (yaml == null) {
                throw new IOException("demo-booking.yaml is not on the class path");
            }
            return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Books without a detour, says yes by key, hears the end of it and says goodbye. */
    CallerScript booking(BookingWish wish) throws IOException {
        return read(
                BOOKING
                        + """
                          - wait-for-agent: {settle-ms: 1200}
                          - expect: (?i)you are booked
                          - say: goodbye
                          - wait-for-hangup
                        """,
                wish.values());
    }

    /** Books, and after the yes listens for this long to what the agent makes of it. */
    CallerScript bookingAndListen(BookingWish wish, int settleMs, String expected)
            throws IOException {
        return read(
                BOOKING
                        + """
                          - wait-for-agent: {settle-ms: %d, timeout-ms: 25000}
                          - expect: (?i)%s
                        """
                                .formatted(settleMs, expected),
                wish.values());
    }

    /** Says two sentences, hears each answered, then says nothing for a while. */
    CallerScript listen(int silenceMs) throws IOException {
        return read(
                """
                steps:
                  - say: is anybody there
                  - wait-for-agent
                  - say: it is me
                  - wait-for-agent
                  - silence: %d
                """
                        .formatted(silenceMs),
                Map.of());
    }

    /** Loud enough to be speech, and no words. */
    static Stimulus hum() {
        short[] pcm = new short[900 * 8];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (6000 * Math.sin(i * 2 * Math.PI * 300 / 8000));
        }
        return Stimulus.ofSpeech(pcm, null);
    }

    /** A text as the caller says it. */
    Stimulus say(String text) throws IOException {
        return stimuli.say(text);
    }

    /** Any script. */
    CallerScript read(String yaml, Map<String, String> values) throws IOException {
        return new ScriptReader("test", Path.of(""), values, stimuli).read(yaml);
    }
}
