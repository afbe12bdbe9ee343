/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.Counters;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.conversation.PhraseCache;
import dev.sidetone.orchestrator.journal.CallJournal;
import dev.sidetone.orchestrator.provider.ProviderSet;
import dev.sidetone.orchestrator.provider.catalog.ProviderCatalog;
import dev.sidetone.orchestrator.provider.embedded.EmbeddedRecognizer;
import dev.sidetone.orchestrator.provider.embedded.EmbeddedSpeech;
import dev.sidetone.orchestrator.provider.embedded.EmbeddedVoice;
import dev.sidetone.orchestrator.provider.net.CallIos;
import dev.sidetone.orchestrator.provider.net.ProviderKeys;
import dev.sidetone.orchestrator.provider.net.ProviderNetwork;
import dev.sidetone.orchestrator.provider.scripted.ScriptedModel;
import dev.sidetone.orchestrator.tool.HttpToolGateway;
import dev.sidetone.server.agent.AgentFileException;
import dev.sidetone.server.agent.AgentFileLoader;
import dev.sidetone.server.agent.AgentFileProblem;
import dev.sidetone.server.call.AgentRoster;
import dev.sidetone.server.call.CallFactory;
import dev.sidetone.server.call.LiveCalls;
import dev.sidetone.server.config.ConfigException;
import dev.sidetone.server.config.ReadVariables;
import dev.sidetone.server.config.ServerConfig;
import dev.sidetone.server.lifecycle.FaultLog;
import dev.sidetone.server.metrics.ProviderGauge;
import dev.sidetone.vad.CallDetectors;
import dev.sidetone.vad.energy.EnergyDetectors;
import dev.sidetone.vad.silero.ModelPlaces;
import dev.sidetone.vad.silero.SileroDetectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Agents, providers and tools as the configuration says. Built and closed by the thread that runs
 * the server.
 */
