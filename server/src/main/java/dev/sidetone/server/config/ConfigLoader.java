/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.config;

import dev.sidetone.orchestrator.conversation.CallLimits;
import dev.sidetone.orchestrator.provider.embedded.EmbeddedSpeechConfig;
import dev.sidetone.orchestrator.turn.Endpointing;
import dev.sidetone.orchestrator.turn.TurnConfig;
import dev.sidetone.server.io.ThreadMode;
import dev.sidetone.server.io.WaitMode;
import dev.sidetone.vad.silero.ModelPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loads the configuration: command line over environment over file over the defaults that stand
 * here, and explained in {@code reference.yaml}. Any thread, at the start.
 */
public final class ConfigLoader {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofHours(24);

    /** Beside one for each call: webhooks, health, API, metrics. */
    private static final int SPARE_CONNECTIONS = 1000;

    private static final String LOG_FORMAT = "SIDETONE_LOG_FORMAT";

    /** Variables of ours that the launcher and the log's settings read. */
    private static final List<String> OTHER_VARIABLES =
            List.of(
                    "SIDETONE_JAVA_OPTS",
                    "SIDETONE_JVM_DIRS",
                    "SIDETONE_LOG_LEVEL",
                    LOG_FORMAT,
                    "SIDETONE_RUN_DIR",
                    ModelPlaces.VARIABLE);

    private static final String UNSIGNED =
            "carriers.twilio.auth-token is not set: anybody who reaches this server can open calls;"
                    + " set TWILIO_AUTH_TOKEN, or carriers.twilio.auth-token-file";

    private final Map<String, String> environment;
    private final Map<String, Setting> overrides = new LinkedHashMap<>();
    private final List<String> strayVariables = new ArrayList<>();
    private boolean unsigned;

    public ConfigLoader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Sets a key from the command line, over everything else; null leaves it alone. */
    public ConfigLoader override(String key, @Nullable String value, String option) {
        if (value != null) {
            overrides.put(key, new Setting(value, option));
        }
        return this;
    }

    /**
     * Loads.
     *
     * @param file null for defaults and environment alone
     * @throws ConfigException with every problem found
     */
    public ServerConfig load(@Nullable Path file) throws ConfigException {
        ConfigReader reader = new ConfigReader(fileSettings(file), environment, overrides);
        ServerConfig config = read(reader);
        String logFormat = environment.getOrDefault(LOG_FORMAT, "plain");
        if (!logFormat.equals("plain") && !logFormat.equals("json")) {
            reader.problem(LOG_FORMAT, "log format", logFormat, "plain or json");
        }
        List<String> problems = reader.problems();
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        strayVariables.addAll(reader.strayVariables(OTHER_VARIABLES));
        unsigned =
                config.carriers().twilio().authToken() == null
                        && (!config.listen().loopback() || config.listen().publicUrl() != null);
        return config;
    }

    /**
     * What is odd but no error; after {@link #load}, and after everything else that reads
     * variables.
     *
     * @param readElsewhere variables that are no keys but were read, by agents' files for example
     */
    public List<String> warnings(Set<String> readElsewhere) {
        Stream<String> stray =
                strayVariables.stream()
                        .filter(name -> !readElsewhere.contains(name))
                        .map(name -> "environment variable " + name + " overrides no key");
        return Stream.concat(unsigned ? Stream.of(UNSIGNED) : Stream.of(), stray).toList();
    }

    /** Every key with its default, as it would be written. */
    static Map<String, String> defaults() {
        ConfigReader reader = new ConfigReader(Map.of(), Map.of(), Map.of());
        read(reader);
        return reader.defaults();
    }

    private static Map<String, Setting> fileSettings(@Nullable Path file) throws ConfigException {
        if (file == null) {
            return Map.of();
        }
        try {
            return YamlSettings.read(YamlSettings.nameOf(file), Files.readString(file));
        } catch (IOException unreadable) {
            throw new ConfigException(List.of(file + ": cannot be read; expected a YAML file"));
        }
    }

    private static ServerConfig read(ConfigReader reader) {
        // in the order of reference.yaml, since problems are told in the order they are found
        ServerConfig.Listen listen = listen(reader);
        ServerConfig.Workers workers = workers(reader);
        ServerConfig config =
                new ServerConfig(
                        listen,
                        workers,
                        new ServerConfig.Agents(
                                reader.name("default-agent", "front-desk", "an agent's name"),
                                reader.folder("agents-dir", "agents"),
                                reader.mapping("numbers")),
                        new ServerConfig.Carriers(twilio(reader)),
                        turn(reader),
                        callLimits(reader),
                        limits(reader, workers.count()),
                        store(reader),
                        new ServerConfig.Providers(
                                reader.name("providers.stt", "embedded", "a vendor's name"),
                                reader.name("providers.llm", "embedded", "a vendor's name"),
                                reader.name("providers.tts", "embedded", "a vendor's name"),
                                reader.choice(
                                        "providers.vad",
                                        ServerConfig.Vad.ENERGY,
                                        ServerConfig.Vad.class),
                                reader.readableFile("providers.ca-file")),
                        VendorSettings.read(reader, embedded(reader)),
                        reader.duration("drain-time", Duration.ofSeconds(30), Duration.ZERO, HOUR),
                        reader.secret("admin-token", "SIDETONE_ADMIN_TOKEN"));
        checkTogether(config, reader);
        return config;
    }

