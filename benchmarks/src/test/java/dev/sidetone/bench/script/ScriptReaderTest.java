/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.bench.demo.BookingWish;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
final class ScriptReaderTest {

    private static final Stimulus CLIP =
            new Stimulus(new byte[160], List.of(new Stimulus.SpokenTurn(0, 20, "words")));
    private static final Map<String, String> VALUES =
            new BookingWish("monday", 12, 0, "1234567").values();

    private final List<String> asked = new ArrayList<>();

    @Test
    void shouldReadEveryKindOfStep() throws IOException {
        CallerScript script =
                read(
                        """
                        steps:
                          - wait-for-agent
                          - say: on {day}
                          - wav: hello.wav
                          - wait-for-agent: {settle-ms: 900, required: false}
                          - barge-in: {after-ms: 700, say: wait}
                          - dtmf: "12#"
                          - silence: 250
                          - expect: (?i)booked for {day}
                          - wait-for-hangup: {timeout-ms: 4000}
                          - hang-up
                        """);
        assertThat(script.steps().get(0)).isEqualTo(new CallerStep.AwaitAgent(600, 15000, true));
        assertThat(script.steps().get(3)).isEqualTo(new CallerStep.AwaitAgent(900, 15000, false));
        assertThat(script.steps().get(4)).isEqualTo(new CallerStep.BargeIn(700, 15000, CLIP));
        assertThat(script.steps().get(5)).isEqualTo(new CallerStep.PressKeys("12#", 120));
        assertThat(script.steps().get(6)).isEqualTo(new CallerStep.Silence(250));
        assertThat(script.steps().get(7))
                .isInstanceOfSatisfying(
                        CallerStep.Expect.class,
                        expect ->
                                assertThat(expect.pattern().pattern())
                                        .isEqualTo("(?i)booked for monday"));
        assertThat(script.steps().get(8)).isEqualTo(new CallerStep.AwaitHangUp(4000));
        assertThat(script.steps()).hasSize(10);
        assertThat(asked).containsExactly("say on monday", "wav folder/hello.wav", "say wait");
    }

    @Test
    void shouldReadWhatIsAnsweredUntilTheAgentHasSaidIt() throws IOException {
        CallerScript script =
                read(
                        """
                        steps:
                          - until:
                              hears: (?i)on {day}
                              settle-ms: 700
                              replies:
                                - {to: (?i)day, say: "{day}"}
                                - {to: right, dtmf: "2"}
                          - until: {hears: a, tries: 9, replies: [{to: b, wav: c.wav}]}
                        """);
        CallerStep.Until until = (CallerStep.Until) script.steps().getFirst();
        assertThat(until.hears().pattern()).isEqualTo("(?i)on monday");
        assertThat(until.tries()).isEqualTo(4);
        assertThat(until.await()).isEqualTo(new CallerStep.AwaitAgent(700, 15000, true));
        assertThat(until.replies()).hasSize(2);
        assertThat(until.replies().getFirst().to().pattern()).isEqualTo("(?i)day");
        assertThat(until.replies().getFirst().step()).isEqualTo(new CallerStep.Speak(CLIP));
        assertThat(until.replies().getLast().step()).isEqualTo(new CallerStep.PressKeys("2", 120));
        assertThat(((CallerStep.Until) script.steps().getLast()).tries()).isEqualTo(9);
        assertThat(asked).containsExactly("say monday", "wav folder/c.wav");
    }

