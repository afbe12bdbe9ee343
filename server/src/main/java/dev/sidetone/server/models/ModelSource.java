/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.models;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Where a model may be had. */
sealed interface ModelSource {

    /** The public places of Silero VAD v6.2, the maker's own first; all hold the same bytes. */
    List<ModelSource> PUBLIC =
            List.of(
                    of(
                            "https://raw.githubusercontent.com/snakers4/silero-vad/v6.2.1/src/silero_vad/data/silero_vad.onnx"),
                    of(
                            "https://cdn.jsdelivr.net/npm/@ricky0123/vad-web@0.0.31/dist/silero_vad_v6.onnx"),
                    of("npm:@ricky0123/vad-web@0.0.31/dist/silero_vad_v6.onnx"));

    /** A file on the web. */
    record Web(URI uri) implements ModelSource {
        @Override
        public String toString() {
            return uri.toString();
        }
    }

    /** A file on this machine. */
    record Local(Path file) implements ModelSource {
        @Override
        public String toString() {
            return file.toString();
        }
    }

    /**
     * A file in a package of the npm registry, which npm itself brings, as its user has set it up.
     *
     * @param packageAndVersion {@code @scope/name@version}
     * @param path inside the package
     */
    record Npm(String packageAndVersion, String path) implements ModelSource {
        @Override
        public String toString() {
            return "npm:" + packageAndVersion + "/" + path;
        }
    }

    /**
     * Reads {@code http(s)://…}, {@code file:…} or a path, or {@code npm:package@version/path}.
     *
     * @throws IllegalArgumentException when it is none of them
     */
    static ModelSource of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://") || lower.startsWith("https://")) {
            return new Web(URI.create(text));
        }
        if (lower.startsWith("file:")) {
            return new Local(Path.of(URI.create(text)));
        }
        if (lower.startsWith("npm:")) {
            return npm(text.substring("npm:".length()));
        }
        if (lower.matches("[a-z][a-z0-9+.-]+:.*")) {
            throw new IllegalArgumentException(
                    text + " is no source; expected http(s)://…, file:…, a path, or npm:…");
        }
        return new Local(Path.of(text));
    }

    private static ModelSource npm(String text) {
        int version = text.indexOf('@', 1);
        int path = version < 0 ? -1 : text.indexOf('/', version);
        if (path < 0 || path == text.length() - 1) {
            throw new IllegalArgumentException(
                    "npm:" + text + " is no source; expected npm:package@version/path");
        }
        return new Npm(text.substring(0, path), text.substring(path + 1));
    }
}
