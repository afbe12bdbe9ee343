/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Twilio Media Streams: dialect, link, socket handler, webhook, signature. The only place that knows Twilio; the socket side runs on workers, the webhook on virtual threads. */
@NullMarked
package dev.sidetone.server.carrier.twilio;

import org.jspecify.annotations.NullMarked;
