/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Test support that every module uses (published as this module's test jar). */
@NullMarked
package dev.sidetone.media.testing;

import org.jspecify.annotations.NullMarked;
