/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@Tag("unit")
final class FaultLogTest {
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(FaultLog.class);
    private final List<Runnable> elsewhere = new ArrayList<>();
    private final FaultLog log = new FaultLog(elsewhere::add);

    @BeforeEach
    void listen() {
        logged.start();
        logger.setAdditive(false);
        logger.addAppender(logged);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(logged);
        logger.setAdditive(true);
    }

    @Test
    void shouldLogEachKindOnceAndNotOnTheThreadThatThrew() {
        for (int i = 0; i < 3; i++) {
            log.onError(thrown(i));
        }
        log.onError(new IllegalArgumentException("another"));
        assertThat(logged.list).isEmpty();
        elsewhere.forEach(Runnable::run);
        assertThat(logged.list).hasSize(2);
    }

    @Test
    void shouldTellClassAndStackOfAFaultAndItsCausesAndNothingThatTheySay() {
        log.onError(thrown(5550142));
        elsewhere.forEach(Runnable::run);
        ILoggingEvent event = logged.list.getFirst();
        assertThat(event.getFormattedMessage())
                .contains("java.lang.IllegalStateException\n\tat " + FaultLogTest.class.getName())
                .contains(
                        "\nCaused by: java.lang.NumberFormatException\n\tat "
                                + FaultLogTest.class.getName())
                .doesNotContain("5550142");
        assertThat(event.getThrowableProxy()).as("it would print the message").isNull();
    }

    private static Throwable thrown(int number) {
        return new IllegalStateException(
                "read " + number, new NumberFormatException("for " + number));
    }
}
