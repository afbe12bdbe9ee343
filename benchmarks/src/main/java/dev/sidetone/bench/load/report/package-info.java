/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What is left of a load run: report.json, turns.jsonl, the histogram log and the page. Any thread; no state. */
@NullMarked
package dev.sidetone.bench.load.report;

import org.jspecify.annotations.NullMarked;