    private static ServerConfig.Listen listen(ConfigReader reader) {
        int adminPort = reader.integer("admin-port", 0, 0, 65_535);
        Path certificate = reader.readableFile("tls.certificate-file");
        Path key = reader.readableFile("tls.key-file");
        if ((certificate == null) != (key == null)) {
            reader.contextProblem(
                    certificate == null ? "tls.certificate-file" : "tls.key-file",
                    "both tls files, or neither");
        }
        return new ServerConfig.Listen(
                reader.line("host", "127.0.0.1"),
                reader.integer("port", 8080, 0, 65_535),
                reader.url("public-url", List.of("http", "https")),
                adminPort == 0 ? null : adminPort,
                certificate == null || key == null ? null : new ServerConfig.Tls(certificate, key));
    }

    private static ServerConfig.Workers workers(ConfigReader reader) {
        int cores = Runtime.getRuntime().availableProcessors();
        int count = reader.integerOr("workers", "auto", 0, 1024);
        ThreadMode mode = reader.choice("mode", ThreadMode.SHARED, ThreadMode.class);
        int ioThreads = reader.integerOr("io-threads", "auto", 0, 1024);
        WaitMode wait = reader.choice("wait", WaitMode.DENSITY, WaitMode.class);
        int slots = reader.integer("ring-slots", 8192, 1024, 1 << 20);
        if (Integer.bitCount(slots) != 1) {
            reader.contextProblem("ring-slots", "a power of two from 1024 to 1048576");
            slots = 8192;
        }
        boolean shared = mode == ThreadMode.SHARED;
        if (count == 0) {
            count = shared ? DefaultThreads.workers(cores) : DefaultThreads.dedicatedWorkers(cores);
        }
        if (ioThreads == 0) {
            ioThreads = Math.min(count, DefaultThreads.ioThreads(cores));
        }
        if (!shared && ioThreads > count) {
            reader.contextProblem("io-threads", "at most as many as workers");
        }
        return new ServerConfig.Workers(count, mode, shared ? 0 : ioThreads, wait, slots);
    }

    private static ServerConfig.Twilio twilio(ConfigReader reader) {
        Duration ten = Duration.ofSeconds(10);
        return new ServerConfig.Twilio(
                reader.secret("carriers.twilio.auth-token", "TWILIO_AUTH_TOKEN"),
                reader.duration(
                        "carriers.twilio.look-ahead",
                        Duration.ofMillis(200),
                        Duration.ofMillis(20),
                        ten),
                reader.duration("carriers.twilio.start-timeout", ten, Duration.ofMillis(100), HOUR),
                reader.duration("carriers.twilio.media-timeout", ten, Duration.ofMillis(100), HOUR),
                reader.duration("carriers.twilio.media-gap", ten, Duration.ofMillis(100), HOUR),
                reader.duration(
                        "carriers.twilio.stall-timeout",
                        Duration.ofSeconds(5),
                        Duration.ofMillis(100),
                        HOUR),
                reader.duration("carriers.twilio.token-validity", ten, SECOND, HOUR),
                reader.url("carriers.twilio.connect-action", List.of("http", "https")),
                afterStream(reader));
    }

    private static ServerConfig.AfterStream afterStream(ConfigReader reader) {
        var verb =
                reader.choice(
                        "after-stream.verb",
                        ServerConfig.AfterStream.Verb.HANGUP,
                        ServerConfig.AfterStream.Verb.class);
        String value = reader.line("after-stream.value", "");
        if (verb != ServerConfig.AfterStream.Verb.HANGUP && value.isEmpty()) {
            reader.contextProblem(
                    "after-stream.value", "the number, text or URL that the verb needs");
        }
        return new ServerConfig.AfterStream(verb, value);
    }

    private static ServerConfig.Limits limits(ConfigReader reader, int workers) {
        int maxCalls = reader.integer("limits.max-calls", 2000, 1, 100_000);
        int busyPercent = reader.integer("limits.busy-percent", 95, 0, 100);
        int connections = reader.integer("limits.connections", 0, 0, 10_000_000);
        return new ServerConfig.Limits(
                maxCalls,
                busyPercent,
                connections == 0
                        ? Math.multiplyExact(maxCalls, workers) + SPARE_CONNECTIONS
                        : connections,
                reader.integer("limits.kept-calls", 1000, 0, 100_000),
                reader.integer("limits.record-queue", 16_384, 64, 1 << 20),
                reader.integer("limits.store-queue", 16_384, 64, 1 << 20),
                reader.integer("limits.request-bytes", 65_536, 1024, 1 << 24),
                reader.integer("limits.message-bytes", 65_536, 1024, 1 << 24),
                reader.integer("limits.write-bytes", 262_144, 4096, 1 << 24),
                reader.duration(
                        "limits.request-timeout",
                        Duration.ofSeconds(10),
                        Duration.ofMillis(100),
                        HOUR));
    }

