/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Test support for everything that touches Netty (published as this module's test jar). */
@NullMarked
package dev.sidetone.server.testing;

import org.jspecify.annotations.NullMarked;
