/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.Expectation;
import dev.sidetone.orchestrator.provider.RecognizerTraits;
import dev.sidetone.orchestrator.provider.SpeechRecognizer;
import dev.sidetone.orchestrator.provider.net.CallIo;
import dev.sidetone.orchestrator.provider.net.ProviderAccess;
import dev.sidetone.orchestrator.provider.net.ProviderLoad;
import dev.sidetone.orchestrator.provider.net.ProviderNetwork;
import dev.sidetone.orchestrator.provider.net.RemoteProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * <a href="https://developers.deepgram.com/docs/live-streaming-audio">Deepgram live</a>, version 1:
 * one WebSocket a call, opened when the call starts, on the loop of the call's worker. The wire's
 * codec goes through untouched. Created once, shared by all calls; any thread.
 */
public final class DeepgramRecognizer implements SpeechRecognizer, RemoteProvider {
    /** Its name in configuration. */
    public static final String VENDOR = "deepgram";

    /** Where it is reached unless a base URL says otherwise. */
    public static final String PUBLIC_SERVICE = "https://api.deepgram.com";

    /** Between turns nobody waits for words: fewer messages for callers who listen. */
    private static final int IDLE_BATCH_MS = 100;

    private final ProviderAccess access;
    private final DeepgramConfig config;
    private final ProviderNetwork network;
    private final RecognizerTraits traits;
    private final ProviderLoad load = new ProviderLoad();
    private final Map<CallIo, ListenLoop> loops = new ConcurrentHashMap<>();

    public DeepgramRecognizer(
            ProviderAccess access, DeepgramConfig config, ProviderNetwork network) {
        this.access = access;
        this.config = config;
        this.network = network;
        boolean declaresEnds = config.endpointingMs() > 0 || config.utteranceEndMs() > 0;
        this.traits = new RecognizerTraits(VENDOR, true, Integer.MAX_VALUE, declaresEnds);
    }

    @Override
    public RecognizerTraits traits() {
        return traits;
    }

    @Override
    public ProviderLoad load() {
        return load;
    }

    /** Nothing to bring up: the service knows its language. */
    @Override
    public void prepare(AgentPlan agent, Iterable<Expectation> expectations) {}

    @Override
    public Stream open(AgentPlan agent, AudioFormat format, Mailbox mailbox) {
        CallIo io = network.ioOfThisThread();
        LiveTranscription live =
                new LiveTranscription(
                        access,
                        config,
                        format,
                        network,
                        loops.computeIfAbsent(io, ListenLoop::new),
                        mailbox,
                        load);
        DeepgramStream stream =
                new DeepgramStream(
                        live,
                        io.loop(),
                        config.batchMs() * format.bytesPerMs(),
                        Math.max(IDLE_BATCH_MS, config.batchMs()) * format.bytesPerMs(),
                        load);
        stream.open();
        return stream;
    }

    /** The calls' streams are closed by their calls. */
    @Override
    public void close() {
        loops.clear();
    }
}
