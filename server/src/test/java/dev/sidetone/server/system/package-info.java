/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests of the whole server over real sockets on loopback, named after what goes wrong. */
@NullMarked
package dev.sidetone.server.system;

import org.jspecify.annotations.NullMarked;
