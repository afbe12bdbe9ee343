/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class EmbeddedSpeechTest {

    @Test
    void shouldFindTheLibrariesThatThisBuildHas() {
        assertThat(EmbeddedSpeech.isInstalled()).isTrue();
    }

    @Test
    void shouldMissThemWhereOnlyTheJdkIs() {
        assertThat(EmbeddedSpeech.isInstalled(Integer.class)).isFalse();
    }
}
