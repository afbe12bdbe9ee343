/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.SharedCounters;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.agrona.ErrorHandler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
final class HttpDoorTest {
    private static final HttpLimits LIMITS =
            new HttpLimits(65_536, 65_536, Duration.ofSeconds(10), 65_536);

    @Test
    void shouldAnswerWhenAHandlerFailsWithAnError() {
        Router router =
                new Router(request -> true)
                        .open(
                                "GET",
                                "/broken",
                                (request, id) -> {
                                    throw new NoClassDefFoundError("a jar is missing");
                                });
        assertThat(get(router, "/broken")).isEqualTo(500);
    }

    @Test
    void shouldTellWhatOurCodeThrowsAndNothingOfThePeers() {
        IllegalStateException ours = new IllegalStateException("on purpose");
        assertThat(toldOf(ours)).containsExactly(ours);
        assertThat(toldOf(new IOException("reset by peer"))).isEmpty();
        assertThat(toldOf(new DecoderException(new SSLException("alert")))).isEmpty();
    }

    private static List<Throwable> toldOf(Throwable cause) {
        List<Throwable> faults = new ArrayList<>();
        EmbeddedChannel channel = channel(new Router(new BearerGate(null)), faults::add);
        channel.pipeline().fireExceptionCaught(cause);
        assertThat(channel.isOpen()).isFalse();
        return faults;
    }

    @Test
    void shouldNotTakeItForAFaultOfItsOwnThatAClientLeavesWithinItsRequest() {
        List<Throwable> faults = new ArrayList<>();
        EmbeddedChannel channel =
                new EmbeddedChannel(
                        new HttpServerCodec(),
                        new HttpObjectAggregator(1024),
                        door(new Router(new BearerGate(null)), faults::add));
        channel.writeInbound(
                Unpooled.copiedBuffer(
                        "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nCal",
                        StandardCharsets.US_ASCII));
        channel.finishAndReleaseAll();
        assertThat(faults).isEmpty();
    }

    @Test
    void shouldAnswerWhatCannotBeReadInItsTurnAndNothingBehindIt() {
        assertRefusedBehindTheFirst(
                "POST /second HTTP/1.1\r\nContent-Length: 9\r\n\r\n", "too much!", "413");
    }

    @ParameterizedTest
    @CsvSource({"100-continue, 9, 413", "a-miracle, 8, 417"})
    void shouldRefuseInItsTurnWhatIsAskedAheadOfABody(
            String expectation, int length, String status) {
        assertRefusedBehindTheFirst(
                "POST /second HTTP/1.1\r\nContent-Length: "
                        + length
                        + "\r\nExpect: "
                        + expectation
                        + "\r\n\r\n",
                "",
                status);
    }

    private static void assertRefusedBehindTheFirst(String head, String body, String status) {
        ArrayDeque<Runnable> threads = new ArrayDeque<>();
        SharedCounters counters = new SharedCounters();
        EmbeddedChannel channel =
                new EmbeddedChannel(
                        new HttpServerCodec(),
                        new BoundedRequests(8),
                        new HttpDoor(
                                0,
                                new Router(request -> true),
                                List.of(),
                                LIMITS,
                                threads::add,
                                counters,
                                fault -> {}));
        channel.writeInbound(
                Unpooled.copiedBuffer(
                        "GET /first HTTP/1.1\r\n\r\n" + head, StandardCharsets.US_ASCII));
        assertThat(channel.<ByteBuf>readOutbound()).as("before the first is answered").isNull();
        channel.writeInbound(
                Unpooled.copiedBuffer(
                        body + "GET /third HTTP/1.1\r\n\r\n", StandardCharsets.US_ASCII));
        while (!threads.isEmpty()) {
            threads.poll().run();
            channel.runPendingTasks();
        }
        assertThat(statuses(channel)).containsExactly("404", status);
        assertThat(channel.isOpen()).isFalse();
        assertThat(counters.get(MediaCounter.HTTP_REJECTED)).isEqualTo(2);
        channel.finishAndReleaseAll();
    }

    @Test
    void shouldTakeAnotherMajorVersionForNoRequest() {
        EmbeddedChannel channel =
                new EmbeddedChannel(
                        new HttpServerCodec(),
                        new BoundedRequests(8),
                        door(new Router(request -> true), fault -> {}));
        channel.writeInbound(
                Unpooled.copiedBuffer(
                        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", StandardCharsets.US_ASCII));
        channel.runPendingTasks();
        assertThat(statuses(channel)).containsExactly("400");
        channel.finishAndReleaseAll();
    }

    @Test
    void shouldStreamAnAnswerWithoutEndAndAnswerNothingBehindIt() {
        List<EventStream> opened = new ArrayList<>();
        Router router =
                new Router(request -> true)
                        .open("GET", "/live", (request, id) -> ApiResponse.events(opened::add));
        EmbeddedChannel channel =
                new EmbeddedChannel(
                        new HttpServerCodec(), new BoundedRequests(8), door(router, fault -> {}));
        channel.writeInbound(
                Unpooled.copiedBuffer(
                        "GET /live HTTP/1.1\r\n\r\nGET /behind HTTP/1.1\r\n\r\n",
                        StandardCharsets.US_ASCII));
        channel.runPendingTasks();
        EventStream stream = opened.getFirst();
        assertThat(stream.offer("data: 1\n\n".getBytes(StandardCharsets.US_ASCII))).isTrue();
        assertThat(stream.offer("lost".getBytes(StandardCharsets.US_ASCII)))
                .as("the piece before has not left")
                .isFalse();
        channel.runPendingTasks();
        assertThat(stream.offer("data: 2\n\n".getBytes(StandardCharsets.US_ASCII))).isTrue();
        channel.advanceTimeBy(1, TimeUnit.HOURS);
        channel.runScheduledPendingTasks();
        assertThat(stream.isOpen()).as("no request is waited for any more").isTrue();
        stream.end();
        channel.runPendingTasks();
        assertThat(sent(channel))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("transfer-encoding: chunked", "content-type: text/event-stream")
                .endsWith("\r\n\r\n9\r\ndata: 1\n\n\r\n9\r\ndata: 2\n\n\r\n0\r\n\r\n");
        assertThat(stream.isOpen()).isFalse();
        assertThat(stream.offer(new byte[1])).isFalse();
        channel.finishAndReleaseAll();
    }

    private static List<String> statuses(EmbeddedChannel channel) {
        return Pattern.compile("HTTP/1.1 (\\d+)")
                .matcher(sent(channel))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String sent(EmbeddedChannel channel) {
        StringBuilder sent = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            sent.append(part.toString(StandardCharsets.UTF_8));
            part.release();
        }
        return sent.toString();
    }

    private static EmbeddedChannel channel(Router router, ErrorHandler faults) {
        return new EmbeddedChannel(door(router, faults));
    }

    private static HttpDoor door(Router router, ErrorHandler faults) {
        return new HttpDoor(
                0, router, List.of(), LIMITS, Runnable::run, new SharedCounters(), faults);
    }

    private static int get(Router router, String path) {
        EmbeddedChannel channel = channel(router, fault -> {});
        channel.writeInbound(
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path));
        channel.runPendingTasks();
        FullHttpResponse answer = channel.readOutbound();
        try {
            return answer.status().code();
        } finally {
            answer.release();
            channel.finishAndReleaseAll();
        }
    }
}
