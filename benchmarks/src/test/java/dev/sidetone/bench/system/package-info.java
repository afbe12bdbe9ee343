/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The acceptance tests: the real server as a process, its embedded speech, and simulated callers on loopback. Named after the job or after what goes wrong. */
@NullMarked
package dev.sidetone.bench.system;

import org.jspecify.annotations.NullMarked;
