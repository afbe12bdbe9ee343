/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The demonstration: the server as a process of its own, a bookings service, one caller that books. Runs on the command's main thread. */
@NullMarked
package dev.sidetone.bench.demo;

import org.jspecify.annotations.NullMarked;
