/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.codec.g711.MuLawEncoder;
import dev.sidetone.codec.l16.L16Decoder;
import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.testing.SharedMaterial;
import dev.sidetone.orchestrator.agent.Expectation;
import dev.sidetone.orchestrator.agent.GrammarCompiler;
import dev.sidetone.orchestrator.provider.RecognitionEvent;
import dev.sidetone.orchestrator.provider.SpeechRecognizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The whole recogniser on a booking dialogue: a synthetic caller, µ-law, grammars as compiled from
 * an agent.
 */
@Tag("unit")
class PhoneDialogueTest {

    private static final String[][] UNDERSTOOD = {
        {"open", "hello"},
        {"open", "good morning"},
        {"open", "i would like to book an appointment"},
        {"open", "i want to book an appointment for tuesday"},
        {"open", "i would like to book an appointment for tuesday at three p m"},
        {"open", "hello, i would like to book an appointment"},
        {"open", "book an appointment for tomorrow"},
        {"open", "make an appointment please"},
        {"open", "what are your hours"},
        {"open", "when are you open"},
        {"open", "how much is it"},
        {"open", "operator"},
        {"open", "i want to talk to a person"},
        {"open", "agent"},
        {"ask-book-day", "on tuesday"},
        {"ask-book-day", "tuesday at three thirty p m"},
        {"ask-book-day", "friday at ten a m"},
        {"ask-book-day", "tomorrow"},
        {"ask-book-day", "thursday"},
        {"ask-book-day", "for saturday"},
        {"ask-book-time", "at four thirty p m"},
        {"ask-book-time", "three o'clock"},
        {"ask-book-time", "nine a m"},
        {"ask-book-time", "half past two p m"},
        {"ask-book-time", "at eleven thirty a m"},
        {"ask-book-time", "can you repeat that"},
        {"confirm-book", "yes"},
        {"confirm-book", "yes please"},
        {"confirm-book", "that's right"},
        {"confirm-book", "yes, that's right"},
        {"confirm-book", "no"},
        {"confirm-book", "no thank you"},
        {"confirm-book", "cancel"},
        {"confirm-book", "goodbye"},
        {"ask-book-number", "five five five, zero one four two"},
        {"ask-book-number", "my number is five five five zero one four two"},
        {"ask-book-number", "two one two, five five five, zero one nine nine"},
        {"ask-book-number", "eight six seven five three oh nine"},
        {"ask-book-number", "six six eight four two one seven"},
        {"ask-book-number", "four one five two six three eight eight"},
        {"ask-book-number", "nine oh eight, seven six five, four three two one"},
    };

    private static final List<String> DIGITS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
    private static final int PHONE_NUMBERS = 60;

    private static final String[][] FOREIGN = {
        {"open", "the weather is nice today isn't it"},
        {"open", "my car broke down on the highway"},
        {"open", "i ordered a pizza last night"},
        {"open", "do you like music"},
        {"ask-book-day", "the quick brown fox jumps"},
        {"ask-book-day", "whatever you have in blue"},
        {"ask-book-time", "i don't know let me think"},
        {"confirm-book", "let me call my wife first"},
        {"confirm-book", "which one was it"},
        {"confirm-book", "the garden is full of flowers"},
        {"ask-book-number", "i lost my telephone yesterday"},
        {"ask-book-number", "why do you need to know"},
    };

    private static final GrammarCompiler GRAMMARS = new GrammarCompiler(Plans.desk());
    private static final CallerVoice CALLER = new CallerVoice();

    private static EmbeddedRecognizer recognizer;

    @BeforeAll
    static void load() {
        recognizer =
                EmbeddedRecognizer.create(
                        new EmbeddedSpeechConfig(2, 64, 60_000, 20_000, 32, 16, 1, 8, 1000));
        recognizer.prepare(Plans.desk(), GRAMMARS.all());
    }

    @AfterAll
    static void close() {
        recognizer.close();
    }

