/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The call's outside: the port to a carrier's live connection, the facts it reports, and how calls end. Runs on the call's worker. */
@NullMarked
package dev.sidetone.orchestrator.link;

import org.jspecify.annotations.NullMarked;
