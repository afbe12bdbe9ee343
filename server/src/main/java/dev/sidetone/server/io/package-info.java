/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The I/O side of a worker: one Netty event loop driven by the worker's own thread. Runs on workers; must not import carriers or the API. */
@NullMarked
package dev.sidetone.server.io;

import org.jspecify.annotations.NullMarked;
