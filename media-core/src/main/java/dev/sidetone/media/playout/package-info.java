/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Audio awaiting playout in the wire's codec, in pooled chunks. Owned by one call on its worker. */
@NullMarked
package dev.sidetone.media.playout;

import org.jspecify.annotations.NullMarked;
