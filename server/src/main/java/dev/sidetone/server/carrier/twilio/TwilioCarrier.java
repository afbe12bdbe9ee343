/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.worker.MediaWorker;
import dev.sidetone.server.api.ApiResponse;
import dev.sidetone.server.api.Router;
import dev.sidetone.server.api.UpgradeRoute;
import dev.sidetone.server.call.AgentRoster;
import dev.sidetone.server.call.CallAdmission;
import dev.sidetone.server.call.CallOpener;
import dev.sidetone.server.carrier.CallToken;
import dev.sidetone.server.config.ServerConfig;
import dev.sidetone.server.io.WorkerEventLoopGroup;
import dev.sidetone.server.metrics.EndingCounters;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Twilio, whole: the webhook at {@code /twilio/voice} and the media socket at {@code
 * /twilio/media}. Made by the composition root before the port opens.
 */
public final class TwilioCarrier {
    private static final String VOICE_PATH = "/twilio/voice";

    private final Parts parts;
    private final CallToken tokens;
    private final List<TwilioStation> stations;

    /**
     * The parts of the server that Twilio's calls need.
     *
     * @param tls true when the port itself speaks TLS
     */
    public record Parts(
            ServerConfig.Twilio config,
            @Nullable URI publicUrl,
            boolean tls,
            AgentRoster agents,
            CallAdmission admission,
            CallOpener opener,
            Counters counters,
            EndingCounters endings,
            Clock clock) {}

    public TwilioCarrier(Parts parts, WorkerEventLoopGroup loops, List<MediaWorker> workers) {
        this.parts = parts;
        ServerConfig.Twilio config = parts.config();
        String authToken = config.authToken();
        long validityMs = config.tokenValidity().toMillis();
        this.tokens =
                authToken == null
                        ? CallToken.ofThisProcess(validityMs)
                        : CallToken.derivedFrom(authToken, validityMs);
        TwilioSettings settings =
                new TwilioSettings(
                        authToken != null,
                        Math.toIntExact(config.lookAhead().toMillis()),
                        config.startTimeout(),
                        config.mediaTimeout(),
                        config.mediaGap(),
                        config.stallTimeout());
        StreamGate gate =
                new StreamGate(
                        parts.agents(),
                        tokens,
                        settings.tokenNeeded(),
                        parts.counters(),
                        parts.clock());
        var shared =
                new TwilioStation.Shared(
                        parts.opener(), gate, settings, parts.counters(), parts.endings());
        this.stations =
                workers.stream()
                        .map(worker ->
                                new TwilioStation(
                                        loops.ofWorker(worker.index()),
                                        worker,
                                        loops.outboxOf(worker.index()),
                                        shared))
                        .toList();
    }

    /** Adds the webhook. */
    public void routes(Router router) {
        TwilioWebhook webhook = new TwilioWebhook(parts, tokens);
        router.open("POST", VOICE_PATH, (request, id) -> webhook.answer(request));
    }

    /** The media socket. */
    public UpgradeRoute mediaSocket() {
        return new UpgradeRoute(
                TwilioWebhook.MEDIA_PATH,
                this::refusal,
                worker -> new TwilioMediaHandler(stations.get(worker)));
    }

    private Optional<ApiResponse> refusal(int worker) {
        long nowMs = parts.clock().millis();
        if (!parts.admission().mayConnect(nowMs)) {
            parts.counters().increment(MediaCounter.ADMISSION_REFUSED_UPGRADE);
            return Optional.of(busy("no_capacity", "No capacity", "All places are taken"));
        }
        if (!parts.admission().mayConnectTo(worker, nowMs)) {
            parts.counters().increment(MediaCounter.ADMISSION_REFUSED_HEADROOM);
            return Optional.of(busy("no_headroom", "No headroom", "The server is too busy"));
        }
        return Optional.empty();
    }

    private static ApiResponse busy(String code, String title, String detail) {
        return ApiResponse.problem(503, code, title, detail + "; try again.")
                .with("Retry-After", "5");
    }
}
