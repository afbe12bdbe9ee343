/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.bench.caller.CallResult;
import dev.sidetone.bench.caller.CallerLoop;
import dev.sidetone.bench.caller.TurnFigures;
import dev.sidetone.bench.report.CallOutcome;
import dev.sidetone.bench.script.CallerScript;
import dev.sidetone.bench.script.CallerStep;
import dev.sidetone.bench.script.Stimulus;
import dev.sidetone.bench.webhook.CarrierHttp;
import dev.sidetone.bench.webhook.TwilioSignature;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole caller on real sockets and the real clock, against a small server of the dialect. */
@Tag("system")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class SimulatedCallSystemTest {

    private static final Stimulus WORDS =
            Stimulus.ofSpeech(
                    Arrays.copyOf(WireAudio.decode(DialectServer.tone()), 800 * 8), "words");
    private static final CallerStep WAIT = new CallerStep.AwaitAgent(200, 5000, true);
    private static final CallerStep SPEAK = new CallerStep.Speak(WORDS);

    private @Nullable DialectServer open;

    @BeforeEach
    void start() throws InterruptedException {
        open = new DialectServer();
    }

    @AfterEach
    void stop() throws InterruptedException {
        server().close();
    }

    @Test
    void shouldMeasureTheServersOwnEndpointingOverAWebSocket() {
        CallOutcome outcome = ring(server().url("ws", "/twilio/media"), null, WAIT, SPEAK, WAIT);
        assertThat(outcome.call().failure()).isEmpty();
        assertThat(server().events).startsWith("connected", "start {\"agent\":\"desk\"}");
        assertThat(server().events).contains("mark", "stop");
        TurnFigures turn = outcome.call().turns().get(1);
        // Frames leave whole, the answer comes after 300 ms of silence, an idle carrier holds it
        // back for 20 ms.
        assertThat(turn.mrlMs())
                .isBetween(
                        DialectServer.ENDPOINTING_MS + 20.0,
                        DialectServer.ENDPOINTING_MS + 120.0 + server().stoodStillMs());
        assertThat(turn.bargedIn()).isFalse();
        assertThat(outcome.call().counts().warnings()).isZero();
        assertThat(outcome.call().counts().marks()).isEqualTo(2);
    }

    @Test
    void shouldHearTheOldUtteranceStopWhenItInterrupts() {
        CallOutcome outcome =
                ring(
                        server().url("ws", "/twilio/media"),
                        null,
                        new CallerStep.BargeIn(400, 5000, WORDS),
                        WAIT);
        assertThat(outcome.call().failure()).isEmpty();
        TurnFigures turn = outcome.call().turns().get(1);
        assertThat(turn.bargedIn()).isTrue();
        assertThat(turn.bargeInStopMs()).isBetween(100.0, 260.0 + server().stoodStillMs());
        assertThat(turn.staleMs()).isZero();
        assertThat(turn.mrlMs()).isBetween(300.0, 420.0 + server().stoodStillMs());
        assertThat(outcome.call().counts().clears()).isEqualTo(1);
        assertThat(outcome.checks()).allMatch(check -> check.held());
    }

    @Test
    void shouldFollowSignedTwimlAndReportWhatComesAfterTheStream() {
        URI media = server().url("ws", "/twilio/media");
        server().answerWebhookWith(
                        "<Response><Connect><Stream url=\"%s\"><Parameter name=\"token\" value=\"t1\"/></Stream></Connect><Dial>+1555</Dial></Response>"
                                .formatted(media));
        CallOutcome outcome =
                ring(
                        server().url("http", "/twilio/voice"),
                        "secret",
                        new CallerStep.PressKeys("9", 100),
                        new CallerStep.AwaitHangUp(3000));
        assertThat(outcome.call().failure()).isEmpty();
        assertThat(outcome.call().endedByServer()).isTrue();
        assertThat(outcome.nextVerb()).isEqualTo("Dial: +1555");
        assertThat(server().events).contains("start {\"token\":\"t1\"}", "dtmf 9");
        String[] form = server().forms.getFirst().split(" ", 3);
        assertThat(form[0]).isEqualTo("/twilio/voice?agent=desk");
        assertThat(form[2]).contains("CallSid=" + outcome.call().callSid(), "From=%2B15550100");
        assertThat(form[1])
                .isEqualTo(
                        TwilioSignature.sign(
                                "secret",
                                server().url("http", form[0]).toString(),
                                decoded(form[2])));
    }

    @Test
    void shouldReportARefusalInTheServersWords() {
        server().answerWebhookWith("<Response><Say>Sorry, we are busy.</Say><Hangup/></Response>");
        CallResult call = ring(server().url("http", "/twilio/voice"), null, SPEAK).call();
        assertThat(call.failure()).isEqualTo("the call was refused: \"Sorry, we are busy.\"");
    }

    @Test
    void shouldReportAWebhookThatForbidsTheCall() {
        assertThat(ring(server().url("http", "/twilio/voice"), null, SPEAK).call().failure())
                .contains("answered 403");
    }

    @Test
    void shouldReportThatTheMediaSocketIsRefused() {
        assertThat(ring(server().url("ws", "/twilio/media/full"), null, SPEAK).call().failure())
                .isEqualTo("the server refused the media socket: 503 Service Unavailable");
    }

    @Test
    void shouldReportTheServersCloseCodeAndReason() {
        CallResult call =
                ring(
                                server().url("ws", "/twilio/media"),
                                null,
                                new CallerStep.PressKeys("8", 100),
                                new CallerStep.AwaitHangUp(3000))
                        .call();
        assertThat(call.failure()).endsWith("before the caller was done: close 1011 no voice");
        assertThat(call.endedByServer()).isTrue();
    }

    @Test
    void shouldReportThatNothingAnswers() throws InterruptedException {
        URI dead = server().url("ws", "/twilio/media");
        server().close();
        assertThat(ring(dead, null, SPEAK).call().failure())
                .startsWith("cannot connect to " + dead);
    }

    @Test
    void shouldJudgeWhatTheAgentShouldHaveSaidByTheServersRecords() {
        server().tellTurns(
                        "[{\"call_id\":\"x\",\"turn\":0,\"agent_text\":\"hello there\",\"transport\":\"twilio\",\"barged_in\":false}]");
        CallOutcome good =
                ring(
                        server().url("ws", "/twilio/media"),
                        null,
                        WAIT,
                        new CallerStep.Expect(Pattern.compile("hello")));
        assertThat(good.succeeded()).isTrue();
        CallOutcome bad =
                ring(
                        server().url("ws", "/twilio/media"),
                        null,
                        WAIT,
                        new CallerStep.Expect(Pattern.compile("goodbye")));
        assertThat(bad.succeeded()).isFalse();
        assertThat(bad.checks().getFirst().detail()).isEqualTo("it said \"hello there\"");
    }

    private static CallOutcome ring(URI target, @Nullable String token, CallerStep... steps) {
        try (CallerLoop loop = new CallerLoop();
                CarrierHttp http = new CarrierHttp(token)) {
            CallRequest request =
                    new CallRequest(
                            target, "desk", token, null, new CallerScript(List.of(steps)), 20);
            return new CallRun(loop, request, http).make(_ -> {});
        }
    }

    private static Map<String, String> decoded(String form) {
        return Arrays.stream(form.split("&", -1))
                .map(field -> field.split("=", 2))
                .collect(
                        Collectors.toMap(
                                field -> field[0],
                                field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    private DialectServer server() {
        return Objects.requireNonNull(open);
    }
}
