/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.lifecycle;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over {@code java.util.logging} for the whole process. Warnings of the JDK's own loggers go
 * on to the one log; everything else is dropped, since the speech libraries write what callers say
 * to loggers of any name, and a log must hold no transcript.
 */
public final class JdkLog {
    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.");

    private JdkLog() {}

    /** Once, before anything else of the process logs. */
    public static void takeOver() {
        // the handlers go, so a level that a library sets on a logger of its own changes nothing;
        // the manager holds the root logger for the life of the process
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        root.addHandler(new Forwarding());
    }

    static boolean passes(LogRecord record) {
        String logger = record.getLoggerName();
        return logger != null
                && record.getLevel().intValue() >= Level.WARNING.intValue()
                && JDK.stream().anyMatch(logger::startsWith);
    }

    private static final class Forwarding extends Handler {
        @Override
        public void publish(LogRecord record) {
            if (passes(record)) {
                LoggerFactory.getLogger(record.getLoggerName())
                        .warn(String.valueOf(record.getMessage()), record.getThrown());
            }
        }

        @Override
        public void flush() {
            // nothing is kept here
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
