/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.OfferResult;
import dev.sidetone.server.testing.EchoOnly;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class TwilioWarmUpTest {

    @Test
    void shouldBringEveryFrameThroughTheWholePath() {
        try (EchoOnly parts = new EchoOnly(1)) {
            int answers =
                    TwilioWarmUp.run(parts.agents(), parts.factory(event -> OfferResult.ACCEPTED));
            assertThat(answers).isGreaterThanOrEqualTo(3000);
        }
    }
}
