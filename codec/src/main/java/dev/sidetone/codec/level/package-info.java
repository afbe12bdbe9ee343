/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What counts as audible, and where audio starts and ends being so. Stateless, any thread; allocates nothing. */
@NullMarked
package dev.sidetone.codec.level;

import org.jspecify.annotations.NullMarked;
