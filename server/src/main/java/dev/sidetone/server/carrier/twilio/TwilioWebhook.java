/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.server.api.ApiRequest;
import dev.sidetone.server.api.ApiResponse;
import dev.sidetone.server.call.AgentRoster;
import dev.sidetone.server.call.CallAdmission;
import dev.sidetone.server.carrier.CallToken;
import dev.sidetone.server.config.ServerConfig;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers Twilio's question what to do with a call: connect it to the media socket, with a token
 * and a kept place, or apologise. Virtual threads; stateless.
 */
final class TwilioWebhook {
    static final String MEDIA_PATH = "/twilio/media";

    private static final String BUSY =
            "We are sorry, all our lines are busy. Please call again later.";
    private static final String UNKNOWN = "We are sorry, this number is not in service.";

    private final ServerConfig.Twilio config;
    private final @Nullable URI publicUrl;
    private final boolean tls;
    private final AgentRoster agents;
    private final CallAdmission admission;
    private final CallToken tokens;
    private final Counters counters;
    private final Clock clock;
    private final @Nullable TwilioSignature signature;

    TwilioWebhook(TwilioCarrier.Parts parts, CallToken tokens) {
        this.config = parts.config();
        this.publicUrl = parts.publicUrl();
        this.tls = parts.tls();
        this.agents = parts.agents();
        this.admission = parts.admission();
        this.tokens = tokens;
        this.counters = parts.counters();
        this.clock = parts.clock();
        String authToken = config.authToken();
        this.signature = authToken == null ? null : new TwilioSignature(authToken);
    }

    ApiResponse answer(ApiRequest request) {
        Map<String, List<String>> form;
        String asked;
        try {
            form = request.isForm() ? request.form() : Map.of();
            asked = first(request.query(), StreamGate.AGENT);
        } catch (IllegalArgumentException broken) {
            return ApiResponse.problem(
                    400, "bad_form", "Bad form", "Expected percent-encoded parameters.");
        }
        if (signature != null && !signed(signature, request, form)) {
            counters.increment(MediaCounter.SIGNATURE_REFUSED);
            return ApiResponse.problem(
                    403,
                    "bad_signature",
                    "Bad signature",
                    "X-Twilio-Signature does not fit the request.");
        }
        String callSid = first(form, "CallSid");
        if (callSid == null || !Sid.fits(callSid)) {
            return ApiResponse.problem(
                    400,
                    "bad_form",
                    "Bad form",
                    "Expected the form parameter CallSid, " + Sid.EXPECTED + ".");
        }
        String called = first(form, "To");
        return twiml(request, callSid, called, agents.nameFor(asked, called));
    }

    private ApiResponse twiml(
            ApiRequest request, String callSid, @Nullable String called, String agent) {
        if (agents.find(agent).isEmpty()) {
            counters.increment(MediaCounter.UNKNOWN_AGENT);
            return ApiResponse.xml(Twiml.apology(UNKNOWN));
        }
        long nowMs = clock.millis();
        CallAdmission.Place place = admission.reserve(agents.limitOf(agent), nowMs);
        if (place.answer() != CallAdmission.Answer.ADMITTED) {
            counters.increment(
                    switch (place.answer()) {
                        case AGENT_BUSY -> MediaCounter.ADMISSION_REFUSED_AGENT;
                        case NO_HEADROOM -> MediaCounter.ADMISSION_REFUSED_HEADROOM;
                        default -> MediaCounter.ADMISSION_REFUSED_WEBHOOK;
                    });
            return ApiResponse.xml(Twiml.apology(BUSY));
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(StreamGate.AGENT, agent);
        if (called != null) {
            parameters.put(StreamGate.CALLED, called);
        }
        parameters.put(StreamGate.TOKEN, tokens.issue(callSid, agent, place.id(), nowMs));
        URI action = config.connectAction();
        String streamUrl = "ws" + base(request).substring("http".length()) + MEDIA_PATH;
        return ApiResponse.xml(
                Twiml.connect(
                        streamUrl,
                        action == null ? null : action.toString(),
                        parameters,
                        config.afterStream()));
    }

    private boolean signed(
            TwilioSignature checker, ApiRequest request, Map<String, List<String>> form) {
        String url = base(request) + request.target();
        String given = request.header("x-twilio-signature");
        return request.isForm()
                ? checker.fitsForm(url, form, given)
                : checker.fitsBody(url, request.body(), given);
    }

    /** Scheme, host and path prefix that Twilio sees; without a trailing slash. */
    private String base(ApiRequest request) {
        if (publicUrl != null) {
            String configured = publicUrl.toString();
            return configured.endsWith("/")
                    ? configured.substring(0, configured.length() - 1)
                    : configured;
        }
        String host = request.header("host");
        return (tls ? "https://" : "http://") + (host == null ? "localhost" : host);
    }

    private static @Nullable String first(Map<String, List<String>> form, String name) {
        List<String> values = form.get(name);
        return values == null || values.isEmpty() || values.get(0).isEmpty() ? null : values.get(0);
    }
}
