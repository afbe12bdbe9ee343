/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.models;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Brings a model to where it belongs: from the first source that gives it whole and right, checked
 * by its SHA-256, and there at once or not at all. Says what it does. One thread.
 */
final class ModelPull {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final KnownModel model;
    private final List<ModelSource> sources;
    private final Duration stall;
    private final PrintWriter out;

    ModelPull(KnownModel model, List<ModelSource> sources, Duration stall, PrintWriter out) {
        this.model = model;
        this.sources = List.copyOf(sources);
        this.stall = stall;
        this.out = out;
    }

    /**
     * Runs.
     *
     * @param force replaces what is there
     * @return whether the model is there now
     */
    boolean to(Path target, boolean force) throws InterruptedException {
        if (!force && Files.exists(target)) {
            return isThere(target);
        }
        try (PartialFile part = PartialFile.open(target);
                WebFetch web = new WebFetch(CONNECT, stall, out)) {
            for (ModelSource source : sources) {
                out.println("from " + source);
                try {
                    bring(source, part, web);
                    finish(source, part, target);
                    return true;
                } catch (PullException not) {
                    out.println("  not from there: " + not.getMessage());
                }
                out.flush();
            }
        } catch (PullException | IOException unwritable) {
            out.println("failed: " + unwritable.getMessage());
            return false;
        }
        out.println(
                "failed: no source gave "
                        + model.title()
                        + "; --source names another one, a file on this machine for example");
        return false;
    }

    private boolean isThere(Path target) {
        try {
            if (isModel(Files.readAllBytes(target))) {
                out.println("already there, and its SHA-256 is right: " + target);
                return true;
            }
            out.println("failed: " + target + " is another file; --force replaces it");
        } catch (IOException unreadable) {
            out.println("failed: " + target + " cannot be read: " + unreadable);
        }
        return false;
    }

    private boolean isModel(byte[] content) {
        return KnownModel.sha256(content).equals(model.sha256());
    }

    private void bring(ModelSource source, PartialFile part, WebFetch web)
            throws PullException, InterruptedException, IOException {
        switch (source) {
            case ModelSource.Web page -> web.fetch(page, model.lengthBytes(), part);
            case ModelSource.Local local -> copy(local, part);
            case ModelSource.Npm npm -> replace(NpmFetch.fetch(npm, model.lengthBytes()), part);
        }
    }

    private void copy(ModelSource.Local source, PartialFile part)
            throws PullException, IOException {
        try {
            long length = Files.size(source.file());
            if (length != model.lengthBytes()) {
                throw new PullException(
                        length + " bytes, not " + model.lengthBytes() + ": another file");
            }
            replace(Files.readAllBytes(source.file()), part);
        } catch (IOException unreadable) {
            throw new PullException("cannot be read: " + unreadable, unreadable);
        }
    }

    private static void replace(byte[] content, PartialFile part) throws IOException {
        part.restart(null);
        part.append(content, content.length);
    }

    private void finish(ModelSource source, PartialFile part, Path target)
            throws PullException, IOException {
        String sha256 = KnownModel.sha256(part.content());
        if (!sha256.equals(model.sha256())) {
            part.discard();
            throw new PullException(
                    "SHA-256 " + sha256 + " is not that of the model, " + model.sha256());
        }
        part.publish();
        out.println(
                "brought "
                        + model.title()
                        + ": "
                        + model.lengthBytes()
                        + " bytes, SHA-256 "
                        + sha256
                        + ", from "
                        + source
                        + " to "
                        + target);
    }
}
