/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Linear 16 bit PCM, little-endian on the wire. Stateless, any thread; must not import Netty. */
@NullMarked
package dev.sidetone.codec.l16;

import org.jspecify.annotations.NullMarked;
