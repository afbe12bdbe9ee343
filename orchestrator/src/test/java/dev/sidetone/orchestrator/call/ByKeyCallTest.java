/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.orchestrator.provider.ToolOutcome;
import dev.sidetone.orchestrator.provider.scripted.ClinicPlan;
import dev.sidetone.orchestrator.provider.scripted.ScriptedModel;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A caller whose words are never understood, in virtual time, answered by the embedded dialogue.
 */
@Tag("unit")
class ByKeyCallTest {
    private final CallRig rig = CallRig.withModel(ClinicPlan.CLINIC, new ScriptedModel());

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldAskAgainThenForKeysAndBookWhatWasKeyedIn() {
        rig.runUntilQuiet();
        assertThat(mumble()).isEqualTo("Sorry?");
        assertThat(mumble()).endsWith("Press one to book, two for hours.");
        assertThat(press("1#")).isEqualTo("What day?");
        assertThat(mumble()).isEqualTo("Sorry? What day?");
        assertThat(mumble()).endsWith("Press one for Monday.");
        assertThat(press("4")).as("taken when no key followed").isEqualTo("What time?");
        assertThat(press("0930#")).isEqualTo("What number?");
        assertThat(press("5550142#")).startsWith("Thursday at nine thirty a m");
        rig.press("1#");
        rig.run(100);
        assertThat(rig.toolCalls).hasSize(1);
        assertThat(rig.toolCalls.getFirst().argumentsJson())
                .isEqualTo("{\"day\":\"thursday\",\"time\":\"09:30\",\"number\":\"5550142\"}");
        rig.mailbox.fact(
                SlotKind.TOOL,
                new ToolOutcome(
                        rig.toolCalls.getFirst().id(),
                        "book_appointment",
                        ToolOutcome.Status.OK,
                        "{}"));
        rig.run(20);
        rig.runUntilQuiet();
        assertThat(rig.turns().getLast().agentTextHeard()).contains("Booked for Thursday");
    }

    @Test
    void shouldTakeAKeyPressedInTheMiddleOfTheMenu() {
        rig.runUntilQuiet();
        mumble();
        rig.say("", 600, 1000);
        assertThat(rig.carrier.playing()).as("the menu").isTrue();
        rig.press("1#");
        rig.run(20);
        assertThat(rig.carrier.clears).isEqualTo(1);
        rig.runUntilQuiet();
        assertThat(rig.turns().getLast().agentTextHeard()).isEqualTo("What day?");
    }

    @Test
    void shouldHandOverWhoIsNotUnderstoodByKeysEither() {
        rig.runUntilQuiet();
        mumble();
        mumble();
        rig.press("9#");
        rig.run(20);
        rig.runUntilQuiet();
        rig.run(20);
        assertThat(Objects.requireNonNull(rig.carrier.closed).reason())
                .isEqualTo(Termination.Reason.HANDED_OVER);
        assertThat(rig.toolCalls).isEmpty();
    }

    /** Speaks without a word that is understood, and hears the answer out. */
    private String mumble() {
        rig.say("", 600, 600);
        rig.runUntilQuiet();
        return String.valueOf(rig.turns().getLast().agentTextHeard());
    }

    /** Presses keys and hears the answer out. */
    private String press(String keys) {
        rig.press(keys);
        rig.run(keys.endsWith("#") ? 20 : 2000);
        rig.runUntilQuiet();
        return String.valueOf(rig.turns().getLast().agentTextHeard());
    }
}
