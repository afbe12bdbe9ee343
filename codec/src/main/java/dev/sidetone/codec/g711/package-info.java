/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** ITU-T G.711 by table: companded telephone audio, one byte a sample. Stateless, any thread; must not import Netty. */
@NullMarked
package dev.sidetone.codec.g711;

import org.jspecify.annotations.NullMarked;
