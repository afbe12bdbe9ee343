/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class ProviderKeysTest {
    private static final String PUBLIC = "https://api.deepgram.com";

    @Test
    void shouldTakeKeyAndBaseUrlByTheVendorsOwnNames() {
        ProviderAccess access =
                access(
                        Map.of(
                                "DEEPGRAM_API_KEY",
                                " k1\n",
                                "DEEPGRAM_BASE_URL",
                                "ws://127.0.0.1:9"));
        assertThat(access.key()).isEqualTo("k1");
        assertThat(access.address().hostAndPort()).isEqualTo("127.0.0.1:9");
    }

    @Test
    void shouldUseThePublicServiceWithoutBaseUrlAndReadTheKeysFile(@TempDir Path folder)
            throws Exception {
        Path file = Files.writeString(folder.resolve("key"), "k2\n");
        ProviderAccess access = access(Map.of("DEEPGRAM_API_KEY_FILE", file.toString()));
        assertThat(access.key()).isEqualTo("k2");
        assertThat(access.address()).isEqualTo(ProviderAddress.of("deepgram", PUBLIC));
    }

    @Test
    void shouldNameTheVariableThatIsMissing() {
        assertThatThrownBy(() -> access(Map.of("DEEPGRAM_API_KEY", " ")))
                .hasMessageContaining("deepgram needs its key: set DEEPGRAM_API_KEY");
    }

    @Test
    void shouldNameTheVariableThatIsWrongAndNotItsValue() {
        assertThatThrownBy(() -> access(Map.of("DEEPGRAM_API_KEY", "hid\r\nden")))
                .hasMessageStartingWith("DEEPGRAM_API_KEY: expected a key")
                .hasMessageNotContaining("hid");
        assertThatThrownBy(() ->
                        access(Map.of("DEEPGRAM_API_KEY", "k", "DEEPGRAM_BASE_URL", "hidden")))
                .hasMessageStartingWith("DEEPGRAM_BASE_URL: expected a URL")
                .hasMessageNotContaining("hidden");
        assertThatThrownBy(() -> access(Map.of("DEEPGRAM_API_KEY_FILE", "/no/such/file")))
                .hasMessageStartingWith("DEEPGRAM_API_KEY_FILE: /no/such/file cannot be read");
    }

    private static ProviderAccess access(Map<String, String> variables) {
        return new ProviderKeys(variables::get).access("deepgram", PUBLIC);
    }
}
