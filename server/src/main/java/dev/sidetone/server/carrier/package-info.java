/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What every carrier needs of the port: routing an upgrade to the handler that owns its socket. Runs on workers. */
@NullMarked
package dev.sidetone.server.carrier;

import org.jspecify.annotations.NullMarked;
