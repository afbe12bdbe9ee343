/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.metrics.SharedCounters;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
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

    private static EmbeddedChannel channel(Router router, ErrorHandler faults) {
        return new EmbeddedChannel(
                new HttpDoor(
                        0, router, List.of(), LIMITS, Runnable::run, new SharedCounters(), faults));
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
