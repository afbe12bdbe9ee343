/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Audio formats and the words every module shares. No thread of its own; must not import Netty, Jackson or any vendor. */
@NullMarked
package dev.sidetone.media;

import org.jspecify.annotations.NullMarked;
