/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.models;

import dev.sidetone.vad.silero.ModelPlaces;
import dev.sidetone.vad.silero.SileroException;
import dev.sidetone.vad.silero.SileroModel;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code sidetone models}: brings models and says which are there. Exit code 1: the model is not
 * there; 2: an option is wrong.
 */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Brings models that are not shipped, and lists those that are there.",
        synopsisSubcommandLabel = "COMMAND")
public final class ModelsCommand implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandSpec command = Objects.requireNonNull(spec);
        throw new ParameterException(command.commandLine(), "expected pull or list");
    }

    @Command(
            name = "pull",
            mixinStandardHelpOptions = true,
            description = {
                "Brings Silero VAD v6.2, checked by its SHA-256.",
                "It goes into the folder that SIDETONE_MODELS names, or into ~/.cache/sidetone/models. A"
                        + " download that was cut goes on where it stopped."
            })
    int pull(
            @Option(
                            names = "--source",
                            arity = "1..*",
                            paramLabel = "URL",
                            description =
                                    "Where to look, best first: http(s)://…, file:…, a path, or npm:package@version/path."
                                            + " Default: the maker's repository, then copies of the same file.")
                    @Nullable List<String> sources,
            @Option(names = "--dir", paramLabel = "DIR", description = "Folder to put it into.")
                    @Nullable Path folder,
            @Option(names = "--force", description = "Replaces what is there.") boolean force,
            @Option(
                            names = "--stall",
                            paramLabel = "SECONDS",
                            defaultValue = "30",
                            description = "Longest time without a byte (VALUE).")
                    int stallSeconds)
            throws InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        List<ModelSource> from;
        try {
            from =
                    sources == null
                            ? ModelSource.PUBLIC
                            : sources.stream().map(ModelSource::of).toList();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), wrong.getMessage(), wrong);
        }
        Path target =
                folder == null
                        ? ModelPlaces.ofThisProcess().target()
                        : folder.resolve(SileroModel.FILE_NAME);
        Duration stall = Duration.ofSeconds(Math.max(1, stallSeconds));
        boolean there = new ModelPull(KnownModel.SILERO, from, stall, out).to(target, force);
        out.flush();
        return there ? 0 : 1;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Says where models are looked for and what is there.")
    int list() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        boolean usable = false;
        for (Path file : ModelPlaces.ofThisProcess().candidates()) {
            String state = state(file);
            usable |= "ok".equals(state);
            out.println(String.format("%-8s", state) + "  " + SileroModel.TITLE + "  " + file);
        }
        if (!usable) {
            out.println("sidetone models pull brings it");
        }
        out.flush();
        return usable ? 0 : 1;
    }

    private static String state(Path file) {
        if (!Files.exists(file)) {
            return "missing";
        }
        try {
            SileroModel.read(file);
            return "ok";
        } catch (SileroException other) {
            return "wrong";
        }
    }
}
