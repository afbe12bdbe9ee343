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
import dev.sidetone.server.store.sqlite.SqliteStore;
import dev.sidetone.vad.silero.ModelPlaces;
import dev.sidetone.vad.silero.SileroDetectors;
import dev.sidetone.vad.silero.SileroException;
import dev.sidetone.vad.silero.SileroModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
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
 * well, and under each fault the one command that mends it ({@link Remedy}). In colour on a
 * terminal. Exit code 1 when something keeps the server from starting.
 */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Checks this machine; says what is missing, and the command that mends it.")
final class DoctorCommand implements Callable<Integer> {
    private static final int NEEDED_JDK = 25;

    /** A call takes one descriptor, and cascades with real vendors up to three more. */
    private static final long DESCRIPTORS_PER_CALL = 4;

    private static final int LOWEST_FREE_TO_ALL = 1024;
    private static final int USUAL_PORT = 8080;
    private static final int PORTS_TRIED = 100;

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "YAML to check.")
    private @Nullable Path file;

    private final Ansi ansi = Screen.colour();
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
            store(config);
            vad(config);
            agents(config);
        }
        out().flush();
        return failures == 0 ? 0 : 1;
    }

    private void jdk() {
        int version = Runtime.version().feature();
        if (version >= NEEDED_JDK) {
            ok("jdk", Runtime.version().toString());
        } else {
            fault(Verdict.FAIL, "jdk", version + "; needs " + NEEDED_JDK, Remedy.JDK);
        }
    }

    private void transport() {
        if (IoTransport.best() == IoTransport.EPOLL) {
            ok("network", "epoll");
        } else if (System.getProperty("os.name").startsWith("Linux")) {
            fault(Verdict.WARN, "network", "NIO; epoll costs less CPU", Remedy.NATIVE_ACCESS);
        } else {
            ok("network", "NIO");
        }
    }

    private @Nullable ServerConfig config() {
        try {
            ServerConfig config = new ConfigLoader(System.getenv()).load(file);
            ok("config", file == null ? "defaults and environment" : file.toString());
            return config;
        } catch (ConfigException wrong) {
            wrong.problems().forEach(problem -> problem("config", problem));
            return null;
        }
    }

    private void problem(String what, String problem) {
        fault(Verdict.FAIL, what, problem, Remedy.ofProblem(problem, file));
    }

    private void ports(ServerConfig config) {
        String host = config.listen().host();
        port(host, config.listen().port(), "port", "SIDETONE_PORT");
        Integer admin = config.listen().adminPort();
        if (admin != null) {
            port(host, admin, "admin-port", "SIDETONE_ADMIN_PORT");
        }
    }

    private void port(String host, int number, String key, String variable) {
        try {
            PortProbe.bind(host, number);
            ok(key, host + ":" + number + " is free");
        } catch (IOException taken) {
            int free = freePort(host, number < LOWEST_FREE_TO_ALL ? USUAL_PORT : number + 1);
            fault(
                    Verdict.FAIL,
                    key,
                    host + ":" + number + ": " + taken.getMessage(),
                    free == 0 ? Remedy.otherHost(file) : Remedy.ofPort(variable, free, file));
        }
    }

    /** The first that can be listened on; 0 where none can, so that it is the host's fault. */
    private static int freePort(String host, int first) {
        for (int port = first; port < Math.min(first + PORTS_TRIED, 65_536); port++) {
            try {
                PortProbe.bind(host, port);
                return port;
            } catch (IOException taken) {
                // the next one
            }
        }
        return 0;
    }

    private void descriptors(ServerConfig config) {
        long needed = DESCRIPTORS_PER_CALL * config.limits().maxCalls() * config.workers().count();
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.UnixOperatingSystemMXBean unix) {
            long limit = unix.getMaxFileDescriptorCount();
            if (limit >= needed) {
                ok("open files", "limit " + limit);
            } else {
                fault(
                        Verdict.WARN,
                        "open files",
                        "limit " + limit + ", " + needed + " for all places",
                        Remedy.ofDescriptors(needed, System.getProperty("user.name")));
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
            ok("tls", tls.certificate().toString());
        } catch (IOException unusable) {
            fault(
                    Verdict.FAIL,
                    "tls",
                    String.valueOf(unusable.getMessage()),
                    Remedy.ofTls(tls.key()));
        }
    }

    /** One that is not there yet is made by the server that needs it, not by who looks. */
    private void store(ServerConfig config) {
        Path calls = config.store().file();
        if (calls == null || !Files.exists(calls)) {
            return;
        }
        try {
            SqliteStore.check(calls);
            ok("store", calls.toString());
        } catch (IOException unusable) {
            String problem = String.valueOf(unusable.getMessage());
            fault(Verdict.FAIL, "store", problem, Remedy.ofStore(calls, problem, file));
        }
    }

    /** Without Silero energy serves, so this is never a failure. */
    private void vad(ServerConfig config) {
        if (config.providers().vad() == ServerConfig.Vad.ENERGY) {
            ok("vad", "energy");
            return;
        }
        try {
            SileroModel model = SileroDetectors.check(ModelPlaces.ofThisProcess());
            ok("vad", "silero, " + model.file());
        } catch (SileroException unusable) {
            fault(
                    Verdict.WARN,
                    "vad",
                    "energy serves: " + unusable.getMessage(),
                    Remedy.ofSilero(unusable.reason(), file));
        }
    }

    private void agents(ServerConfig config) {
        try (ConfiguredCalls calls =
                ConfiguredCalls.load(config, new ReadVariables(System.getenv()))) {
            ok(
                    "agents",
                    String.join(
                            ", ",
                            calls.agents().all().stream().map(a -> a.name()).sorted().toList()));
            calls.warmUp();
            ok("speech", "grammars compiled, phrases spoken");
            new ProviderHealth(calls.providers())
                    .statuses(System.currentTimeMillis())
                    .forEach(this::provider);
        } catch (ConfigException wrong) {
            wrong.problems().forEach(problem -> problem("agents", problem));
        } catch (RuntimeException | OutOfMemoryError failed) {
            fault(
                    Verdict.FAIL,
                    "speech",
                    String.valueOf(failed.getMessage()),
                    Remedy.ofSpeech(file));
        }
    }

    private void provider(ProviderHealth.Status status) {
        String found = status.vendor() + ": " + status.state();
        if (ProviderHealth.State.OK.word().equals(status.state())) {
            ok(status.stage(), found);
        } else {
            fault(Verdict.WARN, status.stage(), found, Remedy.ofSpeech(file));
        }
    }

    private void ok(String what, String found) {
        line(Verdict.OK, what, found);
    }

    private void fault(Verdict verdict, String what, String found, String mend) {
        if (verdict == Verdict.FAIL) {
            failures++;
        }
        line(verdict, what, found);
        // a path may hold what the markup would take for its own
        String bold = ansi.enabled() ? "\u001b[1m" + mend + "\u001b[0m" : mend;
        out().println("      mend it:    " + bold);
    }

    private void line(Verdict verdict, String what, String found) {
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
