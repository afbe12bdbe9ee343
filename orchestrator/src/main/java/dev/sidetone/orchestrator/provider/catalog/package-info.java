/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The one place that knows all speech and language vendors: name to client. Used at the start, off the workers. */
@NullMarked
package dev.sidetone.orchestrator.provider.catalog;

import org.jspecify.annotations.NullMarked;
