/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.silero;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where models may be: what {@code SIDETONE_MODELS} names, a folder or the file itself; then the
 * user's cache, {@code sidetone/models} below {@code XDG_CACHE_HOME} or {@code ~/.cache}, on macOS
 * too. Any thread.
 *
 * @param named of the variable; null when it is not set
 * @param cache the user's folder of models
 */
public record ModelPlaces(@Nullable Path named, Path cache) {
    /** The variable that names a folder or a file. */
    public static final String VARIABLE = "SIDETONE_MODELS";

    /** As this environment says. */
    public static ModelPlaces of(Function<String, @Nullable String> environment, Path home) {
        String named = environment.apply(VARIABLE);
        String xdg = environment.apply("XDG_CACHE_HOME");
        // the specification has relative paths ignored
        boolean xdgUsable = xdg != null && Path.of(xdg).isAbsolute();
        Path caches = xdgUsable ? Path.of(xdg) : home.resolve(".cache");
        return new ModelPlaces(
                named == null || named.isBlank() ? null : Path.of(named.strip()),
                caches.resolve("sidetone").resolve("models"));
    }

    /** The same for this user. */
    public static ModelPlaces of(Function<String, @Nullable String> environment) {
        return of(environment, Path.of(System.getProperty("user.home")));
    }

    /** Of this process. */
    public static ModelPlaces ofThisProcess() {
        return of(System::getenv);
    }

    /** Files looked for, best first. */
    public List<Path> candidates() {
        List<Path> files = new ArrayList<>();
        if (named != null) {
            files.add(isFile(named) ? named : named.resolve(SileroModel.FILE_NAME));
        }
        files.add(cache.resolve(SileroModel.FILE_NAME));
        return files;
    }

    /** The file that a model which is brought becomes: the first that is looked for. */
    public Path target() {
        return candidates().getFirst();
    }

    /**
     * The first that is there, read and checked.
     *
     * @throws SileroException when there is none, or the first that is there is not the model
     */
    public SileroModel load() throws SileroException {
        for (Path file : candidates()) {
            if (Files.exists(file)) {
                return SileroModel.read(file);
            }
        }
        throw new SileroException(
                SileroException.Reason.MODEL_MISSING,
                SileroModel.TITLE
                        + " was not found: looked for "
                        + candidates().stream()
                                .map(Path::toString)
                                .collect(Collectors.joining(", "))
                        + "; sidetone models pull brings it, or name its folder in "
                        + VARIABLE);
    }

    private static boolean isFile(Path path) {
        return Files.isRegularFile(path) || path.toString().endsWith(".onnx");
    }
}
