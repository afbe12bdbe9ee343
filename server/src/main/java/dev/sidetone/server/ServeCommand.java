/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import dev.sidetone.media.worker.JvmThreads;
import dev.sidetone.server.config.ConfigException;
import dev.sidetone.server.config.ConfigLoader;
import dev.sidetone.server.config.ReadVariables;
import dev.sidetone.server.config.ServerConfig;
import dev.sidetone.server.stat.CounterHome;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code sidetone serve}: the server, until a signal ends it. Exit code 2: configuration; 1: cannot
 * start; 0: ended as asked.
 */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the server until SIGTERM.")
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
    private static final int CANNOT_START = 1;
    private static final int BAD_CONFIGURATION = 2;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML; reference.yaml lists every key.")
    private @Nullable Path config;

    @Option(names = "--port", paramLabel = "N", description = "0 takes a free one.")
    private @Nullable String port;

    @Option(
            names = "--stt",
            paramLabel = "NAME",
            description = "Speech to text: embedded or deepgram.")
    private @Nullable String stt;

    @Option(
            names = "--llm",
            paramLabel = "NAME",
            description = "Language model: embedded or openai.")
    private @Nullable String llm;

    @Option(
            names = "--tts",
            paramLabel = "NAME",
            description = "Text to speech: embedded or elevenlabs.")
    private @Nullable String tts;

    @Option(
            names = "--vad",
            paramLabel = "NAME",
            description = "Voice activity detector: energy or silero.")
    private @Nullable String vad;

    @Option(
            names = "--store",
            paramLabel = "FILE",
            description = "Keeps calls and their words in this SQLite file.")
    private @Nullable String store;

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = java.util.Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        ConfigLoader loader = loader();
        ServerConfig loaded;
        try {
            loaded = loader.load(config);
        } catch (ConfigException wrong) {
            wrong.problems().forEach(err::println);
            return BAD_CONFIGURATION;
        }
        try {
            PortProbe.check(loaded.listen());
            ReadVariables variables = new ReadVariables(System.getenv());
            ConfiguredCalls calls = ConfiguredCalls.load(loaded, variables);
            loader.warnings(variables.names()).forEach(LOG::warn);
            VoiceServer server =
                    VoiceServer.launch(
                            loaded,
                            calls,
                            Surroundings.ofThisProcess()
                                    .counting(
                                            CounterHome.inRunFolder(
                                                    System.getenv(), System.currentTimeMillis())));
            // What starting left behind goes now: later it would be collected while calls are under
            // way, and until then new calls would take memory that was never touched.
            System.gc();
            LOG.info("{} threads of the JVM give way to the workers", JvmThreads.giveWay());
            // before "ready": whoever reads that may send the signal at once
            closeOnSignal(server);
            out.println("ready " + server.uri());
            out.flush();
            // the signal ends the process, not this thread
            new CountDownLatch(1).await();
            return 0;
        } catch (ConfigException wrong) {
            wrong.problems().forEach(err::println);
            return BAD_CONFIGURATION;
        } catch (LaunchException unusable) {
            if (unusable.getCause() instanceof RuntimeException fault) {
                LOG.error("the start failed", fault);
            }
            err.println("sidetone: " + unusable.getMessage());
            return CANNOT_START;
        }
    }

    private ConfigLoader loader() {
        return new ConfigLoader(System.getenv())
                .override("port", port, "--port")
                .override("providers.stt", stt, "--stt")
                .override("providers.llm", llm, "--llm")
                .override("providers.tts", tts, "--tts")
                .override("providers.vad", vad, "--vad")
                .override("store.file", store, "--store");
    }

    private static void closeOnSignal(VoiceServer server) {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    server.close();
                                    // a process ended by a signal would say 143; what was asked for
                                    // was done
                                    Runtime.getRuntime().halt(0);
                                },
                                "shutdown"));
    }
}
