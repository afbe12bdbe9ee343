/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.caller.CallSids;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFault;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketListener;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketRole;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What each bad caller sends, as a server reads it. */
@Tag("unit")
final class BadStreamTest extends CallRig {

    private static final int SERVER_LIMIT = 65_536;
    private static final long SECONDS_5 = TimeUnit.SECONDS.toNanos(5);

    private final JsonMapper mapper = new JsonMapper();
    private final List<BadCall> gone = new ArrayList<>();

    /** A call that got as far as its upgrade. */
    private BadStream upgraded(BadKind kind) {
        BadStream call = new BadStream(kind, parts, inbound, new SplittableRandom(5), gone::add);
        tally.bad().begun(kind);
        upgrade(call);
        channel.runPendingTasks();
        return call;
    }

    /** Everything the call sends within five seconds of it, read with this limit. */
    private Heard heard(BadKind kind, int limit) {
        BadStream call = upgraded(kind);
        call.onDue(System.nanoTime() + SECONDS_5);
        Heard heard = new Heard();
        EmbeddedChannel server =
                new EmbeddedChannel(new WebSocketFrames(WebSocketRole.SERVER, limit, heard));
        for (ByteBuf bytes = channel.readOutbound();
                bytes != null;
                bytes = channel.readOutbound()) {
            server.writeInbound(bytes);
        }
        server.finishAndReleaseAll();
        return heard;
    }

    private List<JsonNode> media(Heard heard) {
        return heard.texts.stream()
                .map(mapper::readTree)
                .filter(message -> message.path("event").asString("").equals("media"))
                .toList();
    }

