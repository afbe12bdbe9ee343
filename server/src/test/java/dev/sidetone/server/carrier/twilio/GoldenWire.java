/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Twilio's messages as files, one a line. */
final class GoldenWire {
    private GoldenWire() {}

    static List<String> lines(String name) {
        try (InputStream file =
                Objects.requireNonNull(
                        GoldenWire.class.getResourceAsStream("/twilio/" + name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
