/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** {@code GET /v1/openapi.yaml}: what this API is, for programs. Virtual threads; immutable. */
public final class DescriptionResource {
    private static final String FILE = "/openapi.yaml";

    /** Of <a href="https://www.rfc-editor.org/rfc/rfc9512">RFC 9512</a>. */
    private static final String YAML = "application/yaml";

    private final String text = text();

    /** Adds the file, behind the gate as the rest of the API. */
    public void routes(Router router) {
        router.gated(
                "GET",
                "/v1/openapi.yaml",
                (request, id) -> new ApiResponse(200, YAML, text, Map.of()));
    }

    /** The file. */
    public static String text() {
        try (InputStream file = DescriptionResource.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("not on the class path: " + FILE);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot be read: " + FILE, broken);
        }
    }
}
