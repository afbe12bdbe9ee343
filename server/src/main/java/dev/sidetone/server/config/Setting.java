/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.config;

/**
 * A value as it was written.
 *
 * @param where file and line, environment variable or command-line option, for messages
 */
record Setting(String value, String where) {}
