/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.link;

import java.util.Locale;

/**
 * How and why a call ended. Every call ends in exactly one.
 *
 * @param reason the classified cause, which also gives the result
 * @param detail for a person: what was wrong and what was expected; never the caller's words,
 *     digits or number
 */
public record Termination(Reason reason, String detail) {

    public static Termination of(Reason reason) {
        return new Termination(reason, "");
    }

    public static Termination of(Reason reason, String detail) {
        return new Termination(reason, detail);
    }

    public Result result() {
        return reason.result;
    }

    /** Whose doing the end was. */
    public enum Result {
        /** The call did what it was for, or the caller was done. */
        SUCCESS,
        /** The other side of the wire did something wrong or forbidden. */
        CLIENT_ERROR,
        /** We did something wrong, or had no room. */
        SERVER_ERROR,
        /** A provider or tool service failed and nothing could stand in. */
        UPSTREAM_ERROR,
        /** It ended, and nobody can say for whose reason. */
        INDETERMINATE;

        /** Lower-case word for JSON and metrics. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Classified causes. */
    public enum Reason {
        /** The carrier reported the end of the stream. */
        CALLER_HUNG_UP(Result.SUCCESS),
        /** The agent said goodbye and ended the stream. */
        AGENT_HUNG_UP(Result.SUCCESS),
        /** The stream was ended so that the carrier's next instruction reaches a person. */
        HANDED_OVER(Result.SUCCESS),
        /** An operator ended it through the API. */
        OPERATOR_HUNG_UP(Result.SUCCESS),
        /** The caller stayed silent through every idle prompt. */
        CALLER_SILENT(Result.SUCCESS),
        /** The configured longest call was reached. */
        LENGTH_CAP(Result.SUCCESS),
        /** The server is shutting down and the drain time was over. */
        DRAINED(Result.SERVER_ERROR),
        /** No room: calls at their maximum. */
        NO_CAPACITY(Result.SERVER_ERROR),
        /** No room: the agent's own limit, for example its recogniser's. */
        AGENT_BUSY(Result.SERVER_ERROR),
        /** Our own fault. */
        INTERNAL(Result.SERVER_ERROR),
        /** A fact was refused by a full inbox, so the call's state was no longer complete. */
        INBOX_OVERFLOW(Result.SERVER_ERROR),
        /** The call token was absent though one is needed. */
        TOKEN_MISSING(Result.CLIENT_ERROR),
        /** The call token was forged, for another call, or used before. */
        TOKEN_INVALID(Result.CLIENT_ERROR),
        /** The call token was older than its validity. */
        TOKEN_STALE(Result.CLIENT_ERROR),
        /** No agent of that name. */
        UNKNOWN_AGENT(Result.CLIENT_ERROR),
        /** A message that is not of the protocol: not JSON, a missing field, bad base64. */
        MALFORMED(Result.CLIENT_ERROR),
        /** A message or frame over its size limit. */
        OVERSIZED(Result.CLIENT_ERROR),
        /** A message for another stream. */
        WRONG_STREAM(Result.CLIENT_ERROR),
        /** A message out of its order: media before start, a second start. */
        OUT_OF_ORDER(Result.CLIENT_ERROR),
        /** The connection opened and no start came. */
        NO_START(Result.CLIENT_ERROR),
        /** The stream started and no media came, or it stopped coming. */
        NO_MEDIA(Result.CLIENT_ERROR),
        /** The socket was cut without a stop. */
        CONNECTION_LOST(Result.INDETERMINATE),
        /** The call is on record and its end is not: its server died. Only a store tells it. */
        END_UNRECORDED(Result.INDETERMINATE),
        /** More was sent than a live call can hold: audio far ahead of time, pings without end. */
        FLOODED(Result.CLIENT_ERROR),
        /** The carrier did not read what it was sent. */
        CARRIER_STALLED(Result.CLIENT_ERROR),
        /** Speech-to-text failed. */
        RECOGNIZER_FAILED(Result.UPSTREAM_ERROR),
        /** The language model failed. */
        MODEL_FAILED(Result.UPSTREAM_ERROR),
        /** Text-to-speech failed. */
        VOICE_FAILED(Result.UPSTREAM_ERROR);

        private final Result result;

        Reason(Result result) {
            this.result = result;
        }

        public Result result() {
            return result;
        }

        /** Lower-case word for JSON and metrics. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
