/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The simulated caller and the carrier between it and the server. State machines stepped with the time by the one thread of {@code CallerLoop}; only the socket classes know Netty. */
@NullMarked
package dev.sidetone.bench.caller;

import org.jspecify.annotations.NullMarked;
