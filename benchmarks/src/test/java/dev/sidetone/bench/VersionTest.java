/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class VersionTest {

    @Test
    void shouldPrintTheVersionOfThePom() throws Exception {
        assertThat(new Version().getVersion()).hasSize(1);
        assertThat(new Version().getVersion()[0])
                .matches(
                        "sidetone [0-9]+\\.[0-9]+\\.[0-9]+\\S* on Java 2[5-9].*|sidetone [0-9]+\\.[0-9]+\\.[0-9]+\\S* on Java [3-9][0-9].*");
    }
}
