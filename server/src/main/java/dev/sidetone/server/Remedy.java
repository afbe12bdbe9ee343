/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import dev.sidetone.vad.silero.SileroException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one command that mends what {@link DoctorCommand} found, as it is typed into a POSIX shell.
 * None of them overwrites or deletes what its user made. Stateless.
 */
final class Remedy {
    static final String JDK = "export JAVA_HOME=/path/to/jdk-25";
    static final String NATIVE_ACCESS =
            serve("SIDETONE_JAVA_OPTS=--enable-native-access=ALL-UNNAMED", null);

    private static final Pattern VARIABLE_FIRST = Pattern.compile("([A-Z][A-Z0-9_]+):.*");
    private static final Pattern FILE_FIRST =
            Pattern.compile("(.+?\\.ya?ml):(\\d+):.*", Pattern.DOTALL);
    private static final Pattern VARIABLE =
            Pattern.compile("\\b([A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9])\\b");
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

    private Remedy() {}

    /**
     * For a line that says what is wrong with the configuration or an agent: takes back a variable,
     * opens the file where the fault stands, or sets the variable that the line names.
     *
     * @param config the configuration's file; null where there is none
     */
    static String ofProblem(String problem, @Nullable Path config) {
        Matcher variable = VARIABLE_FIRST.matcher(problem);
        if (variable.matches()) {
            return "unset " + variable.group(1);
        }
        Matcher file = FILE_FIRST.matcher(problem);
        if (file.matches()) {
            return edit("+" + file.group(2) + " ", written(file.group(1), config));
        }
        Matcher named = VARIABLE.matcher(problem);
        if (named.find()) {
            return "export " + named.group(1) + "=…";
        }
        return edit("", config == null ? "sidetone.yaml" : config.toString());
    }

    /** Messages name the configuration without its folder. */
    private static String written(String name, @Nullable Path config) {
        boolean configs = config != null && name.equals(String.valueOf(config.getFileName()));
        return configs ? String.valueOf(config) : name;
    }

    private static String edit(String line, String file) {
        return "${EDITOR:-vi} " + line + quoted(file);
    }

    /** For a port that cannot be listened on: another one. */
    static String ofPort(String variable, int free, @Nullable Path config) {
        return serve(variable + "=" + free, config);
    }

    /** For a host none of whose ports can be listened on. */
    static String otherHost(@Nullable Path config) {
        return serve("SIDETONE_HOST=127.0.0.1", config);
    }

    /** For too few descriptors, which the JVM has raised as far as it may. */
    static String ofDescriptors(long needed, String user) {
        return "root".equals(user)
                ? "ulimit -n " + needed
                : "sudo prlimit --pid $$ --nofile=" + needed;
    }

    /** For TLS files: the key in the format that is read, or a new pair to try with. */
    static String ofTls(Path key) {
        String converted = key.resolveSibling("key-pkcs8.pem").toString();
        return convertible(key)
                ? "openssl pkcs8 -topk8 -nocrypt -in "
                        + quoted(key.toString())
                        + " -out "
                        + quoted(converted)
                : "openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj /CN=localhost"
                        + " -keyout new-key.pem -out new-cert.pem";
    }

    /** Keys that OpenSSL writes and the JDK does not read. */
    private static boolean convertible(Path key) {
        try {
            String pem = Files.readString(key, StandardCharsets.US_ASCII);
            return pem.contains("BEGIN RSA PRIVATE KEY")
                    || pem.contains("BEGIN EC PRIVATE KEY")
                    || pem.contains("BEGIN ENCRYPTED PRIVATE KEY");
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** For Silero that does not run. */
    static String ofSilero(SileroException.Reason reason, @Nullable Path config) {
        return reason == SileroException.Reason.NATIVE_UNAVAILABLE
                ? serve("SIDETONE_PROVIDERS_VAD=energy", config)
                : "./sidetone models pull";
    }

    /** For a store that cannot be used: a damaged one is put aside, else another file is taken. */
    static String ofStore(Path file, String problem, @Nullable Path config) {
        if (problem.contains("is damaged")) {
            return "mv " + quoted(file.toString()) + " " + quoted(file + ".damaged");
        }
        Path other =
                Files.isDirectory(file)
                        ? file.resolve("calls.db")
                        : file.resolveSibling("other-" + file.getFileName());
        return serve("SIDETONE_STORE_FILE=" + quoted(other.toString()), config);
    }

    /** For speech that does not come up, mostly for want of memory. */
    static String ofSpeech(@Nullable Path config) {
        return serve("SIDETONE_JAVA_OPTS=-Xmx2g", config);
    }

    private static String serve(String variable, @Nullable Path config) {
        return variable
                + " ./sidetone serve"
                + (config == null ? "" : " --config " + quoted(config.toString()));
    }

    private static String quoted(String word) {
        return SAFE.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
