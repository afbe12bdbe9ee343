/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The composition root and the command line. Builds everything and closes it in reverse; nothing depends on it. */
@NullMarked
package dev.sidetone.server;

import org.jspecify.annotations.NullMarked;
