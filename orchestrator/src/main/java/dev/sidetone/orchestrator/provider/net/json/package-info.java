/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * JSON as peers send it message by message, read without making a parser for each. One of each loop, used by that loop's thread. Must
 * not import any vendor.
 */
@NullMarked
package dev.sidetone.orchestrator.provider.net.json;

import org.jspecify.annotations.NullMarked;
