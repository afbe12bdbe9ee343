/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider;

/**
 * How a tool call ended. Travels as a {@code TOOL} slot.
 *
 * @param id the {@link ToolCall}'s
 * @param name the tool's name
 * @param status how it ended
 * @param contentJson the tool's JSON answer when {@code OK}; otherwise a JSON object with the key
 *     {@code error}
 */
public record ToolOutcome(String id, String name, Status status, String contentJson) {

    /** How a tool call ended. */
    public enum Status {
        /** The tool answered 2xx with a JSON object. */
        OK,
        /** The arguments do not fit the tool's schema; it was not called. */
        BAD_ARGUMENTS,
        /** No such tool in the agent's file. */
        UNKNOWN_TOOL,
        /** No answer within the tool's time limit. */
        TIMED_OUT,
        /** No connection. */
        UNREACHABLE,
        /** The tool answered with a status other than 2xx. */
        REFUSED,
        /** The tool answered 2xx with something that is not a JSON object, or too large. */
        GARBLED,
        /** Too many tools run already; it was not called. */
        OVERLOADED
    }
}
