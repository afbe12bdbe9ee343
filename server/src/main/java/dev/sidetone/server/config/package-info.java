/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Configuration: immutable records, and the one loader that fills them. Runs at the start; must not import Netty. */
@NullMarked
package dev.sidetone.server.config;

import org.jspecify.annotations.NullMarked;
