/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import dev.sidetone.bench.audio.StereoWav;
import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.bench.caller.CallResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The folder a run's reports go to. Each file appears whole or not at all. */
public final class ReportFolder {

    private final Path folder;

    private ReportFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes sure that reports can be written, before anything is measured. The exception says what
     * is wrong.
     */
    public static ReportFolder prepare(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".probe", ""));
        } catch (IOException e) {
            throw new IOException("cannot write reports into " + folder + ": " + e, e);
        }
        return new ReportFolder(folder);
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    /** Writes report.json, caller.json, report.html and a WAV file a call. */
    public void write(RunReport run) throws IOException {
        for (int i = 0; i < run.calls().size(); i++) {
            CallResult call = run.calls().get(i).call();
            String name = run.calls().size() == 1 ? "call.wav" : "call-" + (i + 1) + ".wav";
            replace(
                    name,
                    StereoWav.bytes(
                            WireAudio.decode(call.spoken()), WireAudio.decode(call.heard())));
        }
        write("caller.json", ReportJson.callers(run));
        write("report.json", ReportJson.report(run));
        write("report.html", ReportHtml.render(run));
    }

    /** Writes one file of text. */
    public void write(String name, String text) throws IOException {
        replace(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes one file of text in pieces, for what is too long to hold at once. */
    public void write(String name, Pieces pieces) throws IOException {
        replace(
                name,
                path -> {
                    try (PrintStream out =
                            new PrintStream(
                                    Files.newOutputStream(path), false, StandardCharsets.UTF_8)) {
                        pieces.to(out);
                        if (out.checkError()) {
                            throw new IOException("cannot write " + path);
                        }
                    }
                });
    }

    /** Writes itself. */
    public interface Pieces {
        /** To this stream, which the caller closes. */
        void to(PrintStream out);
    }

    private interface Content {
        void to(Path path) throws IOException;
    }

    private void replace(String name, byte[] content) throws IOException {
        replace(name, path -> Files.write(path, content));
    }

    private void replace(String name, Content content) throws IOException {
        Path unfinished = Files.createTempFile(folder, "." + name, "");
        try {
            content.to(unfinished);
            Files.move(
                    unfinished,
                    folder.resolve(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
