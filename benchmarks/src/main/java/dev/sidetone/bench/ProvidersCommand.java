/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench;

import dev.sidetone.bench.providers.DelayPlan;
import dev.sidetone.bench.providers.FaultPlan;
import dev.sidetone.bench.providers.ProvidersConfig;
import dev.sidetone.bench.providers.ProvidersServer;
import dev.sidetone.bench.providers.Stage;
import dev.sidetone.bench.providers.StageDelay;
import dev.sidetone.media.worker.JvmThreads;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sidetone providers}: scripted vendors, until a signal ends them. */
@Command(
        name = "providers",
        description = "Scripted Deepgram, OpenAI and ElevenLabs on one local port.",
        mixinStandardHelpOptions = true)
final class ProvidersCommand implements Callable<Integer> {

    private static final int CANNOT_START = 2;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "the port (a free one)")
    private int port;

    @Option(
            names = "--delay",
            paramLabel = "STAGE=P50,P99",
            description = "ms, log-normal; a stage is stt, llm, llm-token or tts (no delay)")
    private List<String> delays = List.of();

    @Option(
            names = "--fault",
            paramLabel = "[STAGE:]FAULT=RATE",
            description =
                    "stall, cut, reset, garbage, 429, 401, close or slow, for a share of the requests;"
                            + " FAULT@NUMBER for a phrase")
    private List<String> faults = List.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of delays and faults (${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--require-key",
            paramLabel = "KEY",
            description = "the only key taken; any otherwise")
    private @Nullable String requiredKey;

    @Override
    public Integer call() {
        ProvidersConfig config = config();
        try (ProvidersServer server = ProvidersServer.start(config)) {
            Thread ender = new Thread(() -> end(server), "sidetone-providers-end");
            Runtime.getRuntime().addShutdownHook(ender);
            JvmThreads.giveWay();
            announce(server.address(), config.delays());
            return server.awaitEnd() == null ? 0 : 1;
        } catch (IOException e) {
            Terminal.errors().println("sidetone providers: " + e.getMessage());
            return CANNOT_START;
        }
    }

    private ProvidersConfig config() {
        try {
            return new ProvidersConfig(
                    port,
                    DelayPlan.parse(delays, seed),
                    FaultPlan.parse(faults, seed),
                    requiredKey);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void announce(URI address, DelayPlan plan) {
        PrintStream out = Terminal.out();
        String key = requiredKey == null ? "scripted" : requiredKey;
        out.println("providers " + address);
        out.println();
        out.println("export DEEPGRAM_BASE_URL=" + address + " DEEPGRAM_API_KEY=" + key);
        out.println("export OPENAI_BASE_URL=" + address + "/v1 OPENAI_API_KEY=" + key);
        out.println("export ELEVENLABS_BASE_URL=" + address + " ELEVENLABS_API_KEY=" + key);
        out.println();
        for (Stage stage : Stage.values()) {
            StageDelay delay = plan.of(stage);
            out.println(
                    "delay %-9s p50 %.1f ms, p99 %.1f ms"
                            .formatted(stage.label(), delay.p50Ms(), delay.p99Ms()));
        }
        out.println("turns %s/turns, figures %s/stats".formatted(address, address));
        out.println(
                "hears coded speech only: sidetone load ws://HOST:PORT/twilio/media --calls N"
                        + " --scenario talk --providers "
                        + address);
        out.flush();
    }

    /** A signal came: what was done is said before the port closes. */
    private static void end(ProvidersServer server) {
        Terminal.out().println(server.summary());
        Terminal.out().flush();
        server.close();
    }
}
