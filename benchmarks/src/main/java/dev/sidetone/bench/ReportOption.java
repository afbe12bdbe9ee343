/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench;

import dev.sidetone.bench.report.ReportFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --report DIR}, and where reports go without it. */
final class ReportOption {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    @Option(names = "--report", paramLabel = "DIR", description = "folder that the reports go to")
    private @Nullable Path folder;

    boolean given() {
        return folder != null;
    }

    /** The folder, found writable: before anything is measured. */
    ReportFolder prepare(String tool) throws IOException {
        return ReportFolder.prepare(folder == null ? fresh(tool) : folder);
    }

    private static Path fresh(String tool) throws IOException {
        Path target = Path.of("target");
        String name =
                "sidetone-" + tool + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(STAMP);
        return Files.isDirectory(target) && Files.isWritable(target)
                ? target.resolve(name)
                : Files.createTempDirectory(name + "-");
    }
}
