/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Models that are not shipped but brought: {@code sidetone models}. A command line's own thread; no worker, no Netty. */
@NullMarked
package dev.sidetone.server.models;

import org.jspecify.annotations.NullMarked;
