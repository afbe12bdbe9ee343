/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.provider.Message;
import dev.sidetone.orchestrator.provider.ModelEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Fifty callers, each of whom interrupts at an instant of its own, in virtual time: the agent stops
 * soon, nothing old is played afterwards, the new words are answered, and the history holds what
 * was heard, to the word. Whatever the interrupted answer still had under way, words or audio,
 * arrives late and must be dropped.
 */
@Tag("unit")
final class BargeInAtAnyInstantTest {
    private static final int SEEDS = 50;
    private static final int STOP_P95_MS = 400;
    private static final int FRAME_MS = 20;
    private static final String ANSWER =
            "This answer goes on for a while. It has more than one sentence, and some of them are"
                    + " longer than others. The caller will not hear the end of it!";

    private final List<Integer> stopsMs = new ArrayList<>();
    private int whole;

    @Test
    void shouldStopAndAnswerTheNewWordsWheneverTheCallerInterrupts() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            try (Interrupted call = new Interrupted(seed)) {
                call.run();
            }
        }
        assertThat(stopsMs).as("answers cut; %d were heard out", whole).hasSizeGreaterThan(40);
        stopsMs.sort(null);
        int p95 = stopsMs.get((int) Math.ceil(stopsMs.size() * 0.95) - 1);
        System.out.printf(
                "%d interruptions: silent p50 %d, p95 %d, max %d ms after the onset%n",
                stopsMs.size(), stopsMs.get(stopsMs.size() / 2), p95, stopsMs.getLast());
        assertThat(p95).isLessThanOrEqualTo(STOP_P95_MS);
    }

    /** One call: a long answer, an interruption within it, and the answer to that. */
    private final class Interrupted implements AutoCloseable {
        private final int seed;
        private final Random random;
        private final CallRig rig = new CallRig(CallRig.agent());

        /** What the model has still to say of its answer, one word after the other. */
        private final Queue<ModelEvent> underWay = new ArrayDeque<>();

        private final int wordGapMs;

        Interrupted(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.wordGapMs = random.nextBoolean() ? 0 : 40;
            rig.providers.mouth.named = true;
            rig.providers.mind.answering = this::answer;
        }

        void run() {
            rig.runUntilQuiet();
            rig.say("tell me", 600, 0);
            while (!rig.carrier.playing()) {
                step(1);
            }
            int old = rig.providers.mouth.latest;
            step(random.nextInt(ANSWER.length() * ScriptedProviders.MS_PER_CHAR));
            int clears = rig.carrier.clears;
            long onsetMs = rig.streamMs() / FRAME_MS * FRAME_MS;
            rig.providers.ear.texts.add("what about number " + seed);
            rig.speak();
            while (rig.carrier.playing() && rig.carrier.clears == clears) {
                step(1);
            }
            boolean cut = rig.carrier.clears > clears;
            if (cut) {
                stopsMs.add((int) (rig.streamMs() - onsetMs));
            } else {
                whole++;
            }
            long heardBytes = playedOf(old);
            step(500);
            rig.hush();
            lateAudio(old);
            for (int ms = 0; ms < 1000 && !rig.carrier.playing(); ms++) {
                step(1);
            }
            lateAudio(old);
            step(1500);
            rig.runUntilQuiet();
            assertThat(playedOf(old)).as("seed %d, old audio after it", seed).isEqualTo(heardBytes);
            assertAnswered(old, cut, heardBytes / 8);
        }

        private void assertAnswered(int old, boolean cut, long heardMs) {
            List<TurnRecord> turns = rig.turns();
            TurnRecord first = turns.get(1);
            TurnRecord second = turns.get(2);
            String heard = Objects.requireNonNull(first.agentTextHeard());
            assertThat(heard)
                    .as("seed %d, %d ms heard", seed, heardMs)
                    .isIn(
                            wholeWords(heardMs - FRAME_MS),
                            wholeWords(heardMs),
                            wholeWords(heardMs + FRAME_MS));
            assertThat(second.callerText()).isEqualTo("what about number " + seed);
            String reply = "About number " + seed + '.';
            assertThat(second.agentText()).isEqualTo(reply);
            assertThat(second.agentTextHeard()).isEqualTo(reply);
            assertThat(second.bargedIn()).isEqualTo(cut);
            assertThat(turns).hasSize(3);
            int fresh = rig.providers.mouth.latest;
            assertThat(fresh).isNotEqualTo(old);
            assertThat(playedOf(fresh) / 8)
                    .as("seed %d, the new answer as played", seed)
                    .isEqualTo((long) reply.length() * ScriptedProviders.MS_PER_CHAR);
            List<Message> history = new ArrayList<>();
            history.add(new Message.Agent("Hello, I am a machine."));
            history.add(new Message.Caller("tell me"));
            if (!heard.isEmpty()) {
                history.add(
                        new Message.Agent(
                                heard.equals(first.agentText())
                                        ? heard
                                        : heard + " [interrupted]"));
            }
            history.add(new Message.Caller("what about number " + seed));
            assertThat(rig.providers.mind.asked.getLast()).isEqualTo(history);
        }

        /** What of the answer's audio is there after so long, by the voice's steady pace. */
        private String wholeWords(long heardMs) {
            StringBuilder heard = new StringBuilder();
            long leftChars = Math.max(0, heardMs) / ScriptedProviders.MS_PER_CHAR;
            for (String clause : ANSWER.split("(?<=[.!]) ", -1)) {
                int end = (int) Math.min(clause.length(), leftChars);
                if (end < clause.length()) {
                    end =
                            clause.charAt(end) == ' '
                                    ? end
                                    : Math.max(0, clause.lastIndexOf(' ', end));
                }
                heard.append(heard.isEmpty() || end == 0 ? "" : " ").append(clause, 0, end);
                leftChars -= clause.length();
                if (leftChars <= 0) {
                    break;
                }
            }
            return heard.toString();
        }

        private void answer(int number, List<Message> messages) {
            Message.Caller last = (Message.Caller) messages.getLast();
            if (last.text().equals("tell me")) {
                for (String word : ANSWER.split("(?<= )", -1)) {
                    underWay.add(new ModelEvent.Token(number, word));
                }
                underWay.add(new ModelEvent.Finished(number, ModelEvent.Next.LISTEN, null));
            } else {
                rig.providers.mind.say(number, last.text().replace("what about", "About") + '.');
            }
        }

        /** Lets time pass for the call and for the model, which never learns that it was cut. */
        private void step(int ms) {
            for (int i = 0; i < ms; i++) {
                boolean due = wordGapMs == 0 || rig.streamMs() % wordGapMs == 0;
                while (due && !underWay.isEmpty()) {
                    rig.providers.mind.post(underWay.remove());
                    due = wordGapMs == 0;
                }
                rig.run(1);
            }
        }

        private void lateAudio(int old) {
            byte[] late = new byte[800];
            Arrays.fill(late, ScriptedProviders.Mouth.sampleOf(old));
            rig.mailbox.synthesis(old, late, 0, late.length);
        }

        private long playedOf(int number) {
            return rig.carrier.playedOf.getOrDefault(ScriptedProviders.Mouth.sampleOf(number), 0L);
        }

        @Override
        public void close() {
            rig.close();
        }
    }
}
