/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.Expectation;
import dev.sidetone.orchestrator.provider.LanguageModel;
import dev.sidetone.orchestrator.provider.net.CallIo;
import dev.sidetone.orchestrator.provider.net.ProviderAccess;
import dev.sidetone.orchestrator.provider.net.ProviderLoad;
import dev.sidetone.orchestrator.provider.net.ProviderNetwork;
import dev.sidetone.orchestrator.provider.net.RemoteProvider;
import dev.sidetone.orchestrator.provider.net.http.HttpConnections;
import dev.sidetone.orchestrator.provider.net.json.JsonMessages;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * OpenAI's chat completions as a language model; base URL and key decide whose. Each call keeps one
 * connection warm on its own loop. Shared by all calls; any worker opens streams.
 *
 * <p>When behind: a generation that a call no longer wants is taken back by closing its connection,
 * so there is at most one request for each call.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/create">the API</a>
 */
public final class OpenAiModel implements LanguageModel, RemoteProvider {
    /** Its name in configuration and turn records. */
    public static final String VENDOR = "openai";

    /** Agents in use at a time; beyond it (agents reloaded many times) all are written anew. */
    private static final int MAX_AGENTS = 256;

    private final ProviderAccess access;
    private final ProviderNetwork network;
    private final OpenAiConfig config;
    private final HttpConnections connections;
    private final ProviderLoad load = new ProviderLoad();
    private final Map<AgentPlan, ChatRequest> requests = new ConcurrentHashMap<>();
    private final Map<CallIo, JsonMessages> messages = new ConcurrentHashMap<>();

    /** Connects nowhere yet. */
    public OpenAiModel(ProviderAccess access, ProviderNetwork network, OpenAiConfig config) {
        this.access = access;
        this.network = network;
        this.config = config;
        this.connections =
                new HttpConnections(
                        network,
                        access.address(),
                        new HttpConnections.Limits(
                                config.connectTimeout(),
                                config.idleConnections(),
                                config.idleTime()));
    }

    @Override
    public String vendor() {
        return VENDOR;
    }

    /** None: what a caller says to a model is not known beforehand. */
    @Override
    public List<Expectation> expectations(AgentPlan agent) {
        return List.of();
    }

    @Override
    public Stream open(AgentPlan agent, Mailbox mailbox) {
        CallIo io = network.ioOfThisThread();
        return new OpenAiStream(
                new OpenAiStream.Setting(
                        access,
                        network,
                        config,
                        agent,
                        requestOf(agent),
                        messages.computeIfAbsent(io, loop -> new JsonMessages()),
                        mailbox,
                        load),
                io,
                connections.open(io));
    }

    @Override
    public ProviderLoad load() {
        return load;
    }

    private ChatRequest requestOf(AgentPlan agent) {
        ChatRequest known = requests.get(agent);
        if (known != null) {
            return known;
        }
        if (requests.size() >= MAX_AGENTS) {
            requests.clear();
        }
        ChatRequest written = new ChatRequest(agent, config);
        requests.put(agent, written);
        return written;
    }

    /** Connections end with the loops they live on. */
    @Override
    public void close() {
        requests.clear();
        messages.clear();
    }
}
