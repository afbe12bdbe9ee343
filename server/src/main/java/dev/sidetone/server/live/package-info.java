/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The live page: what it shows, and the streams that bring it to browsers. Virtual threads; reads what the records thread and the workers publish, never a call. Must not import Netty. */
@NullMarked
package dev.sidetone.server.live;

import org.jspecify.annotations.NullMarked;