    private static boolean base64(JsonNode media) {
        try {
            Base64.getDecoder().decode(media.path("media").path("payload").asString());
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private BadFigures figures() {
        return tally.bad().figures().getFirst();
    }

    @Test
    void shouldSendOnePayloadThatIsNoBase64AmongGoodFrames() {
        List<JsonNode> media = media(heard(BadKind.BAD_BASE64, SERVER_LIMIT));
        assertThat(media.stream().filter(message -> !base64(message))).hasSize(1);
        assertThat(media.subList(0, 25)).allMatch(BadStreamTest::base64);
        assertThat(base64(media.getLast())).isTrue();
        assertThat(media)
                .allMatch(message ->
                        message.path("streamSid").asString("").equals(inbound.sids().stream()));
    }

    @Test
    void shouldSendOneFrameForAnotherStreamAmongGoodOnes() {
        List<JsonNode> media = media(heard(BadKind.WRONG_STREAM, SERVER_LIMIT));
        assertThat(media).allMatch(BadStreamTest::base64);
        assertThat(
                        media.stream()
                                .map(message -> message.path("streamSid").asString(""))
                                .filter(sid -> !sid.equals(inbound.sids().stream())))
                .singleElement()
                .asString()
                .matches("MZ[0-9a-f]{32}");
        assertThat(media.getFirst().path("streamSid").asString(""))
                .isEqualTo(inbound.sids().stream());
    }

    @Test
    void shouldSendAMessageThatIsWrongInNothingButItsSize() {
        assertThat(heard(BadKind.OVERSIZED, SERVER_LIMIT).violations).containsExactly(1009);
    }

    @Test
    void shouldBeTakenByAServerThatHasNoLimit() {
        Heard heard = heard(BadKind.OVERSIZED, 1 << 20);
        assertThat(heard.violations).isEmpty();
        assertThat(media(heard)).allMatch(BadStreamTest::base64);
        assertThat(heard.texts.stream().filter(text -> text.length() > SERVER_LIMIT)).hasSize(1);
    }

    @Test
    void shouldSendWhatIsNoFrameInsteadOfAStart() {
        Heard heard = heard(BadKind.GARBAGE, SERVER_LIMIT);
        assertThat(heard.violations).containsExactly(1002);
        assertThat(heard.texts).isEmpty();
    }

    @Test
    void shouldSendNoStart() {
        assertThat(heard(BadKind.NO_START, SERVER_LIMIT).texts)
                .singleElement()
                .asString()
                .contains("connected");
    }

    @Test
    void shouldFallSilentWhereItsEndOfTheConnectionIsShut() {
        assertThat(media(heard(BadKind.HALF_CLOSED, SERVER_LIMIT))).hasSizeBetween(25, 74);
    }

    @Test
    void shouldTellTheServersEndAndTheTimeToIt() {
        BadStream call = upgraded(BadKind.WRONG_STREAM);
        call.onDue(System.nanoTime() + SECONDS_5);
        call.onCloseReason(
                Unpooled.copiedBuffer("wrong_stream: not yours", StandardCharsets.UTF_8));
        call.onClosing(1002);
        call.onGone();
        assertThat(gone).containsExactly(call);
        BadFigures figures = figures();
        assertThat(figures.begun()).isEqualTo(1);
        assertThat(figures.ended()).isEqualTo(1);
        assertThat(figures.failed()).isZero();
        assertThat(figures.ends()).isEqualTo(Map.of("close 1002 wrong_stream", 1));
        assertThat(figures.tookMs()).hasSize(1);
    }

    @Test
    void shouldNotTakeAnEndBeforeTheRuleWasBrokenForTheServersAnswerToIt() {
        upgraded(BadKind.BAD_BASE64).onClosing(1011);
        assertThat(figures().ended()).isZero();
        assertThat(figures().failed()).isEqualTo(1);
        assertThat(figures().how()).isEqualTo("1 × before the rule was broken: close 1011");
        assertThat(figures().tookMs()).isEmpty();
    }

    @Test
    void shouldNotTakeALostConnectionForTheServersAnswerToGoodFrames() {
        upgraded(BadKind.HALF_CLOSED).onGone();
        assertThat(figures().ended()).isZero();
        assertThat(figures().failed()).isEqualTo(1);
    }

    @Test
    void shouldTellCallsApartThatTheServerWouldNotHave() {
        upgraded(BadKind.BAD_BASE64).onRefused("webhook: 503");
        upgraded(BadKind.BAD_BASE64).onClosing(1013);
        // which comes to nothing but its time, or to what the server has not read yet
        upgraded(BadKind.NO_START).onClosing(1013);
        assertThat(tally.bad().figures())
                .allMatch(kind -> kind.refused() == kind.begun())
                .allMatch(kind -> kind.ended() == 0 && kind.failed() == 0);
        assertThat(figures().how())
                .isEqualTo("1 × refused: media socket: close 1013; 1 × refused: webhook: 503");
    }

    @Test
    void shouldTakeEveryCloseForAnEndOnceSomethingWrongWasSent() {
        BadStream call = upgraded(BadKind.BAD_BASE64);
        call.onDue(System.nanoTime() + SECONDS_5);
        call.onClosing(1013);
        assertThat(figures().ends()).isEqualTo(Map.of("close 1013", 1));
        assertThat(figures().ended()).isEqualTo(1);
    }

    @Test
    void shouldCountWhatItHearsOfAnothersStreamAgainstTheServer() {
        BadStream call = upgraded(BadKind.WRONG_STREAM);
        hear(call, media(inbound.sids().stream()));
        // of a length and shape that are known by now
        hear(call, media(inbound.sids().stream()));
        assertThat(tally.snapshot(0).frames().otherStream()).isZero();
        String anothers = CallSids.fresh().stream();
        hear(call, media(anothers));
        hear(call, "{\"event\":\"clear\",\"streamSid\":\"" + anothers + "\"}");
        LoadSnapshot.Frames frames = tally.snapshot(0).frames();
        assertThat(frames.otherStream()).isEqualTo(2);
        assertThat(frames.messages()).as("the good callers' figures").isZero();
        assertThat(frames.warnings()).isZero();
        call.failed("over");
        hear(call, media(anothers));
        assertThat(tally.snapshot(0).frames().otherStream()).isEqualTo(2);
    }

    private static void hear(BadStream call, String text) {
        call.onText(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    private static String media(String streamSid) {
        return "{\"event\":\"media\",\"streamSid\":\"%s\",\"media\":{\"payload\":\"%s\"}}"
                .formatted(streamSid, "/".repeat(216));
    }

    @Test
    void shouldNotCountEachTextOfAServerAsAnEndOfItsOwn() {
        BadStream call = upgraded(BadKind.NO_START);
        call.onCloseReason(Unpooled.copiedBuffer("Bye, call 17!", StandardCharsets.UTF_8));
        call.onClosing(1008);
        assertThat(figures().ends()).isEqualTo(Map.of("close 1008", 1));
    }

    @Test
    void shouldFailWhereItIsStillOpenAfterTheRun() {
        BadStream call = upgraded(BadKind.NO_START);
        call.failed("still open");
        call.onGone();
        assertThat(gone).containsExactly(call);
        assertThat(figures().ended()).isZero();
        assertThat(figures().failed()).isEqualTo(1);
        assertThat(figures().how()).isEqualTo("1 × still open");
    }

    /** A server's end. */
    private static final class Heard implements WebSocketListener {
        private final List<String> texts = new ArrayList<>();
        private final List<Integer> violations = new ArrayList<>();

        @Override
        public void onText(ByteBuf message) {
            texts.add(message.toString(StandardCharsets.UTF_8));
        }

        @Override
        public void onBinary(ByteBuf message) {
            texts.add("binary");
        }

        @Override
        public void onClosing(int statusCode) {}

        @Override
        public void onViolation(WebSocketFault fault) {
            violations.add(fault.closeCode());
        }

        @Override
        public void onGone() {}
    }
}
