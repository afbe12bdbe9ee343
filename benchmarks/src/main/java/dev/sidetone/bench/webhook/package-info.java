/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The HTTP side of a simulated call: the webhook that answers with TwiML, its signature, and the API that tells the server's view of the turns. Blocking; runs on the thread that makes the call, never on the caller's loop. */
@NullMarked
package dev.sidetone.bench.webhook;

import org.jspecify.annotations.NullMarked;
