/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.call;

import org.jspecify.annotations.Nullable;

/**
 * A stream that wants to become a call.
 *
 * @param callId the carrier's name of the call
 * @param agent who shall answer
 * @param reservation the place kept at the webhook; null when there was none
 */
public record CallRequest(String callId, String agent, @Nullable Long reservation) {}
