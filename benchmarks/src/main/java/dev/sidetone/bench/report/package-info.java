/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What a run of the harness leaves behind: the table, report.json, report.html, the stereo WAV. Runs after calls, off the caller's thread. */
@NullMarked
package dev.sidetone.bench.report;

import org.jspecify.annotations.NullMarked;
