/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The one place that maps an audio format to its codec. Stateless, any thread. */
@NullMarked
package dev.sidetone.codec.catalog;

import org.jspecify.annotations.NullMarked;
