/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.metrics.SharedCounters;
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
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.agrona.ErrorHandler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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
