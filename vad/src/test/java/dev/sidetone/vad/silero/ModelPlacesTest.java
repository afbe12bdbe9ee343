/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.silero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class ModelPlacesTest {
    private static final Path HOME = Path.of("/home/ada");

    @TempDir private Path folder;

    @Test
    void shouldLookInTheNamedFolderAndThenInTheCache() {
        assertThat(ModelPlaces.of(Map.of("SIDETONE_MODELS", "/srv/models")::get, HOME).candidates())
                .containsExactly(
                        Path.of("/srv/models/silero_vad.onnx"),
                        Path.of("/home/ada/.cache/sidetone/models/silero_vad.onnx"));
        assertThat(
                        ModelPlaces.of(Map.of("XDG_CACHE_HOME", "/var/cache/ada")::get, HOME)
                                .candidates())
                .containsExactly(Path.of("/var/cache/ada/sidetone/models/silero_vad.onnx"));
        assertThat(ModelPlaces.of(Map.of("XDG_CACHE_HOME", "relative")::get, HOME).cache())
                .isEqualTo(Path.of("/home/ada/.cache/sidetone/models"));
    }

    @Test
    void shouldTakeANamedFile() {
        ModelPlaces places = ModelPlaces.of(Map.of("SIDETONE_MODELS", "/srv/vad.onnx")::get, HOME);
        assertThat(places.candidates().getFirst()).isEqualTo(Path.of("/srv/vad.onnx"));
        assertThat(places.target()).isEqualTo(Path.of("/srv/vad.onnx"));
    }

    @Test
    void shouldSayWhereItLookedAndWhatBringsIt() {
        ModelPlaces places = ModelPlaces.of(Map.of("SIDETONE_MODELS", folder + "/x")::get, folder);
        assertThatThrownBy(places::load)
                .isInstanceOf(SileroException.class)
                .hasMessageContaining(folder + "/x/silero_vad.onnx")
                .hasMessageContaining(folder + "/.cache/sidetone/models/silero_vad.onnx")
                .hasMessageContaining("sidetone models pull")
                .hasMessageContaining("SIDETONE_MODELS");
    }

    @Test
    void shouldRefuseATruncatedModelAndOneWithAFlippedBit() throws Exception {
        Path file = folder.resolve(SileroModel.FILE_NAME);
        Files.write(file, new byte[77]);
        assertThatThrownBy(() -> SileroModel.read(file))
                .hasMessageContaining("77 bytes, not 2327524")
                .hasMessageContaining("pull --force");
        Files.write(file, new byte[(int) SileroModel.LENGTH_BYTES]);
        assertThatThrownBy(() -> SileroModel.read(file))
                .hasMessageContaining("SHA-256 ")
                .hasMessageContaining("not " + SileroModel.SHA256);
    }
}
