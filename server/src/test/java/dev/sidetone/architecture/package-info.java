/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The layers and bans of the house, proved over all modules at once. */
@NullMarked
package dev.sidetone.architecture;

import org.jspecify.annotations.NullMarked;
