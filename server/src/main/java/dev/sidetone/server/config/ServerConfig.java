/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.config;

import dev.sidetone.orchestrator.conversation.CallLimits;
import dev.sidetone.orchestrator.provider.catalog.ProviderConfigs;
import dev.sidetone.orchestrator.provider.embedded.EmbeddedSpeechConfig;
import dev.sidetone.orchestrator.turn.TurnConfig;
import dev.sidetone.server.io.ThreadMode;
import dev.sidetone.server.io.WaitMode;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration, immutable. Only the composition root sees all of it; every component
 * gets its own part. {@code reference.yaml} explains each value.
 *
 * @param adminToken bearer token for the API, the metrics and the page; null when none is set
 */
public record ServerConfig(
        Listen listen,
        Workers workers,
        Agents agents,
        Carriers carriers,
        TurnConfig turn,
        CallLimits call,
        Limits limits,
        Store store,
        Providers providers,
        ProviderConfigs vendors,
        Duration drainTime,
        @Nullable String adminToken) {

    /** The embedded vendor's part. */
    public EmbeddedSpeechConfig embedded() {
        return vendors.embedded();
    }

    /**
     * Where the server listens.
     *
     * @param port 0 takes a free one
     * @param publicUrl what carriers see; null where they see the port itself
     * @param adminPort port of the API, the metrics and the page; null puts them on the one port
     * @param tls null for plain HTTP
     */
    public record Listen(
            String host,
            int port,
            @Nullable URI publicUrl,
            @Nullable Integer adminPort,
            @Nullable Tls tls) {

        /** True when only this machine can reach the port. */
        public boolean loopback() {
            try {
                return InetAddress.getByName(host).isLoopbackAddress();
            } catch (UnknownHostException unknown) {
                return false;
            }
        }
    }

    /** PEM files of the certificate chain and its private key. */
    public record Tls(Path certificate, Path key) {}

    /**
     * The threads that own calls, and sockets.
     *
     * @param ioThreads threads of sockets in dedicated mode; 0 in shared mode
     * @param ringSlots of each worker's inbox, and outbox
     */
    public record Workers(
            int count, ThreadMode mode, int ioThreads, WaitMode waitMode, int ringSlots) {}

    /**
     * Which agent answers.
     *
     * @param numbers called number to agent
     */
    public record Agents(String defaultAgent, Path directory, Map<String, String> numbers) {
        public Agents {
            numbers = Map.copyOf(numbers);
        }
    }

    /** What each carrier needs. */
    public record Carriers(Twilio twilio) {}

    /**
     * Twilio Media Streams.
     *
     * @param authToken the account's secret; null accepts unsigned webhooks and sockets without
     *     token
     * @param connectAction the {@code action} of {@code <Connect>}, or null
     */
    public record Twilio(
            @Nullable String authToken,
            Duration lookAhead,
            Duration startTimeout,
            Duration mediaTimeout,
            Duration mediaGap,
            Duration stallTimeout,
            Duration tokenValidity,
            @Nullable URI connectAction,
            AfterStream afterStream) {}

    /**
     * What the carrier does once the stream has ended, a person's number for example.
     *
     * @param value number, text or URL, as the verb needs
     */
    public record AfterStream(Verb verb, String value) {

        /** TwiML verbs that can follow. */
        public enum Verb {
            /** Dials a number. */
            DIAL,
            /** Says a text, then hangs up. */
            SAY,
            /** Hangs up. */
            HANGUP,
            /** Goes on with another TwiML document. */
            REDIRECT
        }
    }

    /**
     * Every bound.
     *
     * @param maxCalls per worker
     * @param busyPercent load at which a worker takes no new calls; 0 for no such limit
     * @param connections open at a time, over all workers and ports
     */
    public record Limits(
            int maxCalls,
            int busyPercent,
            int connections,
            int keptCalls,
            int recordQueue,
            int storeQueue,
            int requestBytes,
            int messageBytes,
            int writeBytes,
            Duration requestTimeout) {}

    /**
     * Where calls are kept beyond their end.
     *
     * @param file null keeps them in memory alone
     * @param retention age at which they are deleted; zero for never
     * @param maxMb greatest size of the file; 0 for none
     */
    public record Store(@Nullable Path file, Duration retention, int maxMb) {}

    /**
     * Vendors' names.
     *
     * @param authorities PEM file of authorities that vouch for providers, beside those of the JDK;
     *     null for none
     */
    public record Providers(
            String stt, String llm, String tts, Vad vad, @Nullable Path authorities) {}

    /** Voice activity detectors. */
    public enum Vad {
        /** Adaptive energy. */
        ENERGY,
        /** Silero behind it; where there is no model, energy alone. */
        SILERO
    }
}
