/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The store in one SQLite file: a thread that writes, a thread that reads. Nothing here runs on a
 * worker, an event loop or a virtual thread.
 */
@NullMarked
package dev.sidetone.server.store.sqlite;

import org.jspecify.annotations.NullMarked;
