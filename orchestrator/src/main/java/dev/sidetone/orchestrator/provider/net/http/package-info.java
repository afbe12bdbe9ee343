/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * HTTP/1.1 as providers of language use it: connections kept alive on a call's own event loop, and server-sent events. Everything here
 * runs on that loop. Must not import any vendor.
 */
@NullMarked
package dev.sidetone.orchestrator.provider.net.http;

import org.jspecify.annotations.NullMarked;
