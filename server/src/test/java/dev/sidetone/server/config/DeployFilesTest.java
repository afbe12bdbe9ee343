/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Holds what {@code deploy/} says of the server to the server. */
@Tag("unit")
final class DeployFilesTest {
    private static final Path ROOT = Path.of(System.getProperty("sidetone.root", ".."));
    private static final Pattern VARIABLE = Pattern.compile("\\bSIDETONE_[A-Z_]*[A-Z]");

    /** What the proxy reads; and secrets, which may not be empty. */
    private static final Set<String> NOT_KEYS =
            Set.of("SIDETONE_DOMAIN", "SIDETONE_UPSTREAM", "SIDETONE_ADMIN_TOKEN");

    private static final Duration AFTER_THE_DRAIN = Duration.ofSeconds(10);

    @Test
    void shouldLoadTheExampleConfiguration() throws Exception {
        ServerConfig config =
                new ConfigLoader(Map.of())
                        .override(
                                "agents-dir",
                                ROOT.resolve("deploy/examples/agents").toString(),
                                "the test")
                        .load(ROOT.resolve("deploy/examples/sidetone.yaml"));
        assertThat(config.listen().publicUrl()).hasToString("https://voice.example.com");
    }

    @Test
    void shouldNameOnlyVariablesThatTheServerReads() throws Exception {
        for (String file :
                List.of("Dockerfile", "compose.yaml", "systemd/sidetone.service", "healthcheck")) {
            for (String variable : matches(VARIABLE, read(file))) {
                if (NOT_KEYS.contains(variable)) {
                    continue;
                }
                ConfigLoader loader = new ConfigLoader(Map.of(variable, ""));
                loader.load(null);
                assertThat(loader.warnings(Set.of())).as("%s in %s", variable, file).isEmpty();
            }
        }
    }

    @Test
    void shouldGiveADrainMoreTimeThanItTakes() throws Exception {
        long enough =
                new ConfigLoader(Map.of()).load(null).drainTime().plus(AFTER_THE_DRAIN).toSeconds();
        assertThat(seconds("stop_grace_period: (\\d+)s", "compose.yaml")).isGreaterThan(enough);
        assertThat(seconds("--time (\\d+)", "Dockerfile")).isGreaterThan(enough);
        assertThat(seconds("--stop-timeout (\\d+)", "README.md")).isGreaterThan(enough);
        assertThat(seconds("TimeoutStopSec=(\\d+)", "systemd/sidetone.service"))
                .isGreaterThan(enough);
    }

    @Test
    void shouldLetNobodySignInToTheBoard() throws Exception {
        assertThat(read("compose.yaml"))
                .contains(
                        "GF_AUTH_DISABLE_LOGIN_FORM: \"true\"", "GF_AUTH_BASIC_ENABLED: \"false\"");
    }

    @Test
    void shouldBuildAnImageOfEveryModuleWithoutRightsAndSecrets() throws Exception {
        String image = read("Dockerfile");
        assertThat(image).containsPattern("(?m)^USER 10001:10001$").contains("\nHEALTHCHECK ");
        assertThat(matches(Pattern.compile("(?m)^(?:ENV|ARG) .*|^    [A-Z_]+=.*"), image))
                .isNotEmpty()
                .noneMatch(line -> line.matches("(?s).*(TOKEN|KEY|SECRET|PASSWORD).*"));
        String context = Files.readString(ROOT.resolve(".dockerignore"));
        assertThat(
                        matches(
                                Pattern.compile("(?<=<module>)[^<]+"),
                                Files.readString(ROOT.resolve("pom.xml"))))
                .isNotEmpty()
                .allMatch(module -> context.contains("\n!" + module + "\n"));
    }

    private static long seconds(String pattern, String file) throws IOException {
        MatchResult found =
                Pattern.compile(pattern).matcher(read(file)).results().findFirst().orElseThrow();
        return Long.parseLong(found.group(1));
    }

    private static Set<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve("deploy").resolve(file));
    }
}
