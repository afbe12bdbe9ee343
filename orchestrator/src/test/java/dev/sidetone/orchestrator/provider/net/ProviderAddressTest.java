/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
final class ProviderAddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.deepgram.com, true, api.deepgram.com, 443, '', api.deepgram.com",
        "wss://api.deepgram.com/, true, api.deepgram.com, 443, '', api.deepgram.com",
        "HTTP://127.0.0.1:7001, false, 127.0.0.1, 7001, '', 127.0.0.1:7001",
        "ws://h.example/proxy//v1/, false, h.example, 80, /proxy/v1, h.example",
        "http://[::1]:8443/v1, false, ::1, 8443, /v1, [::1]:8443",
        "https://h.example:80, true, h.example, 80, '', h.example:80",
    })
    void shouldReadABaseUrlOfHttpAndWebSocketAlike(
            String url, boolean tls, String host, int port, String basePath, String header) {
        ProviderAddress address = ProviderAddress.of("vendor", url);
        assertThat(address).isEqualTo(new ProviderAddress("vendor", tls, host, port, basePath));
        assertThat(address.hostHeader()).isEqualTo(header);
        assertThat(address.path("/listen")).isEqualTo(basePath + "/listen");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.deepgram.com",
                "ftp://h.example",
                "http://",
                "http://h.example:0",
                "http://h.example:70000",
                "http://user:hidden@h.example",
                "http://h.example?hidden=1",
                "http://h.example/#hidden",
                "http://h .example/hidden"
            })
    void shouldRefuseWhatIsNoBaseUrlAndNotQuoteIt(String url) {
        assertThatThrownBy(() -> ProviderAddress.of("vendor", url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected a URL")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void shouldHideTheKeyWhereAnAccessIsPrinted() {
        ProviderAddress address = ProviderAddress.of("vendor", "https://h.example");
        assertThat(new ProviderAccess(address, "hidden").toString()).doesNotContain("hidden");
    }
}
