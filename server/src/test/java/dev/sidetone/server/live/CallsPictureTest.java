/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.journal.CallEvent;
import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.server.call.CallDirectory;
import dev.sidetone.server.call.DirectoryCalls;
import dev.sidetone.server.testing.TurnRecords;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class CallsPictureTest {
    private final CallDirectory directory = new CallDirectory(10);
    private final DirectoryCalls calls = new DirectoryCalls(directory);
    private final CallsPicture picture = new CallsPicture(directory);

    @Test
    void shouldNameFewOfFiveHundredCallsAndCountTheRest() {
        for (int call = 0; call < 500; call++) {
            calls.enter("CA" + call, call);
            if (call >= 100) {
                turn("CA" + call, 1, 400.0 + call);
            }
        }
        CallsPicture.Picture now = picture.now();
        assertThat(now.live()).isEqualTo(500);
        assertThat(now.spread()).containsExactly(0, 0, 300, 100, 0, 100);
        assertThat(now.calls()).hasSize(CallsPicture.SHOWN);
        assertThat(now.calls().getFirst().callId()).as("the last active").isEqualTo("CA499");
        assertThat(picture.json().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(40_000);
    }

    @Test
    void shouldShowFirstWhatFailsAndThenWhatIsSlow() {
        calls.enter("well", 9);
        turn("well", 1, 400);
        calls.enter("slow", 1);
        turn("slow", 1, 1500);
        calls.enter("slower", 0);
        turn("slower", 1, 2500);
        calls.enter("recovered", 2);
        turn("recovered", 1, 2500);
        turn("recovered", 2, 300);
        calls.enter("failing", 0);
        calls.record(
                new CallEvent.ProviderFailed(
                        "failing",
                        "stt",
                        new ProviderFailure(ProviderFailure.Kind.TIMED_OUT, "deepgram", "late")));
        CallsPicture.Picture now = picture.now();
        assertThat(now.calls())
                .extracting(CallsPicture.Call::callId)
                .containsExactly("failing", "slower", "slow", "well", "recovered");
        assertThat(now.calls())
                .extracting(CallsPicture.Call::why)
                .containsExactly("failing", "slow", "slow", "", "");
        assertThat(now.calls().getFirst().lastFailure()).isEqualTo("stt timed_out");
        assertThat(now.spread()).containsExactly(0, 2, 0, 0, 2, 1);
    }

    @Test
    void shouldShowTheLastTurnsAlsoOfACallThatLeftTheDirectory() {
        String words = "<b>" + "x".repeat(300);
        calls.enter("CA1", 0);
        calls.record(
                new CallEvent.TurnEnded("CA1", TurnRecords.said("CA1", 1, words, "yes", 420.0)));
        calls.record(
                new CallEvent.Ended(
                        "CA1", Termination.of(Termination.Reason.CALLER_HUNG_UP), 5000, 1, 1));
        directory.stored(calls.head("CA1"));
        CallsPicture.Picture now = picture.now();
        assertThat(now.live()).isZero();
        CallsPicture.Turn turn = now.turns().getFirst();
        assertThat(turn.callerText()).startsWith("<b>xxx").endsWith("…").hasSize(241);
        assertThat(turn.at()).as("1 s into the call").isEqualTo("1970-01-01T00:00:01Z");
        assertThat(turn.partsMs()).containsExactly(400.0, 0.0, 0.0, 0.0, 0.0, 20.0);
        CallsPicture.End end = now.ended().getFirst();
        assertThat(end.reason()).isEqualTo("caller_hung_up");
        assertThat(end.slowestMs()).isEqualTo(420.0);
    }

    @Test
    void shouldKeepBoundedManyTurnsAndEnds() {
        for (int call = 0; call < 100; call++) {
            calls.enter("CA" + call, call);
            turn("CA" + call, 1, 400);
            calls.record(
                    new CallEvent.Ended(
                            "CA" + call,
                            Termination.of(Termination.Reason.CALLER_HUNG_UP),
                            1,
                            1,
                            1));
        }
        CallsPicture.Picture now = picture.now();
        assertThat(now.turns()).hasSize(24);
        assertThat(now.turns().getFirst().callId()).isEqualTo("CA99");
        assertThat(now.ended()).hasSize(24);
        assertThat(now.ended().getLast().callId()).isEqualTo("CA76");
    }

    private void turn(String call, int number, double ms) {
        TurnRecord record = TurnRecords.said(call, number, "hello", "hi", ms);
        calls.record(new CallEvent.TurnEnded(call, record));
    }
}
