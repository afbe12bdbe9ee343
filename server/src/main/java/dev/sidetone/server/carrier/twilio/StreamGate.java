/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.server.call.AgentRoster;
import dev.sidetone.server.call.CallRequest;
import dev.sidetone.server.carrier.CallToken;
import java.time.Clock;

/**
 * Decides whether a stream that starts may ask for a call, and for which: by its parameters {@code
 * agent}, {@code called} and {@code token}. Any worker; stateless.
 */
final class StreamGate {
    static final String AGENT = "agent";
    static final String CALLED = "called";
    static final String TOKEN = "token";

    private final AgentRoster agents;
    private final CallToken tokens;
    private final boolean tokenNeeded;
    private final Counters counters;
    private final Clock clock;

    StreamGate(
            AgentRoster agents,
            CallToken tokens,
            boolean tokenNeeded,
            Counters counters,
            Clock clock) {
        this.agents = agents;
        this.tokens = tokens;
        this.tokenNeeded = tokenNeeded;
        this.counters = counters;
        this.clock = clock;
    }

    /** What the gate says. */
    sealed interface Passage {

        /** Go on. */
        record Open(CallRequest request) implements Passage {}

        /** Stop here. */
        record Shut(Termination termination) implements Passage {}
    }

    Passage check(TwilioMessage.Start start) {
        if (!TwilioLink.ENCODING.equals(start.encoding())
                || start.sampleRate() != TwilioLink.SAMPLE_RATE) {
            counters.increment(MediaCounter.MESSAGE_FIELD_INVALID);
            return shut(
                    Termination.Reason.MALFORMED,
                    "expected a mediaFormat of audio/x-mulaw at 8000");
        }
        var parameters = start.customParameters();
        String agent = agents.nameFor(parameters.get(AGENT), parameters.get(CALLED));
        CallToken.Verdict verdict =
                tokens.check(parameters.get(TOKEN), start.callSid(), agent, clock.millis());
        return switch (verdict.kind()) {
            case VALID ->
                    new Passage.Open(
                            new CallRequest(start.callSid(), agent, verdict.reservation()));
            case MISSING -> {
                if (!tokenNeeded) {
                    yield new Passage.Open(new CallRequest(start.callSid(), agent, null));
                }
                counters.increment(MediaCounter.TOKEN_MISSING);
                yield shut(
                        Termination.Reason.TOKEN_MISSING,
                        "expected the parameter token from the webhook's answer");
            }
            case INVALID -> {
                counters.increment(MediaCounter.TOKEN_INVALID);
                yield shut(Termination.Reason.TOKEN_INVALID, "the token is not this call's");
            }
            case STALE -> {
                counters.increment(MediaCounter.TOKEN_STALE);
                yield shut(Termination.Reason.TOKEN_STALE, "the token is too old");
            }
        };
    }

    private static Passage shut(Termination.Reason reason, String detail) {
        return new Passage.Shut(Termination.of(reason, detail));
    }
}
