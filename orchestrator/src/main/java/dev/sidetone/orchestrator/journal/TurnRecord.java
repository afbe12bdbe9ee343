/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.journal;

import org.jspecify.annotations.Nullable;

/**
 * One turn: the caller spoke, the agent answered. All times are milliseconds, signed, never
 * clamped; null is "not known". {@code mrl} is the mouth-to-ear response latency: the caller's last
 * speech sample spoken to the answer's first audible sample played.
 *
 * @param turn 0 is the greeting, which has no latency
 * @param endOfSpeechMs end of the caller's speech, in stream time of the call
 * @param mrlMs on the caller's clock, behind its playout buffer; only a harness knows
 * @param mrlArrivalMs on the caller's clock, at arrival; only a harness knows
 * @param serverMrlMs the server's estimate; the parts below sum to it
 * @param endpointingTargetMs the silence the policy asked for in this turn
 * @param bargedIn the caller began this turn while the agent was heard; what was cut is the answer
 *     of the turn before
 * @param bargeInClearMs caller's onset to the order to clear, as the server knows it
 * @param bargeInStopMs caller's onset to the last audio of the old utterance played; only a harness
 *     knows
 */
public record TurnRecord(
        String callId,
        int turn,
        String transport,
        @Nullable String callerText,
        @Nullable String agentText,
        @Nullable String agentTextHeard,
        @Nullable Double endOfSpeechMs,
        @Nullable Double mrlMs,
        @Nullable Double mrlArrivalMs,
        @Nullable Double serverMrlMs,
        @Nullable Double endpointingTargetMs,
        @Nullable Double endpointingMs,
        @Nullable Double sttFinalMs,
        @Nullable Double llmFirstTokenMs,
        @Nullable Double firstSentenceMs,
        @Nullable Double ttsFirstAudioMs,
        @Nullable Double egressMs,
        boolean bargedIn,
        @Nullable Double bargeInClearMs,
        @Nullable Double bargeInStopMs,
        Providers providers) {

    /** The vendors that served the turn. */
    public record Providers(@Nullable String stt, @Nullable String llm, @Nullable String tts) {}
}