    /** The phrase with 300 ms before and 150 ms or more after it, as turn detection cuts it. */
    private static byte[] wire(String phrase, int trailingMs) {
        short[] said = CALLER.speak(phrase);
        short[] padded = new short[2400 + said.length + 8 * trailingMs];
        System.arraycopy(said, 0, padded, 2400, said.length);
        byte[] wire = new byte[padded.length];
        new MuLawEncoder().encode(padded, 0, padded.length, wire, 0);
        return wire;
    }

    private static String words(String phrase) {
        return phrase.replace(",", "");
    }

    private static SpeechRecognizer.Stream say(
            RecordingMailbox inbox, String state, byte[] wire, int request) {
        SpeechRecognizer.Stream stream = recognizer.open(Plans.desk(), AudioFormat.MULAW_8K, inbox);
        stream.expect(GRAMMARS.expectation(state));
        stream.begin();
        for (int at = 0; at < wire.length; at += 160) {
            stream.audio(wire, at, Math.min(160, wire.length - at));
        }
        stream.requestFinal(request);
        return stream;
    }

    private static String heard(String state, byte[] wire) throws InterruptedException {
        RecordingMailbox inbox = new RecordingMailbox();
        say(inbox, state, wire, 1);
        return inbox.next(RecognitionEvent.Final.class).text();
    }

    @Test
    void shouldUnderstandNearlyEverySentenceOfTheDialogue() throws Exception {
        List<String> misses = new ArrayList<>();
        for (String[] line : UNDERSTOOD) {
            String text = heard(line[0], wire(line[1], 150));
            if (!text.equals(words(line[1]))) {
                misses.add(line[0] + ": " + line[1] + " -> " + text);
            }
        }
        RecognizerStats stats = recognizer.stats();
        System.out.printf(
                "understood %d of %d, %d ms busy an utterance, missed %s%n",
                UNDERSTOOD.length - misses.size(),
                UNDERSTOOD.length,
                stats.busyNs() / Math.max(1, stats.decoded()) / 1_000_000,
                misses);
        assertThat(misses).hasSizeLessThanOrEqualTo(UNDERSTOOD.length / 20);
    }

    /** A number heard wrong is caught by the read-back, but each costs the caller a turn. */
    @Test
    void shouldHearNearlyEveryPhoneNumber() throws Exception {
        Random random = new Random(77);
        List<String> misses = new ArrayList<>();
        for (int i = 0; i < PHONE_NUMBERS; i++) {
            String said =
                    random.ints(7, 0, DIGITS.size())
                            .mapToObj(DIGITS::get)
                            .collect(Collectors.joining(" "));
            String text = heard("ask-book-number", wire(said, 150));
            if (!text.equals(said)) {
                misses.add(said + " -> " + text);
            }
        }
        System.out.printf(
                "phone numbers right: %d of %d, missed %s%n",
                PHONE_NUMBERS - misses.size(), PHONE_NUMBERS, misses);
        assertThat(misses).hasSizeLessThanOrEqualTo(PHONE_NUMBERS / 30);
    }

