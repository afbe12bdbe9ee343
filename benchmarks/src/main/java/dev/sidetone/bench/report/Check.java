/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

/**
 * One thing that had to hold in a run.
 *
 * @param name what
 * @param held whether it did
 * @param detail what was found, for a person
 */
public record Check(String name, boolean held, String detail) {}
