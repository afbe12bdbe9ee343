/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher on machines without the JDK it needs. */
@Tag("system")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class LauncherSystemTest {

    private static final List<String> TOOLS =
            List.of("bash", "env", "dirname", "readlink", "sed", "head", "cat", "ls", "find", "tr");

    private record Ran(int exitCode, String said) {}

    @Test
    void shouldSayWhatIsNeededWhenThereIsNoJava(@TempDir Path folder) throws Exception {
        Ran ran = launch(folder, folder.resolve("nothing-here"));
        assertThat(ran.said).contains(">= 25", "is needed", "Found: none", "JAVA_HOME");
        assertThat(ran.exitCode).isEqualTo(2);
    }

    @Test
    void shouldSayWhatItFoundWhenEveryJavaIsTooOld(@TempDir Path folder) throws Exception {
        Path jvms = folder.resolve("jvms");
        jdk(jvms.resolve("java-17"), "17.0.12");
        jdk(jvms.resolve("java-21"), "21.0.4");
        Ran ran = launch(folder, jvms);
        assertThat(ran.said)
                .contains(
                        ">= 25",
                        "is needed",
                        "Java 17 in " + jvms.resolve("java-17"),
                        "Java 21 in " + jvms.resolve("java-21"));
        assertThat(ran.exitCode).isEqualTo(2);
    }

    @Test
    void shouldTakeTheOneThatIsNewEnough(@TempDir Path folder) throws Exception {
        Path jvms = folder.resolve("jvms");
        jdk(jvms.resolve("java-17"), "17.0.12");
        Path fit = jdk(jvms.resolve("java-25"), "25.0.1");
        Path root = checkout(folder);
        // No sources beside the launcher, as in an installation: nothing to build.
        Ran ran = run(folder, root.resolve("sidetone"), jvms);
        assertThat(ran.said)
                .contains(
                        "started " + fit.resolve("bin/java"), "dev.sidetone.bench.Main --version");
        assertThat(ran.exitCode).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "-Xms512m, true",
        "-Xlog:gc -XX:-AlwaysPreTouch, true",
        "-Xmx512m, false",
        "-Xlog:gc -XX:MaxHeapSize=2g, false"
    })
    void shouldLeaveTheStartingHeapToWhoSetsItsLimit(
            String options, boolean whole, @TempDir Path folder) throws Exception {
        Path jvms = folder.resolve("jvms");
        jdk(jvms.resolve("java-25"), "25.0.1");
        Path root = checkout(folder);
        Ran ran = run(folder, root.resolve("sidetone"), jvms, options, "serve");
        String ours = "@" + root.resolve("config/jvm.options");
        String heap = whole ? " @" + root.resolve("config/heap.options") : "";
        String theirs = options.isEmpty() ? "" : " " + options;
        assertThat(ran.said).contains("java " + ours + heap + theirs + " -cp ");
        assertThat(ran.exitCode).isZero();
    }

    /** A folder that looks like a JDK; its java tells how it was started. */
    private static Path jdk(Path home, String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        for (String name : List.of("java", "javac")) {
            script(home.resolve("bin").resolve(name), "echo \"started $0 $*\"");
        }
        return home;
    }

    private static Path checkout(Path folder) throws IOException {
        Path root = Files.createDirectories(folder.resolve("installed"));
        Path launcher = Files.copy(sidetone(), root.resolve("sidetone"));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        return root;
    }

    private static Path sidetone() {
        return Path.of(System.getProperty("sidetone.root", ".."))
                .toAbsolutePath()
                .normalize()
                .resolve("sidetone");
    }

    private static Ran launch(Path folder, Path jvms) throws Exception {
        return run(folder, checkout(folder).resolve("sidetone"), jvms);
    }

    private static Ran run(Path folder, Path launcher, Path jvms) throws Exception {
        return run(folder, launcher, jvms, "", "--version");
    }

    private static Ran run(
            Path folder, Path launcher, Path jvms, String javaOptions, String command)
            throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                                tools(folder).resolve("bash").toString(),
                                launcher.toString(),
                                command)
                        .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", tools(folder).toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("SIDETONE_JVM_DIRS", jvms.toString());
        builder.environment().put("SIDETONE_JAVA_OPTS", javaOptions);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), said);
    }

    /** A PATH with what a shell script needs, and no java. */
    private static Path tools(Path folder) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        for (String tool : TOOLS) {
            for (String where : List.of("/bin", "/usr/bin")) {
                Path program = Path.of(where, tool);
                if (Files.isExecutable(program)) {
                    script(bin.resolve(tool), "exec " + program + " \"$@\"");
                }
            }
        }
        return bin;
    }

    private static Path script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
