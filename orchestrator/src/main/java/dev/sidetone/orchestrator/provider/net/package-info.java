/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What the clients of all vendors share: names, connections, TLS, the opening of WebSockets. Runs
 * on event loops; must not import any vendor.
 */
@NullMarked
package dev.sidetone.orchestrator.provider.net;

import org.jspecify.annotations.NullMarked;
