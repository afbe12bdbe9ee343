/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder a run's reports go to. Each file appears whole or not at all; what cannot be written
 * is told with its path and the cause, in words.
 */
public final class ReportFolder {

    private static final String CALL_WAV = "call.wav";

    /** What the tools write; a folder of such a name would be found out only after the run. */
    private static final List<String> FILES =
            List.of(
                    "report.json",
                    "report.html",
                    "caller.json",
                    CALL_WAV,
                    "server.log",
                    "turns.jsonl",
                    "latency.hlog");

    /** Enough that a full device refuses it: many take an empty file still. */
    private static final int PROBE_BYTES = 256 * 1024;

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
            probe(folder);
        } catch (IOException e) {
            throw new IOException(
                    "cannot write reports into " + folder + ": " + cause(folder, e), e);
        }
        for (String name : FILES) {
            if (Files.isDirectory(folder.resolve(name))) {
                throw new IOException(
                        "cannot write "
                                + folder.resolve(name)
                                + ": there is a folder in its place");
            }
        }
        return new ReportFolder(folder);
    }

    private static void probe(Path folder) throws IOException {
        Path probe = Files.createTempFile(folder, ".probe", "");
        try {
            Files.write(probe, new byte[PROBE_BYTES]);
        } finally {
            Files.delete(probe);
        }
    }

    /** The cause in words: the exceptions of the file system often say no more than the path. */
    private static String cause(Path path, IOException failure) {
        return switch (failure) {
            case FileAlreadyExistsException e -> "there is a file in its place: " + e.getFile();
            case AccessDeniedException e -> "permission denied: " + e.getFile();
            case NoSuchFileException e -> "it is not there: " + e.getFile();
            case FileSystemException e when e.getReason() != null ->
                    e.getReason() + (path.toString().equals(e.getFile()) ? "" : ": " + e.getFile());
            default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
        };
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    /** Writes report.json, caller.json, report.html and a WAV file a call. */
    public void write(RunReport run) throws IOException {
        List<Recording> recordings = new ArrayList<>();
        for (int i = 0; i < run.calls().size(); i++) {
            String name = run.calls().size() == 1 ? CALL_WAV : "call-" + (i + 1) + ".wav";
            Recording recording = Recording.of(run.calls().get(i).call(), name);
            replace(name, recording.wav());
            recordings.add(recording);
        }
        write("caller.json", CallerJson.of(run, recordings.stream().map(Recording::name).toList()));
        write("report.json", ReportJson.report(run));
        write("report.html", ReportHtml.render(run, recordings));
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
                            throw new IOException("the rest of it could not be written");
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
        Path file = folder.resolve(name);
        try {
            Path unfinished = Files.createTempFile(folder, "." + name, "");
            try {
                content.to(unfinished);
                Files.move(
                        unfinished,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw new IOException("cannot write " + file + ": " + cause(file, e), e);
        }
    }
}
