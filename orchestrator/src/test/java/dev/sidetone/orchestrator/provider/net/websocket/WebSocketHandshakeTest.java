/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
final class WebSocketHandshakeTest {

    /** The request of RFC 6455 section 1.3. */
    private final HttpHeaders request =
            new DefaultHttpHeaders()
                    .set("Upgrade", "websocket")
                    .set("Connection", "Upgrade")
                    .set("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
                    .set("Sec-WebSocket-Version", "13");

    @Test
    void shouldAnswerTheSampleOfTheRfc() {
        assertThat(WebSocketHandshake.accept("dGhlIHNhbXBsZSBub25jZQ=="))
                .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        var answer = WebSocketHandshake.answer(request);
        assertThat(answer.status().code()).isEqualTo(101);
        assertThat(answer.headers().get("Sec-WebSocket-Accept"))
                .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(WebSocketHandshake.isAnswer(answer.headers(), "dGhlIHNhbXBsZSBub25jZQ=="))
                .isTrue();
        answer.release();
    }

    @Test
    void shouldMakeAKeyOfSixteenBytesAnewForEachConnection() {
        String key = WebSocketHandshake.newKey();
        assertThat(Base64.getDecoder().decode(key)).hasSize(16);
        assertThat(WebSocketHandshake.newKey()).isNotEqualTo(key);
    }

    @Test
    void shouldTakeARequestThatNamesMoreThanTheUpgrade() {
        request.set("Connection", "keep-alive, upgrade");
        assertThat(WebSocketHandshake.isAsked(request)).isTrue();
        assertThat(WebSocketHandshake.isOfVersion(request)).isTrue();
        request.set("Sec-WebSocket-Version", "8");
        assertThat(WebSocketHandshake.isAsked(request)).isTrue();
        assertThat(WebSocketHandshake.isOfVersion(request)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Upgrade, h2c",
        "Connection, close",
        "Sec-WebSocket-Key, AAAA",
        "Sec-WebSocket-Key, the sample nonce",
        "Sec-WebSocket-Key, ''"
    })
    void shouldNotTakeForARequestWhatAsksForSomethingElse(String header, String value) {
        assertThat(WebSocketHandshake.isAsked(request.set(header, value))).isFalse();
        assertThat(WebSocketHandshake.isAsked(request.remove(header))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Upgrade, h2c",
        "Connection, close",
        "Sec-WebSocket-Accept, dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Extensions, permessage-deflate",
        "Sec-WebSocket-Protocol, chat"
    })
    void shouldNotTakeForAnAnswerWhatWasNotAskedFor(String header, String value) {
        var answer = WebSocketHandshake.answer(request);
        answer.headers().set(header, value);
        assertThat(WebSocketHandshake.isAnswer(answer.headers(), "dGhlIHNhbXBsZSBub25jZQ=="))
                .isFalse();
        answer.release();
    }
}
