/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What one frame costs, part by part: JMH benchmarks, one class per subject, and the command that
 * runs them. JMH runs each in a JVM of its own; it extends their classes, so they are not final.
 */
@NullMarked
package dev.sidetone.bench.jmh;

import org.jspecify.annotations.NullMarked;
