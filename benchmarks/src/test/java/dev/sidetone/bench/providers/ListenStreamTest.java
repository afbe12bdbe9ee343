/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.coded.CodedVoice;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class ListenStreamTest {

    private final ProviderContext context =
            new ProviderContext(ProvidersConfig.plain(), new CodedVoice(_ -> new short[0]));
    private final EmbeddedChannel channel =
            new EmbeddedChannel(
                    new HttpServerCodec(),
                    new HttpObjectAggregator(1 << 16),
                    new RequestRouter(context));

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void open(String furtherHeaders) {
        String request =
                "GET "
                        + ScriptedVendors.LISTEN
                        + " HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Authorization: Token k\r\n"
                        + furtherHeaders
                        + "\r\n";
        channel.writeInbound(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
        assertThat(context.stats.open(Stage.STT)).isEqualTo(1);
    }

    private void silentFor(int seconds) {
        long nowNs = System.nanoTime();
        for (int second = 1; second <= seconds; second++) {
            context.onSecond(nowNs + TimeUnit.SECONDS.toNanos(second));
        }
    }

    @Test
    void shouldCloseAnIdleStreamOnceThoughItsPeerIsSlowToGo() {
        open("");
        silentFor(13);
        assertThat(context.stats.json(0)).contains("\"idle recognisers closed\":1");
    }

    @Test
    void shouldLeaveAStalledStreamOpenHoweverIdle() {
        open(RequestRouter.FAULT_HEADER + ": stall\r\n");
        silentFor(13);
        assertThat(context.stats.json(0)).doesNotContain("idle recognisers closed");
        assertThat(channel.isOpen()).isTrue();
    }
}
