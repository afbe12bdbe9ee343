/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What the machine says of a run: CPU and memory of processes and of the whole, from Linux's /proc. Any thread; where there is no /proc there are no figures. */
@NullMarked
package dev.sidetone.bench.load.machine;

import org.jspecify.annotations.NullMarked;
