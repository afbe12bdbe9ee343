/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import dev.sidetone.server.lifecycle.JdkLog;
import dev.sidetone.server.models.ModelsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The server's command line: {@code serve}, {@code stat}, {@code models} and {@code doctor}. */
@Command(
        name = "sidetone",
        mixinStandardHelpOptions = true,
        version = "sidetone 0.1.0",
        description = "A low-latency media server for voice AI.",
        subcommands = {
            ServeCommand.class,
            DoctorCommand.class,
            StatCommand.class,
            ModelsCommand.class
        })
public final class Main {
    private Main() {}

    /** Runs a command; exit code 0 means that it did what was asked. */
    public static void main(String[] arguments) {
        JdkLog.takeOver();
        int code =
                new CommandLine(new Main())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(arguments);
        System.exit(code);
    }
}
