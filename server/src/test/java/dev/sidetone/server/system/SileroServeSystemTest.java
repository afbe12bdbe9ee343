/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.testing.SharedMaterial;
import dev.sidetone.server.testing.Http;
import dev.sidetone.server.testing.ServerProcess;
import dev.sidetone.vad.silero.SileroModel;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is to use Silero; where it cannot it serves all the same, and says what is wrong.
 */
@Tag("system")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class SileroServeSystemTest {

    @TempDir private Path folder;

    @Test
    void shouldServeWithSileroWhereThereIsAModel() throws Exception {
        SharedMaterial.require("models/" + SileroModel.FILE_NAME);
        Path models = SharedMaterial.require("models");
        assertThat(expect("ok", "null", Map.of("SIDETONE_MODELS", models.toString())))
                .contains("silero serves")
                .doesNotContain("energy", "WARN", "ERROR");
        // nor does anything below it keep a store of its own
        assertThat(folder.resolve("cache")).doesNotExist();
    }

    @Test
    void shouldServeWithEnergyAndSayWhereItLookedWhenThereIsNoModel() throws Exception {
        String log = expect("energy_serves", "\"model_missing\"", Map.of());
        assertThat(log)
                .contains(
                        "silero does not serve, energy does",
                        "was not found",
                        "sidetone models pull")
                .contains(folder.resolve("models").resolve(SileroModel.FILE_NAME).toString());
    }

    @Test
    void shouldServeWithEnergyWhenTheModelIsDamaged() throws Exception {
        Path models = Files.createDirectory(folder.resolve("models"));
        Files.write(models.resolve(SileroModel.FILE_NAME), new byte[1000]);
        assertThat(expect("energy_serves", "\"model_wrong\"", Map.of()))
                .contains("1000 bytes, not", "pull --force");
    }

    @Test
    void shouldServeWithEnergyWhereOnnxRuntimeDoesNotLoad() throws Exception {
        Path model = SharedMaterial.require("models/" + SileroModel.FILE_NAME);
        String nowhere = "-Donnxruntime.native.path=" + folder.resolve("nowhere");
        Map<String, String> settings =
                Map.of("SIDETONE_MODELS", model.toString(), "JDK_JAVA_OPTIONS", nowhere);
        assertThat(expect("energy_serves", "\"native_unavailable\"", settings))
                .contains("ONNX Runtime's native library does not load");
    }

    @Test
    void shouldTellTheDoctorAndListWhatIsThere() throws Exception {
        Map<String, String> settings = settings(Map.of());
        try (ServerProcess doctor = ServerProcess.start(folder, settings, "doctor")) {
            assertThat(doctor.lines())
                    .anyMatch(line -> line.contains("vad") && line.contains("energy serves"));
        }
        try (ServerProcess list = ServerProcess.start(folder, settings, "models", "list")) {
            List<String> lines = list.lines();
            assertThat(lines).hasSize(3).allMatch(line -> line.matches("(missing|sidetone) .*"));
            assertThat(list.exitCode()).isEqualTo(1);
        }
    }

    /** What it wrote to its log. */
    private String expect(String state, String reason, Map<String, String> more) throws Exception {
        try (ServerProcess server =
                        ServerProcess.start(
                                folder, settings(more), "serve", "--port", "0", "--vad", "silero");
                HttpClient client = HttpClient.newHttpClient()) {
            var answer = Http.get(client, server.ready().resolve("/readyz"));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .contains(
                            "\"vad\":{\"detector\":\"silero\",\"state\":\""
                                    + state
                                    + "\",\"reason\":"
                                    + reason
                                    + "}")
                    .doesNotContain(folder.toString());
            server.terminate();
            assertThat(server.exitCode()).isZero();
            return server.errors();
        }
    }

    /** Echo alone, which starts at once; no cache but an empty one. */
    private Map<String, String> settings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>();
        all.put("SIDETONE_DEFAULT_AGENT", "echo");
        all.put("SIDETONE_PROVIDERS_VAD", "silero");
        all.put("SIDETONE_MODELS", folder.resolve("models").toString());
        all.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        all.putAll(more);
        return all;
    }
}
