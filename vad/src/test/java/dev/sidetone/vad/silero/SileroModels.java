/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.silero;

import dev.sidetone.media.testing.SharedMaterial;
import java.nio.file.Files;
import java.nio.file.Path;

/** The model for tests: where {@code SIDETONE_MODELS} says, or beside the checkout. */
final class SileroModels {
    private SileroModels() {}

    /** Skips the calling test when there is none. */
    static SileroModel require() throws SileroException {
        Path named = ModelPlaces.ofThisProcess().candidates().getFirst();
        boolean isNamed = System.getenv(ModelPlaces.VARIABLE) != null && Files.exists(named);
        return SileroModel.read(
                isNamed ? named : SharedMaterial.require("models/" + SileroModel.FILE_NAME));
    }
}
