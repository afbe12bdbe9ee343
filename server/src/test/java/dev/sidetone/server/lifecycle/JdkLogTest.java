/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
final class JdkLogTest {

    @ParameterizedTest
    @CsvSource({
        "jdk.httpclient, WARNING, true",
        "java.net.http, SEVERE, true",
        "jdk.httpclient, INFO, false",
        "BatchCMN, SEVERE, false",
        "edu.cmu.sphinx.decoder, WARNING, false"
    })
    void shouldPassOnlyWarningsOfTheJdk(String logger, String level, boolean passes) {
        LogRecord record = new LogRecord(Level.parse(level), "what the caller said");
        record.setLoggerName(logger);
        assertThat(JdkLog.passes(record)).isEqualTo(passes);
    }
}
