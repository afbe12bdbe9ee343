/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.elevenlabs;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.provider.SpeechSynthesizer;
import dev.sidetone.orchestrator.provider.net.CallIo;
import dev.sidetone.orchestrator.provider.net.ProviderAccess;
import dev.sidetone.orchestrator.provider.net.ProviderLoad;
import dev.sidetone.orchestrator.provider.net.ProviderNetwork;
import dev.sidetone.orchestrator.provider.net.RemoteProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * ElevenLabs' stream-input as a voice. Audio comes in the wire's own codec and is passed on as it
 * is. Each call keeps one socket open ahead of its next utterance, on its own loop. Shared by all
 * calls; any worker opens streams.
 *
 * <p>When full: audio for which a call's inbox has no room waits at the vendor, since its socket is
 * not read meanwhile.
 */
public final class ElevenLabsVoice implements SpeechSynthesizer, RemoteProvider {
    /** Its name in configuration and turn records. */
    public static final String VENDOR = "elevenlabs";

    private final ProviderAccess access;
    private final ProviderNetwork network;
    private final ElevenLabsConfig config;
    private final ProviderLoad load = new ProviderLoad();
    private final Map<CallIo, LoopScratch> scratches = new ConcurrentHashMap<>();

    /** Connects nowhere yet. */
    public ElevenLabsVoice(
            ProviderAccess access, ProviderNetwork network, ElevenLabsConfig config) {
        this.access = access;
        this.network = network;
        this.config = config;
    }

    @Override
    public String vendor() {
        return VENDOR;
    }

    /** Fixed phrases are spoken live too: no vendor is contacted before a call needs it. */
    @Override
    public boolean remote() {
        return true;
    }

    @Override
    public ProviderLoad load() {
        return load;
    }

    @Override
    public Stream open(AgentPlan.Voice voice, AudioFormat format, Mailbox mailbox) {
        CallIo io = network.ioOfThisThread();
        LoopScratch scratch = scratches.computeIfAbsent(io, loop -> new LoopScratch());
        VoiceRequest request = new VoiceRequest(access, config, voice, format);
        return new ElevenLabsStream(
                new ElevenLabsStream.Setting(network, config, request, format, load),
                io,
                scratch.message(),
                new SpeechDelivery(mailbox, scratch.base64()));
    }

    /** Sockets end with the loops they live on. */
    @Override
    public void close() {
        scratches.clear();
    }
}
