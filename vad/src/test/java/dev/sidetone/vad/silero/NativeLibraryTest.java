/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.silero;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What ONNX Runtime's native libraries must not do. Those of 1.29 send telemetry to Microsoft
 * unless a variable forbids it before the process starts, and overflow the stack, which ends the
 * process without a word, where the command line has more than about 4000 characters.
 */
@Tag("unit")
final class NativeLibraryTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "linux-x64/libonnxruntime.so",
                "linux-aarch64/libonnxruntime.so",
                "osx-aarch64/libonnxruntime.dylib",
                "win-x64/onnxruntime.dll"
            })
    void shouldSendNothingToItsMaker(String library) throws Exception {
        String resource = "/ai/onnxruntime/native/" + library;
        try (InputStream in = OrtEnvironment.class.getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            String content = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            // boolean, so that a failure does not print a library
            assertThat(content.contains("events.data.microsoft.com")).isFalse();
            assertThat(content.contains("/proc/self/cmdline")).isFalse();
        }
    }
}
