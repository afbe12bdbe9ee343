/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class PromQlTest {

    @Test
    void shouldFindMetricsMatchersAndGroupings() {
        PromQl.Question read =
                PromQl.read(
                        "histogram_quantile(0.95, sum by (le, instance) (rate(a_bucket{b=~\"x|y\", c!=\"{d}\"}[5m]))) > 1.5"
                                + " and on (job) max (e) / f{}");
        assertThat(read.selectors())
                .extracting(PromQl.Selector::metric)
                .containsExactly("a_bucket", "e", "f");
        assertThat(read.selectors().getFirst().matchings())
                .containsExactly(
                        new PromQl.Matching("b", "=~", "x|y"),
                        new PromQl.Matching("c", "!=", "{d}"));
        assertThat(read.groupings()).containsExactly("le", "instance", "job");
    }
}
