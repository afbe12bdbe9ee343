/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What pages about calls are built of: timeline, waterfall, words; the page of one call as the server knows it. Virtual threads, or a harness after its calls; no sockets. */
@NullMarked
package dev.sidetone.server.report;

import org.jspecify.annotations.NullMarked;
