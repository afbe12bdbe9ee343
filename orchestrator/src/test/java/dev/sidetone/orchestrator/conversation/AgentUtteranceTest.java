/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.provider.ModelEvent;
import dev.sidetone.orchestrator.provider.VoiceEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class AgentUtteranceTest {
    private final AgentUtterance utterance = new AgentUtterance(7);

    @Test
    void shouldCutAtTheLastWholeWordByProportionWhenTheVoiceKnowsNoAlignment() {
        utterance.add("one two three four", null);
        utterance.deliver(0, 1800, null);
        assertThat(utterance.heard(0)).isEmpty();
        assertThat(utterance.heard(299)).isEmpty();
        assertThat(utterance.heard(300)).isEqualTo("one");
        assertThat(utterance.heard(790)).isEqualTo("one two");
        assertThat(utterance.heard(1799)).isEqualTo("one two three");
        assertThat(utterance.heard(1800)).isEqualTo("one two three four");
    }

    @Test
    void shouldCutWhereTheAlignmentSaysWhenThereIsOne() {
        utterance.add("one two three", null);
        utterance.deliver(
                0,
                1000,
                new VoiceEvent.Alignment(new int[] {3, 7, 13}, new long[] {600, 900, 1000}));
        assertThat(utterance.heard(599)).isEmpty();
        assertThat(utterance.heard(600)).isEqualTo("one");
        assertThat(utterance.heard(950)).isEqualTo("one two");
        assertThat(utterance.heard(1000)).isEqualTo("one two three");
    }

    @Test
    void shouldJoinHeardClausesAndLeaveOutUnheardOnes() {
        utterance.add("Hello there.", null);
        utterance.add("How are you?", null);
        utterance.deliver(0, 1000, null);
        utterance.deliver(1000, 2000, null);
        assertThat(utterance.heard(1000)).isEqualTo("Hello there.");
        assertThat(utterance.heard(2000)).isEqualTo("Hello there. How are you?");
        assertThat(utterance.text()).isEqualTo("Hello there. How are you?");
    }

    @Test
    void shouldBeCompleteOnlyWhenTextAndAudioAre() {
        utterance.add("Bye.", null);
        assertThat(utterance.complete()).isFalse();
        utterance.completeText(ModelEvent.Next.HANG_UP);
        assertThat(utterance.complete()).isFalse();
        utterance.deliver(0, 10, null);
        assertThat(utterance.complete()).isTrue();
        assertThat(utterance.next()).isEqualTo(ModelEvent.Next.HANG_UP);
    }
}
