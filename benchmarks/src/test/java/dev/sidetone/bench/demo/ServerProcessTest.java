/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.config.ConfigLoader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class ServerProcessTest {

    @Test
    void shouldKeepFromTheServerWhatTheUsersShellConfiguresServersWith() {
        Map<String, String> shell =
                Map.of(
                        "PATH", "/bin",
                        "JAVA_HOME", "/jdk",
                        "DEEPGRAM_API_KEY", "k",
                        "SIDETONE_LOG_LEVEL", "DEBUG",
                        "SIDETONE_HOST", "0.0.0.0",
                        "SIDETONE_ADMIN_TOKEN", "t",
                        "SIDETONE_BOOKINGS_URL", "http://other",
                        "TWILIO_AUTH_TOKEN", "t");
        assertThat(ServerProcess.environment(shell, Map.of("SIDETONE_BOOKINGS_URL", "http://ours")))
                .isEqualTo(
                        Map.of(
                                "PATH", "/bin",
                                "JAVA_HOME", "/jdk",
                                "DEEPGRAM_API_KEY", "k",
                                "SIDETONE_LOG_LEVEL", "DEBUG",
                                "SIDETONE_BOOKINGS_URL", "http://ours",
                                "SIDETONE_DRAIN_TIME", "5s"));
    }

    @Test
    void shouldWaitLongerThanItsServerDrains() throws Exception {
        Map<String, String> environment =
                ServerProcess.environment(
                        Map.of("SIDETONE_DRAIN_TIME", "1h"), Map.of("SIDETONE_DRAIN_TIME", "2h"));
        Duration drain = new ConfigLoader(environment).load(null).drainTime();
        assertThat(ServerProcess.STOP.minus(drain)).isGreaterThan(Duration.ofSeconds(12));
    }

    @Test
    void shouldPassItsFlagsOnWithoutThoseOnlyOneProcessCanHave() {
        assertThat(
                        ServerProcess.flags(
                                List.of(
                                        "-Xmx1g",
                                        "-agentlib:jdwp=x",
                                        "-javaagent:a.jar",
                                        "--add-opens=a/b=ALL-UNNAMED")))
                .containsExactly("-Xmx1g", "--add-opens=a/b=ALL-UNNAMED");
    }
}