    @Test
    void shouldRejectMostOfWhatIsNotInTheGrammar() throws Exception {
        List<String> accepted = new ArrayList<>();
        for (String[] line : FOREIGN) {
            String text = heard(line[0], wire(line[1], 150));
            if (!text.isEmpty()) {
                accepted.add(line[0] + ": " + line[1] + " -> " + text);
            }
        }
        System.out.println(
                "foreign sentences accepted: "
                        + accepted.size()
                        + " of "
                        + FOREIGN.length
                        + " "
                        + accepted);
        assertThat(accepted).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void shouldHearTheSameWithMoreSilenceBehind() throws Exception {
        for (String[] line :
                List.of(UNDERSTOOD[6], UNDERSTOOD[15], UNDERSTOOD[29], UNDERSTOOD[34])) {
            assertThat(heard(line[0], wire(line[1], 1500))).isEqualTo(words(line[1]));
        }
    }

    @Test
    void shouldHearNothingInSilence() throws Exception {
        byte[] silence = new byte[8000];
        Arrays.fill(silence, (byte) 0xFF);
        assertThat(heard("open", silence)).isEmpty();
        assertThat(heard("confirm-book", new byte[0])).isEmpty();
    }

    @Test
    void shouldAnswerTwentySecondsOfSpeech() throws Exception {
        byte[] phrase = wire("what are your hours", 300);
        byte[] wire = new byte[160_000];
        for (int at = 0; at < wire.length; at++) {
            wire[at] = phrase[at % phrase.length];
        }
        assertThat(heard("open", wire)).isEmpty();
    }

    @Test
    void shouldNotTakeTheFirstWordWhenMoreWasSaid() throws Exception {
        byte[] yes = wire("yes", 100);
        byte[] more = wire("the garden is full of flowers", 150);
        byte[] both = Arrays.copyOf(yes, yes.length + more.length - 2400);
        System.arraycopy(more, 2400, both, yes.length, more.length - 2400);
        assertThat(heard("confirm-book", both)).isEmpty();
    }

    @Test
    void shouldServeInterleavedCallsEachByItsOwnGrammar() throws Exception {
        String[][] lines = {
            UNDERSTOOD[10],
            UNDERSTOOD[15],
            UNDERSTOOD[22],
            UNDERSTOOD[27],
            UNDERSTOOD[35],
            UNDERSTOOD[8]
        };
        List<byte[]> wires = new ArrayList<>();
        for (String[] line : lines) {
            wires.add(wire(line[1], 150));
        }
        List<RecordingMailbox> inboxes = new ArrayList<>();
        for (int call = 0; call < 4 * lines.length; call++) {
            inboxes.add(new RecordingMailbox());
            say(
                    inboxes.get(call),
                    lines[call % lines.length][0],
                    wires.get(call % lines.length),
                    call);
        }
        for (int call = 0; call < inboxes.size(); call++) {
            RecognitionEvent.Final heard = inboxes.get(call).next(RecognitionEvent.Final.class);
            assertThat(heard.request()).isEqualTo(call);
            assertThat(heard.text()).isEqualTo(words(lines[call % lines.length][1]));
        }
        assertThat(recognizer.stats().compiledLate()).isZero();
    }

    @Test
    void shouldNameAgentStateAndWordWhenAGrammarCannotBeUsed() {
        assertThatThrownBy(() ->
                        recognizer.prepare(
                                Plans.desk(), List.of(grammar("public <top> = hello | zzyzxq;"))))
                .isInstanceOf(GrammarException.class)
                .hasMessageContaining("front-desk")
                .hasMessageContaining("bad")
                .hasMessageContaining("zzyzxq");
        assertThatThrownBy(() ->
                        recognizer.prepare(
                                Plans.desk(), List.of(grammar("public <top> = hello (there;"))))
                .isInstanceOf(GrammarException.class)
                .hasMessageContaining("line");
        assertThatThrownBy(() ->
                        recognizer.prepare(
                                Plans.desk(), List.of(grammar("public <top> = hello <top>;"))))
                .isInstanceOf(GrammarException.class)
                .hasMessageContaining("itself");
        assertThatThrownBy(() ->
                        recognizer.prepare(
                                Plans.desk(), List.of(grammar("public <top> = hello <nobody>;"))))
                .isInstanceOf(GrammarException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void shouldRejectHumanSpeechThatIsNotInTheGrammar() throws Exception {
        Path recordings = SharedMaterial.require("audio/8k");
        for (String name :
                List.of(
                        "clean_1",
                        "clean_2",
                        "clean_4",
                        "noise_pink_10db",
                        "pause_700",
                        "near_silence",
                        "neg_bursts")) {
            byte[] wav = Files.readAllBytes(recordings.resolve(name + ".wav"));
            short[] pcm = new short[(wav.length - 44) / 2];
            new L16Decoder().decode(wav, 44, wav.length - 44, pcm, 0);
            byte[] wire = new byte[Math.min(pcm.length, 160_000)];
            new MuLawEncoder().encode(pcm, 0, wire.length, wire, 0);
            String text = heard("open", wire);
            System.out.println("human " + name + ": '" + text + "'");
            assertThat(text).as(name).isEmpty();
        }
    }

    private static Expectation grammar(String rule) {
        return new Expectation("bad", "#JSGF V1.0;\ngrammar bad;\n" + rule + "\n", List.of());
    }
}
