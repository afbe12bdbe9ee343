/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class ServerProcessTest {

    @Test
    void shouldPassItsFlagsOnWithoutThoseOnlyOneProcessCanHave() {
        assertThat(
                        ServerProcess.flags(
                                List.of(
                                        "-Xmx1g",
                                        "-agentlib:jdwp=x",
                                        "-javaagent:a.jar",
                                        "--add-opens=a/b=ALL-UNNAMED")))
                .containsExactly("-Xmx1g", "--add-opens=a/b=ALL-UNNAMED");
    }
}