    @Test
    void shouldReadTheBundledExample() throws IOException {
        try (InputStream yaml =
                ScriptReader.class.getResourceAsStream(
                        "/dev/sidetone/bench/demo/demo-booking.yaml")) {
            CallerScript script =
                    read(
                            new String(
                                    Objects.requireNonNull(yaml).readAllBytes(),
                                    StandardCharsets.UTF_8));
            assertThat(script.steps()).anyMatch(CallerStep.BargeIn.class::isInstance);
            assertThat(script.steps()).anyMatch(CallerStep.PressKeys.class::isInstance);
            assertThat(asked)
                    .contains(
                            "say on monday",
                            "say at twelve p m",
                            "say one two three four five six seven",
                            "say four five six seven");
            CallerStep.Until readBack =
                    (CallerStep.Until)
                            script.steps().stream()
                                    .filter(CallerStep.Until.class::isInstance)
                                    .toList()
                                    .getLast();
            assertThat(
                            readBack.hears()
                                    .matcher(
                                            "Monday at noon, and your number is one two three, four"
                                                    + " five six seven. Is that right?")
                                    .find())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    steps:~  - say: a~  - shout: b          | 3 | unknown step 'shout'
                    steps:~  - say: a~  - dtmf: 12x         | 3 | keys 0-9 * # A-D, not '12x'
                    steps:~  - silence: soon                | 2 | milliseconds from 0 to 600000, not 'soon'
                    steps:~  - silence: -5                  | 2 | milliseconds from 0 to 600000, not '-5'
                    steps:~  - barge-in: {say: a}           | 2 | barge-in after-ms needs milliseconds
                    steps:~  - barge-in: {after-ms: 5}      | 2 | either say or wav
                    steps:~  - expect: "(a"                 | 2 | is not a regular expression
                    steps:~  - say: on {month}              | 2 | nothing is known for {month}
                    steps:~  - say: ''                      | 2 | say needs a value
                    steps:~  - wait-for-agent: {settle: 5}  | 2 | wait-for-agent has no 'settle'
                    steps:~  - hang-up: now                 | 2 | hang-up takes no value
                    steps:~  - wav: missing.wav             | 2 | missing.wav cannot be read
                    steps:~  - say: a~    wav: b            | 3 | one step an entry
                    steps:~  - until: {hears: a}            | 2 | until needs replies
                    steps:~  - until: {replies: [{to: a, say: b}]} | 2 | until needs hears
                    steps:~  - until:~      hears: a~      replies:~        - {say: b} | 5 | reply needs to
                    steps:~  - until:~      hears: a~      replies:~        - {to: b, say: c, dtmf: "1"} | 5 | one of say, wav and dtmf
                    steps:~  - until:~      hears: a~      replies:~        - {to: "(", say: c} | 5 | is not a regular expression
                    steps:~  - until: {hears: a, tries: 0, replies: [{to: b, say: c}]} | 2 | tries is a number from 1 to 99, not '0'
                    steps:~  - until: {hears: [a]}          | 2 | hears takes a plain value
                    steps:~  - until: {hears: a, replies: b} | 2 | until needs replies, a list
                    steps: []                               | 1 | no steps
                    step:~  - say: a                        | 1 | unknown key 'step'
                    steps:~  - say: a~extra: b              | 3 | unknown key 'extra'
                    hello                                   | 1 | begins with 'steps:'
                    steps:~  - say: "a~  - hang-up          | 2 | not YAML
                    """)
    void shouldNameTheLineAndWhatWasExpected(String yaml, int line, String message) {
        assertThatThrownBy(() -> read(yaml.replace('~', '\n') + "\n"))
                .isInstanceOf(ScriptException.class)
                .hasMessageStartingWith("test.yaml:" + line + ": ")
                .hasMessageContaining(message);
    }

    private CallerScript read(String yaml) throws IOException {
        StimulusSource source =
                new StimulusSource() {
                    @Override
                    public Stimulus say(String text) {
                        asked.add("say " + text);
                        return CLIP;
                    }

                    @Override
                    public Stimulus wav(Path file) throws IOException {
                        if (file.endsWith("missing.wav")) {
                            throw new IOException(file + " cannot be read");
                        }
                        asked.add("wav " + file);
                        return CLIP;
                    }
                };
        return new ScriptReader("test.yaml", Path.of("folder"), VALUES, source).read(yaml);
    }
}
