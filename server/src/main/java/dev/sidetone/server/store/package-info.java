/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The port to where ended calls are kept, and what goes through it. Offers come from the records
 * thread and never block; questions come from virtual threads. Must not import SQL: that is a
 * package below.
 */
@NullMarked
package dev.sidetone.server.store;

import org.jspecify.annotations.NullMarked;
