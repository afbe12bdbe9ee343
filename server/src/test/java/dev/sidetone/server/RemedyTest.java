/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.vad.silero.SileroException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that a person copies, word for word. */
@Tag("unit")
final class RemedyTest {
    private static final Path CONFIG = Path.of("conf/c.yaml");

    @Test
    void shouldTakeBackTheVariableThatDoesNotFit() {
        assertThat(
                        Remedy.ofProblem(
                                "SIDETONE_WAIT: wait: \"never\" does not fit; expected density",
                                CONFIG))
                .isEqualTo("unset SIDETONE_WAIT");
    }

    @Test
    void shouldOpenTheFileAtTheLineOfTheFault() {
        assertThat(Remedy.ofProblem("c.yaml:2: wait: \"never\" does not fit", CONFIG))
                .isEqualTo("${EDITOR:-vi} +2 conf/c.yaml");
        assertThat(Remedy.ofProblem("my agents/desk.yaml:7:1: greting is unknown", CONFIG))
                .isEqualTo("${EDITOR:-vi} +7 'my agents/desk.yaml'");
        assertThat(Remedy.ofProblem("default-agent: \"x\" does not fit", CONFIG))
                .isEqualTo("${EDITOR:-vi} conf/c.yaml");
    }

    @Test
    void shouldSetTheVariableThatIsMissing() {
        assertThat(
                        Remedy.ofProblem(
                                "admin-token: not set; expected a token in SIDETONE_ADMIN_TOKEN",
                                null))
                .isEqualTo("export SIDETONE_ADMIN_TOKEN=…");
    }

    @Test
    void shouldServeOnAnotherPort() {
        assertThat(Remedy.ofPort("SIDETONE_PORT", 8081, null))
                .isEqualTo("SIDETONE_PORT=8081 ./sidetone serve");
        assertThat(Remedy.ofPort("SIDETONE_ADMIN_PORT", 8081, Path.of("it's.yaml")))
                .isEqualTo("SIDETONE_ADMIN_PORT=8081 ./sidetone serve --config 'it'\\''s.yaml'");
    }

    @Test
    void shouldRaiseTheLimitAsTheUserMay() {
        assertThat(Remedy.ofDescriptors(8000, "root")).isEqualTo("ulimit -n 8000");
        assertThat(Remedy.ofDescriptors(8000, "ann"))
                .isEqualTo("sudo prlimit --pid $$ --nofile=8000");
    }

    @Test
    void shouldConvertAKeyThatIsOneAndMakeAPairWhereThereIsNone(@TempDir Path folder)
            throws Exception {
        Path key = folder.resolve("key.pem");
        Files.writeString(key, "-----BEGIN RSA PRIVATE KEY-----\n");
        assertThat(Remedy.ofTls(key))
                .startsWith("openssl pkcs8 -topk8 -nocrypt -in ")
                .endsWith("key-pkcs8.pem");
        Files.writeString(key, "no key at all");
        assertThat(Remedy.ofTls(key))
                .startsWith("openssl req -x509 ")
                .doesNotContain("key.pem -in");
    }

    @Test
    void shouldPutADamagedStoreAsideAndLeaveAnotherAlone(@TempDir Path folder) {
        Path file = folder.resolve("calls.db");
        assertThat(Remedy.ofStore(file, "store.file: x is damaged; move it away", null))
                .isEqualTo("mv " + file + " " + file + ".damaged");
        assertThat(Remedy.ofStore(file, "store.file: x is locked by another process", null))
                .isEqualTo(
                        "SIDETONE_STORE_FILE="
                                + folder.resolve("other-calls.db")
                                + " ./sidetone serve");
        assertThat(Remedy.ofStore(folder, "store.file: x is a folder", null))
                .contains(file.toString());
    }

    @Test
    void shouldBringTheModelOrDoWithoutIt() {
        assertThat(Remedy.ofSilero(SileroException.Reason.MODEL_MISSING, null))
                .isEqualTo("./sidetone models pull");
        assertThat(Remedy.ofSilero(SileroException.Reason.NATIVE_UNAVAILABLE, null))
                .isEqualTo("SIDETONE_PROVIDERS_VAD=energy ./sidetone serve");
    }
}