    private static ServerConfig.Store store(ConfigReader reader) {
        String file = reader.line("store.file", "");
        return new ServerConfig.Store(
                file.isEmpty() ? null : Path.of(file),
                reader.duration(
                        "store.retention",
                        Duration.ofDays(30),
                        Duration.ZERO,
                        Duration.ofDays(3650)),
                reader.integer("store.max-mb", 0, 0, 1 << 20));
    }

    private static void checkTogether(ServerConfig config, ConfigReader reader) {
        Integer adminPort = config.listen().adminPort();
        if (adminPort != null && adminPort == config.listen().port()) {
            reader.contextProblem("admin-port", "another port than port");
        }
        if (!config.listen().loopback() && config.adminToken() == null) {
            reader.contextProblem(
                    "host",
                    "a loopback address, or an admin token (SIDETONE_ADMIN_TOKEN or admin-token-file), since others could"
                            + " reach the API");
        }
    }

    private static TurnConfig turn(ConfigReader reader) {
        TurnConfig defaults = TurnConfig.DEFAULT;
        int endpointingMs =
                reader.integer("turn.endpointing-ms", defaults.endpointingMs(), 100, 10_000);
        int pauseMs = reader.integer("turn.pause-ms", defaults.pauseMs(), 1, 9_999);
        if (pauseMs >= endpointingMs) {
            reader.contextProblem("turn.pause-ms", "less than turn.endpointing-ms");
            pauseMs = 1;
        }
        return new TurnConfig(
                endpointingMs,
                pauseMs,
                reader.flag("turn.barge-in", defaults.bargeInEnabled()),
                reader.integer(
                        "turn.barge-in-min-speech-ms", defaults.bargeInMinSpeechMs(), 0, 5_000),
                reader.integer("turn.stall-ms", defaults.stallMs(), 1, 60_000),
                reader.choice("turn.endpointing", defaults.endpointing(), Endpointing.class),
                reader.flag("turn.speculation", defaults.speculation()));
    }

    private static CallLimits callLimits(ConfigReader reader) {
        CallLimits defaults = CallLimits.DEFAULTS;
        Duration least = Duration.ofMillis(10);
        return new CallLimits(
                reader.duration("call.max-length", defaults.maxLength(), SECOND, DAY),
                reader.duration("call.idle-prompt-after", defaults.idlePromptAfter(), SECOND, HOUR),
                reader.duration("call.stt-final-timeout", defaults.sttFinalTimeout(), least, HOUR),
                reader.duration("call.model-timeout", defaults.modelTimeout(), least, HOUR),
                reader.duration("call.voice-timeout", defaults.voiceTimeout(), least, HOUR),
                reader.duration("call.dtmf-timeout", defaults.dtmfTimeout(), least, HOUR),
                reader.duration("call.filler-after", defaults.fillerAfter(), least, HOUR));
    }

    private static EmbeddedSpeechConfig embedded(ConfigReader reader) {
        EmbeddedSpeechConfig machine = EmbeddedSpeechConfig.defaults();
        int recognizers = reader.integer("embedded.recognizer.threads", 0, 0, 256);
        int threads = recognizers == 0 ? machine.recognizerThreads() : recognizers;
        int queue = reader.integer("embedded.recognizer.queue", 0, 0, 100_000);
        int voices = reader.integer("embedded.voice.threads", 0, 0, 256);
        Duration least = Duration.ofMillis(10);
        Duration maxQueue =
                reader.duration(
                        "embedded.recognizer.max-wait", ms(machine.maxQueueMs()), least, HOUR);
        Duration maxUtterance =
                reader.duration(
                        "embedded.recognizer.max-utterance",
                        ms(machine.maxUtteranceMs()),
                        SECOND,
                        HOUR);
        Duration stall =
                reader.duration(
                        "embedded.voice.max-stall", ms(machine.voiceStallMs()), least, HOUR);
        return new EmbeddedSpeechConfig(
                threads,
                queue == 0 ? 16 * threads : queue,
                Math.toIntExact(maxQueue.toMillis()),
                Math.toIntExact(maxUtterance.toMillis()),
                reader.integer("embedded.recognizer.graphs", machine.graphsPerThread(), 1, 10_000),
                reader.integer(
                        "embedded.recognizer.calls-per-thread",
                        machine.callsPerThread(),
                        1,
                        10_000),
                voices == 0 ? machine.voiceThreads() : voices,
                reader.integer("embedded.voice.queue", machine.voiceQueue(), 1, 100_000),
                Math.toIntExact(stall.toMillis()));
    }

    private static Duration ms(int milliseconds) {
        return Duration.ofMillis(milliseconds);
    }
}
