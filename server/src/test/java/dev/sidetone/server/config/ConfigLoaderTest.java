/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.orchestrator.provider.deepgram.DeepgramConfig;
import dev.sidetone.server.io.WaitMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class ConfigLoaderTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void shouldHoldEveryKeyWithItsDefaultInTheReference() throws Exception {
        Map<String, Setting> reference = YamlSettings.read("reference.yaml", reference());
        Map<String, String> defaults = ConfigLoader.defaults();
        defaults.forEach((key, value) -> {
            if (key.equals("numbers") || key.equals("deepgram.parameters")) {
                return;
            }
            Setting setting = reference.get(key);
            assertThat(setting).as("reference.yaml lacks %s", key).isNotNull();
            assertThat(Objects.requireNonNull(setting).value()).as(key).isEqualTo(value);
        });
        assertThat(defaults.keySet())
                .as("no key that the code does not know")
                .containsAll(reference.keySet());
        assertThat(reference()).contains("\nnumbers: {}").contains("\n  parameters: {}");
    }

    @Test
    void shouldReadWhatDeepgramIsAsked() throws Exception {
        Path file =
                file(
                        "deepgram:\n  keyterms: Sidetone, Dr. Who\n  parameters:\n    tag: a\n  utterance-end-ms: 0\n");
        DeepgramConfig deepgram = new ConfigLoader(Map.of()).load(file).vendors().deepgram();
        assertThat(deepgram.keyterms()).containsExactly("Sidetone", "Dr. Who");
        assertThat(deepgram.extra()).containsExactly(Map.entry("tag", "a"));
        assertThat(deepgram.utteranceEndMs()).isZero();
        Path wrong = file("deepgram:\n  utterance-end-ms: 500\n");
        assertThatThrownBy(() -> new ConfigLoader(Map.of()).load(wrong))
                .hasMessageContaining("deepgram.utterance-end-ms")
                .hasMessageContaining("0, or 1000 to 5000");
    }

    @Test
    void shouldRefuseWhatWouldCostDeepgramItsWords() throws Exception {
        Path reserved = file("deepgram:\n  parameters:\n    interim_results: false\n");
        assertThatThrownBy(() -> new ConfigLoader(Map.of()).load(reserved))
                .hasMessageContaining("deepgram.parameters: interim_results")
                .hasMessageContaining("a parameter that the client does not set by itself");
        Path late = file("deepgram:\n  keep-alive: 11s\n");
        assertThatThrownBy(() -> new ConfigLoader(Map.of()).load(late))
                .hasMessageContaining("deepgram.keep-alive");
    }

    @Test
    void shouldTakeEnvironmentOverFileAndCommandLineOverBoth() throws Exception {
        Path file =
                file(
                        "port: 1000\nwait: latency\nlimits:\n  max-calls: 7\nnumbers:\n  \"+15550100\": echo\n");
        ServerConfig config =
                new ConfigLoader(
                                Map.of(
                                        "SIDETONE_PORT",
                                        "2000",
                                        "SIDETONE_LIMITS_MAX_CALLS",
                                        "8",
                                        "SIDETONE_WORKERS",
                                        "3"))
                        .override("port", "3000", "--port")
                        .load(file);
        assertThat(config.listen().port()).isEqualTo(3000);
        assertThat(config.limits().maxCalls()).isEqualTo(8);
        assertThat(config.workers().count()).isEqualTo(3);
        assertThat(config.workers().waitMode()).isEqualTo(WaitMode.LATENCY);
        assertThat(config.agents().numbers()).containsEntry("+15550100", "echo");
        assertThat(config.drainTime()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void shouldNameLineKeyValueExpectationAndTheLikelyKey() throws Exception {
        Path file =
                file(
                        """
                        port: eighty
                        limits:
                          max-cals: 5
                        turn:
                          endpointing-ms: 20
                        wait: sometimes
                        drain-time: 10
                        """);
        assertThat(problems(file, Map.of()))
                .containsExactly(
                        "test.yaml:1: port: \"eighty\" does not fit; expected a whole number from 0 to 65535",
                        "test.yaml:6: wait: \"sometimes\" does not fit; expected one of density, latency",
                        "test.yaml:5: turn.endpointing-ms: \"20\" does not fit; expected a whole number from 100 to 10000",
                        "test.yaml:7: drain-time: \"10\" does not fit; expected a time from 0s to 1h, like 500ms, 10s, 5m or 1h",
                        "test.yaml:3: limits.max-cals: unknown key (value \"5\"); did you mean limits.max-calls?");
    }

    @Test
    void shouldRefuseASecretInTheFile() throws Exception {
        Path file = file("carriers:\n  twilio:\n    auth-token: hush\n");
        assertThat(problems(file, Map.of()))
                .singleElement()
                .asString()
                .contains(
                        "test.yaml:3",
                        "carriers.twilio.auth-token",
                        "TWILIO_AUTH_TOKEN",
                        "auth-token-file")
                .doesNotContain("hush");
    }

    @Test
    void shouldTakeASecretFromItsVariableOrItsFile() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "from-file\n");
        Path file = file("admin-token-file: " + secret + "\n");
        ServerConfig config =
                new ConfigLoader(Map.of("TWILIO_AUTH_TOKEN", "from-variable")).load(file);
        assertThat(config.adminToken()).isEqualTo("from-file");
        assertThat(config.carriers().twilio().authToken()).isEqualTo("from-variable");
    }

    @Test
    void shouldNotStartOffLoopbackWithoutAnAdminToken() throws Exception {
        assertThat(problems(file("host: 0.0.0.0\n"), Map.of()))
                .singleElement()
                .asString()
                .contains("admin token");
        assertThat(
                        new ConfigLoader(Map.of("SIDETONE_ADMIN_TOKEN", "t"))
                                .load(file("host: 0.0.0.0\n"))
                                .listen()
                                .loopback())
                .isFalse();
    }

    @Test
    void shouldRefuseAnAgentsFolderThatIsNotThereButNeedNoneByDefault() throws Exception {
        Path missing = folder.resolve("agnets");
        assertThat(problems(file("agents-dir: " + missing + "\n"), Map.of()))
                .containsExactly(
                        "test.yaml:1: agents-dir: \""
                                + missing
                                + "\" does not fit; expected a folder that exists and can be read");
        assertThat(problems(file(""), Map.of("SIDETONE_AGENTS_DIR", missing.toString())))
                .singleElement()
                .asString()
                .startsWith("SIDETONE_AGENTS_DIR: agents-dir: ");
        assertThat(problems(file("agents-dir: " + file("") + "\n"), Map.of()))
                .as("a file is no folder")
                .hasSize(1);
        Files.createDirectory(missing);
        assertThat(
                        new ConfigLoader(Map.of())
                                .load(file("agents-dir: " + missing + "\n"))
                                .agents()
                                .directory())
                .isEqualTo(missing);
        assertThat(new ConfigLoader(Map.of()).load(null).agents().directory())
                .isEqualTo(Path.of("agents"));
    }

    @Test
    void shouldTakeABlockWhoseKeysAreAllCommentedOut() throws Exception {
        ServerConfig config =
                new ConfigLoader(Map.of()).load(file("turn:\n#  pause-ms: 1\nlimits: ~\n"));
        assertThat(config.limits().maxCalls()).isEqualTo(2000);
    }

    @Test
    void shouldSayWhereYamlIsBroken() throws Exception {
        assertThat(problems(file("port: 1\n  host: [\n"), Map.of()))
                .singleElement()
                .asString()
                .startsWith("test.yaml:");
        assertThat(problems(file("port: 1\nport: 2\n"), Map.of()))
                .singleElement()
                .asString()
                .contains("test.yaml:2");
    }

    @Test
    void shouldWarnOfAVariableThatOverridesNothing() throws Exception {
        ConfigLoader loader =
                new ConfigLoader(Map.of("SIDETONE_LIMIT_MAX_CALLS", "5", "SIDETONE_CONFIG", "x"));
        loader.load(null);
        assertThat(loader.warnings(Set.of("OTHER")))
                .containsExactly(
                        "environment variable SIDETONE_CONFIG overrides no key",
                        "environment variable SIDETONE_LIMIT_MAX_CALLS overrides no key");
    }

    @Test
    void shouldNotWarnOfVariablesThatSomethingElseReads() throws Exception {
        ConfigLoader loader =
                new ConfigLoader(
                        Map.of(
                                "SIDETONE_LOG_LEVEL", "DEBUG",
                                "SIDETONE_JAVA_OPTS", "-Xmx1g",
                                "SIDETONE_JVM_DIRS", "/opt",
                                "SIDETONE_ADMIN_TOKEN", "t",
                                "SIDETONE_WORKERS", "1",
                                "SIDETONE_BOOKINGS_URL", "http://127.0.0.1:1"));
        loader.load(null);
        assertThat(loader.warnings(Set.of("SIDETONE_BOOKINGS_URL"))).isEmpty();
        assertThat(loader.warnings(Set.of())).hasSize(1);
    }

    @Test
    void shouldWarnOfAPublicServerThatChecksNoSignature() throws Exception {
        Map<String, String> open = Map.of("SIDETONE_PUBLIC_URL", "https://voice.example.com");
        ConfigLoader loader = new ConfigLoader(open);
        loader.load(null);
        assertThat(loader.warnings(Set.of()))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("carriers.twilio.auth-token is not set");
        Map<String, String> signed = new HashMap<>(open);
        signed.put("TWILIO_AUTH_TOKEN", "t");
        ConfigLoader closed = new ConfigLoader(signed);
        closed.load(null);
        assertThat(closed.warnings(Set.of())).isEmpty();
    }

    private List<String> problems(Path file, Map<String, String> environment) {
        List<String> problems = new java.util.ArrayList<>();
        assertThatThrownBy(() -> new ConfigLoader(environment).load(file))
                .isInstanceOfSatisfying(
                        ConfigException.class, wrong -> problems.addAll(wrong.problems()));
        return problems;
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("test.yaml"), yaml);
    }

    private static String reference() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(
                        ConfigLoaderTest.class.getResourceAsStream("/reference.yaml"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
