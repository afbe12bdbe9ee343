/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.SharedCounters;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.provider.RecognitionEvent;
import dev.sidetone.orchestrator.provider.SpeechRecognizer;
import dev.sidetone.orchestrator.provider.net.LoopbackIo;
import dev.sidetone.orchestrator.provider.net.ProviderAccess;
import dev.sidetone.orchestrator.provider.net.ProviderAddress;
import dev.sidetone.orchestrator.provider.net.ProviderNetwork;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One recogniser with real sockets, a server that does as told, and the facts that came. */
abstract class DeepgramRig implements Mailbox {
    static final Duration LONG = Duration.ofSeconds(20);
    static final String FINAL = ",\"is_final\":true";
    static final byte[] PONG = {(byte) 0x8A, 0};
    static final String FINALIZED = FINAL + ",\"from_finalize\":true";

    final LoopbackIo io = new LoopbackIo();
    final SharedCounters counters = new SharedCounters();
    final BlockingQueue<RecognitionEvent> facts = new LinkedBlockingQueue<>();
    final AtomicInteger loopsAsked = new AtomicInteger();
    @Nullable ProviderNetwork network;
    ListenPeer peer;

    @BeforeEach
    void listen() throws Exception {
        peer = new ListenPeer(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
    }

    @AfterEach
    void close() throws Exception {
        io.close();
        peer.close();
        if (network != null) {
            network.close();
        }
    }

    /** With limits that no test reaches. */
    SpeechRecognizer.Stream open() throws Exception {
        return open(limits(LONG, LONG));
    }

    SpeechRecognizer.Stream open(DeepgramConfig.Limits limits) throws Exception {
        return open("ws://127.0.0.1:", null, limits);
    }

    SpeechRecognizer.Stream open(
            String base, @Nullable Path authorities, DeepgramConfig.Limits limits)
            throws Exception {
        ProviderNetwork ours = ProviderNetwork.ofThisMachine(authorities, fault -> {});
        network = ours;
        ours.attach(
                () -> {
                    loopsAsked.incrementAndGet();
                    return io;
                },
                counters);
        DeepgramConfig config =
                new DeepgramConfig("nova-3", "en", 300, 1000, List.of(), Map.of(), 40, limits);
        return new DeepgramRecognizer(
                        new ProviderAccess(
                                ProviderAddress.of("deepgram", base + peer.port()), "hidden"),
                        config,
                        ours)
                .open(AgentPlan.echo(), AudioFormat.MULAW_8K, this);
    }

    static DeepgramConfig.Limits limits(Duration keepAlive, Duration stall) {
        return new DeepgramConfig.Limits(LONG, LONG, keepAlive, stall, LONG, 1000, 3);
    }

    static byte[] audio(int ms) {
        byte[] audio = new byte[ms * 8];
        for (int i = 0; i < audio.length; i++) {
            audio[i] = (byte) ((i * 31) >> 3);
        }
        return audio;
    }

    static void offer(SpeechRecognizer.Stream stream, byte[] audio) {
        for (int at = 0; at < audio.length; at += 160) {
            byte[] frame = Arrays.copyOfRange(audio, at, Math.min(audio.length, at + 160));
            assertThat(stream.audio(frame, 0, frame.length)).isEqualTo(OfferResult.ACCEPTED);
        }
    }

    /** The service has so much more audio: what it says of it is not ahead of the stream. */
    static void awaitAudio(ListenPeer.Connection service, int ms) throws InterruptedException {
        int heard = 0;
        while (heard < ms * 8) {
            heard += service.audioLength();
        }
    }

    /** Asks for the final, and has the service hear so. */
    static void ask(SpeechRecognizer.Stream stream, ListenPeer.Connection service, int utterance)
            throws Exception {
        stream.requestFinal(utterance);
        assertThat(service.text()).isEqualTo("{\"type\":\"Finalize\"}");
    }

    RecognitionEvent fact() throws InterruptedException {
        RecognitionEvent fact = facts.poll(20, TimeUnit.SECONDS);
        if (fact == null) {
            throw new AssertionError("no fact came");
        }
        return fact;
    }

    RecognitionEvent.Failed failed() throws InterruptedException {
        return (RecognitionEvent.Failed) fact();
    }

    /** Counters have no listeners: the class's time limit bounds this. */
    void awaitCount(MediaCounter counter, long least) throws Exception {
        while (counters.get(counter) < least) {
            // a round trip over the loop on which it is counted
            io.loop().submit(() -> {}).get(20, TimeUnit.SECONDS);
        }
    }

    @Override
    public OfferResult synthesis(int utterance, byte[] audio, int offset, int length) {
        throw new AssertionError("a recogniser does not speak");
    }

    @Override
    public OfferResult fact(SlotKind kind, Object fact) {
        assertThat(kind).isEqualTo(SlotKind.RECOGNITION);
        facts.add((RecognitionEvent) fact);
        return OfferResult.ACCEPTED;
    }
}
