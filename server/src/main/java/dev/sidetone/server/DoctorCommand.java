/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import dev.sidetone.server.config.ConfigException;
import dev.sidetone.server.config.ConfigLoader;
import dev.sidetone.server.config.ReadVariables;
import dev.sidetone.server.config.ServerConfig;
import dev.sidetone.server.io.IoTransport;
import dev.sidetone.server.io.TlsFiles;
import dev.sidetone.server.metrics.ProviderHealth;
import dev.sidetone.vad.silero.ModelPlaces;
import dev.sidetone.vad.silero.SileroDetectors;
import dev.sidetone.vad.silero.SileroException;
import dev.sidetone.vad.silero.SileroModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code sidetone doctor}: looks at everything the server needs and says, line by line, what is
 * well and what mends the rest. Exit code 1 when something keeps the server from starting.
 */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Checks this machine and says what is missing.")
final class DoctorCommand implements Callable<Integer> {
    private static final int NEEDED_JDK = 25;

    /** A call takes one descriptor, and cascades with real vendors up to three more. */
    private static final long DESCRIPTORS_PER_CALL = 4;

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "YAML to check.")
    private @Nullable Path file;

    private int failures;

    private enum Verdict {
        OK("@|green ok  |@"),
        WARN("@|yellow warn|@"),
        FAIL("@|red,bold FAIL|@");

        private final String markup;

        Verdict(String markup) {
            this.markup = markup;
        }
    }

    @Override
    public Integer call() {
        jdk();
        transport();
        ServerConfig config = config();
        if (config != null) {
            ports(config);
            descriptors(config);
            tls(config);
            vad(config);
            agents(config);
        }
        out().flush();
        return failures == 0 ? 0 : 1;
    }

    private void jdk() {
        int version = Runtime.version().feature();
        if (version >= NEEDED_JDK) {
            line(Verdict.OK, "jdk", Runtime.version().toString());
        } else {
            line(Verdict.FAIL, "jdk", version + "; needs " + NEEDED_JDK + ": set JAVA_HOME");
        }
    }

    private void transport() {
        if (IoTransport.best() == IoTransport.EPOLL) {
            line(Verdict.OK, "network", "epoll");
        } else {
            line(
                    Verdict.WARN,
                    "network",
                    "NIO; epoll (Linux, --enable-native-access=ALL-UNNAMED) costs less CPU");
        }
    }

    private @Nullable ServerConfig config() {
        try {
            ServerConfig config = new ConfigLoader(System.getenv()).load(file);
            line(Verdict.OK, "config", file == null ? "defaults and environment" : file.toString());
            return config;
        } catch (ConfigException wrong) {
            wrong.problems().forEach(problem -> line(Verdict.FAIL, "config", problem));
            return null;
        }
    }

    private void ports(ServerConfig config) {
        port(config.listen().host(), config.listen().port(), "port");
        Integer admin = config.listen().adminPort();
        if (admin != null) {
            port(config.listen().host(), admin, "admin-port");
        }
    }

    private void port(String host, int number, String key) {
        try {
            PortProbe.bind(host, number);
            line(Verdict.OK, key, host + ":" + number + " is free");
        } catch (IOException taken) {
            line(
                    Verdict.FAIL,
                    key,
                    host
                            + ":"
                            + number
                            + ": "
                            + taken.getMessage()
                            + "; set "
                            + key
                            + " to another one");
        }
    }

    private void descriptors(ServerConfig config) {
        long needed = DESCRIPTORS_PER_CALL * config.limits().maxCalls() * config.workers().count();
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.UnixOperatingSystemMXBean unix) {
            long limit = unix.getMaxFileDescriptorCount();
            if (limit >= needed) {
                line(Verdict.OK, "open files", "limit " + limit);
            } else {
                line(
                        Verdict.WARN,
                        "open files",
                        "limit " + limit + ", " + needed + " for all places: ulimit -n " + needed);
            }
        }
    }

    private void tls(ServerConfig config) {
        ServerConfig.Tls tls = config.listen().tls();
        if (tls == null) {
            return;
        }
        try {
            TlsFiles.serverContext(tls.certificate(), tls.key());
            line(Verdict.OK, "tls", tls.certificate().toString());
        } catch (IOException unusable) {
            line(Verdict.FAIL, "tls", String.valueOf(unusable.getMessage()));
        }
    }

    /** Without Silero energy serves, so this is never a failure. */
    private void vad(ServerConfig config) {
        if (config.providers().vad() == ServerConfig.Vad.ENERGY) {
            line(Verdict.OK, "vad", "energy");
            return;
        }
        try {
            SileroModel model = SileroDetectors.check(ModelPlaces.ofThisProcess());
            line(Verdict.OK, "vad", "silero, " + model.file());
        } catch (SileroException unusable) {
            line(Verdict.WARN, "vad", "energy serves: " + unusable.getMessage());
        }
    }

    private void agents(ServerConfig config) {
        try (ConfiguredCalls calls =
                ConfiguredCalls.load(config, new ReadVariables(System.getenv()))) {
            line(
                    Verdict.OK,
                    "agents",
                    String.join(
                            ", ",
                            calls.agents().all().stream().map(a -> a.name()).sorted().toList()));
            calls.warmUp();
            line(Verdict.OK, "speech", "grammars compiled, phrases spoken");
            new ProviderHealth(calls.providers())
                    .statuses(System.currentTimeMillis())
                    .forEach(this::provider);
        } catch (ConfigException wrong) {
            wrong.problems().forEach(problem -> line(Verdict.FAIL, "agents", problem));
        } catch (RuntimeException failed) {
            line(
                    Verdict.FAIL,
                    "speech",
                    failed.getMessage() + "; more heap: SIDETONE_JAVA_OPTS=-Xmx2g");
        }
    }

    private void provider(ProviderHealth.Status status) {
        boolean ok = ProviderHealth.State.OK.word().equals(status.state());
        line(
                ok ? Verdict.OK : Verdict.WARN,
                status.stage(),
                status.vendor() + ": " + status.state());
    }

    private void line(Verdict verdict, String what, String found) {
        if (verdict == Verdict.FAIL) {
            failures++;
        }
        Ansi ansi = Objects.requireNonNull(spec).commandLine().getColorScheme().ansi();
        out().println(
                        ansi.string(verdict.markup)
                                + "  "
                                + String.format("%-10s", what)
                                + "  "
                                + found);
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
