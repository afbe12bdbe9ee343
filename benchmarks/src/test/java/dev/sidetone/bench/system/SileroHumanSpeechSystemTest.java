/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import dev.sidetone.media.testing.SharedMaterial;
import dev.sidetone.vad.silero.SileroModel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** Recorded people, heard by Silero behind energy. */
@Tag("system")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class SileroHumanSpeechSystemTest extends HumanSpeechCases {

    @Override
    Map<String, String> detector() {
        Path model = SharedMaterial.require("models/" + SileroModel.FILE_NAME);
        return Map.of("SIDETONE_PROVIDERS_VAD", "silero", "SIDETONE_MODELS", model.toString());
    }

    @Override
    void afterwards(FrontDesk desk) throws Exception {
        desk.await("/readyz", body -> body.contains("\"detector\":\"silero\",\"state\":\"ok\""));
        Pattern windows = Pattern.compile("vad_windows_total\\S* [1-9]");
        desk.await("/metrics", body -> windows.matcher(body).find());
    }
}
