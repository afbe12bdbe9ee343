/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Media workers: each owns one thread and all state of its calls. Steps by an injected clock; must not import Netty. */
@NullMarked
package dev.sidetone.media.worker;

import org.jspecify.annotations.NullMarked;
