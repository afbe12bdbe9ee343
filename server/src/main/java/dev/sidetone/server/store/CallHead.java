/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store;

import java.time.Instant;

/**
 * What is known of a call from its start.
 *
 * @param key this node's own number of the call: later calls have greater ones, also of an id that
 *     came again
 * @param startedAt whole milliseconds
 */
public record CallHead(
        long key, String callId, String agent, String transport, Instant startedAt) {}