final class ConfiguredCalls implements CallParts {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredCalls.class);
    private static final String EMBEDDED = EmbeddedRecognizer.VENDOR;
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration PHRASE = Duration.ofSeconds(30);
    private static final int TOOLS_AT_A_TIME = 256;

    private final ServerConfig config;
    private final ProviderCatalog catalog;
    private final ProviderNetwork network;
    private final HttpToolGateway tools = new HttpToolGateway(TOOLS_AT_A_TIME, CONNECT);
    private final PhraseCache phrases = new PhraseCache();
    private final Map<String, ProviderSet> providers = new HashMap<>();
    private final CallDetectors detectors;
    private final AgentRoster agents;

    private ConfiguredCalls(
            ServerConfig config,
            Map<String, AgentPlan> plans,
            ProviderCatalog catalog,
            ProviderNetwork network,
            CallDetectors detectors) {
        this.config = config;
        this.catalog = catalog;
        this.network = network;
        this.detectors = detectors;
        Map<String, AgentRoster.Limit> limits = new HashMap<>();
        plans.values().stream()
                .filter(plan -> plan.kind() == AgentPlan.Kind.CASCADE)
                .forEach(plan -> {
                    ProviderSet set = providersOf(plan);
                    providers.put(plan.name(), set);
                    var traits = set.recognizer().traits();
                    limits.put(
                            plan.name(),
                            new AgentRoster.Limit("stt/" + traits.vendor(), traits.maxCalls()));
                });
        this.agents =
                new AgentRoster(
                        plans.values(),
                        limits,
                        config.agents().numbers(),
                        config.agents().defaultAgent());
        mustExist("default-agent", config.agents().defaultAgent());
        config.agents().numbers().forEach((number, agent) -> mustExist("numbers", agent));
    }

    private void mustExist(String key, String agent) {
        if (agents.find(agent).isEmpty()) {
            String known =
                    String.join(", ", agents.all().stream().map(AgentPlan::name).sorted().toList());
            throw new IllegalArgumentException(
                    key + ": \"" + agent + "\" does not fit; expected one of " + known);
        }
    }

    /**
     * Loads agents and builds providers.
     *
     * @param variables what agents' files may name
     * @throws ConfigException when an agent's file or a provider's name is wrong
     */
    static ConfiguredCalls load(ServerConfig config, ReadVariables variables)
            throws ConfigException {
        ProviderNetwork network = network(config);
        ProviderCatalog catalog =
                new ProviderCatalog(config.vendors(), network, new ProviderKeys(variables));
        try {
            Path folder = config.agents().directory();
            Map<String, AgentPlan> plans =
                    new AgentFileLoader(variables).load(Files.isDirectory(folder) ? folder : null);
            return new ConfiguredCalls(
                    config, plans, catalog, network, detectors(config, variables));
        } catch (AgentFileException wrong) {
            catalog.close();
            network.close();
            throw new ConfigException(
                    wrong.problems().stream().map(AgentFileProblem::toString).toList());
        } catch (IllegalArgumentException wrong) {
            catalog.close();
            network.close();
            throw new ConfigException(List.of(String.valueOf(wrong.getMessage())));
        }
    }

    private static CallDetectors detectors(ServerConfig config, ReadVariables variables) {
        return switch (config.providers().vad()) {
            case ENERGY -> new EnergyDetectors();
            case SILERO -> SileroDetectors.find(ModelPlaces.of(variables));
        };
    }

    private static ProviderNetwork network(ServerConfig config) throws ConfigException {
        try {
            return ProviderNetwork.ofThisMachine(
                    config.providers().authorities(), new FaultLog(Thread::startVirtualThread));
        } catch (IOException unusable) {
            throw new ConfigException(List.of("providers.ca-file: " + unusable.getMessage()));
        }
    }

    private ProviderSet providersOf(AgentPlan plan) {
        ServerConfig.Providers defaults = config.providers();
        AgentPlan.Providers own = plan.providers();
        String stt = own.stt() == null ? defaults.stt() : own.stt();
        String llm = own.llm() == null ? defaults.llm() : own.llm();
        if (stt.equals(EMBEDDED) && !llm.equals(EMBEDDED)) {
            throw new IllegalArgumentException(
                    "agent "
                            + plan.name()
                            + ": speech to text \"embedded\" understands only what the embedded"
                            + " language model expects; with language model \""
                            + llm
                            + "\" choose another one (providers.stt)");
        }
        return new ProviderSet(
                catalog.recognizer(stt),
                catalog.model(llm),
                catalog.synthesizer(own.tts() == null ? defaults.tts() : own.tts()));
    }

    @Override
    public void attach(CallIos ios, Counters counters) {
        network.attach(ios, counters);
    }

    @Override
    public AgentRoster agents() {
        return agents;
    }

    @Override
    public CallFactory factory(CallJournal journal) {
        return new LiveCalls(
                config.call(), config.turn(), providers, tools, phrases, journal, detectors);
    }

    /** Grammars and fixed phrases of every agent: the first caller waits for neither. */
    @Override
    public void warmUp() {
        // grammars keep the recogniser's threads busy, phrases the voice's: side by side
        CompletableFuture<Void> spoken = CompletableFuture.runAsync(this::speakPhrases);
        forEachAgent(
                (agent, set) -> set.recognizer().prepare(agent, set.model().expectations(agent)));
        spoken.join();
    }

    /**
     * What a remote voice would say is spoken by the embedded one, for the case that the remote one
     * fails: nobody is asked over the network, and the caller hears the agent's own words.
     */
    private void speakPhrases() {
        forEachAgent((agent, set) -> {
            if (!set.synthesizer().remote()) {
                phrases.prepare(agent, set.synthesizer(), AudioFormat.MULAW_8K, PHRASE);
            }
        });
        if (providers.values().stream().anyMatch(set -> set.synthesizer().remote())) {
            if (!EmbeddedSpeech.isInstalled()) {
                LOG.warn(
                        "embedded speech is not installed: where a voice fails, nothing stands in");
                return;
            }
            try (EmbeddedVoice reserve = EmbeddedVoice.create(config.embedded())) {
                forEachAgent((agent, set) -> {
                    if (set.synthesizer().remote()) {
                        phrases.prepareReserve(agent, reserve, AudioFormat.MULAW_8K, PHRASE);
                    }
                });
            }
        }
    }

    private void forEachAgent(BiConsumer<AgentPlan, ProviderSet> work) {
        agents.all()
                .forEach(agent -> {
                    ProviderSet set = providers.get(agent.name());
                    if (set != null) {
                        work.accept(agent, set);
                    }
                });
    }

    @Override
    public CallFactory rehearsalFactory() {
        return new LiveCalls(
                config.call(),
                config.turn(),
                providers,
                new NoTools(),
                phrases,
                event -> OfferResult.ACCEPTED,
                detectors);
    }

    /** As many as recogniser threads, so that each of them has decoded once. */
    @Override
    public List<Rehearsal> rehearsals() throws InterruptedException {
        Optional<AgentPlan> agent =
                Stream.concat(
                                agents.find(config.agents().defaultAgent()).stream(),
                                agents.all().stream())
                        .filter(plan -> isEmbedded(providers.get(plan.name())))
                        .findFirst();
        if (agent.isEmpty()) {
            return List.of();
        }
        ProviderSet set = Objects.requireNonNull(providers.get(agent.get().name()));
        Rehearsal rehearsal = RehearsedCaller.rehearsal(agent.get(), set.synthesizer(), PHRASE);
        return Collections.nCopies(config.embedded().recognizerThreads(), rehearsal);
    }

    private static boolean isEmbedded(@Nullable ProviderSet set) {
        return set != null
                && set.recognizer() instanceof EmbeddedRecognizer
                && set.model() instanceof ScriptedModel
                && set.synthesizer() instanceof EmbeddedVoice;
    }

    @Override
    public CallDetectors detectors() {
        return detectors;
    }

    @Override
    public List<ProviderGauge> providers() {
        return ProviderGauges.of(providers.values(), config.embedded());
    }

    @Override
    public void close() {
        tools.close();
        catalog.close();
        network.close();
    }
}
