/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Admitting, opening and listing calls. Opening runs on the call's worker; the directory is fed by the records thread; must not import Netty. */
@NullMarked
package dev.sidetone.server.call;

import org.jspecify.annotations.NullMarked;
