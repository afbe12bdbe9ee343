/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.testing.Http;
import dev.sidetone.server.testing.MediaSocket;
import dev.sidetone.server.testing.ServerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program with a store, as its operator sees it: killed, ended, and out of room. */
@Tag("system")
@Timeout(300)
final class StoreSystemTest {
    private static final Pattern CALL_ID = Pattern.compile("\"call_id\":\"([^\"]+)\"");
    private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");

    private static final Map<String, String> JSON_LOG =
            Map.of("SIDETONE_LOG_FORMAT", "json", "SIDETONE_DRAIN_TIME", "1s");

    @TempDir private Path folder = Path.of("");

    @Test
    void shouldHaveEveryCallThatItCalledStoredAfterSigkill() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            try (ServerProcess server = serve(Map.of())) {
                URI uri = server.ready();
                for (int i = 0; i < 20; i++) {
                    MediaSocket call = talking(client, uri, "ended" + i);
                    call.close();
                    call.closing();
                }
                for (int i = 0; i < 5; i++) {
                    talking(client, uri, "living" + i);
                }
                for (int i = 0; i < 20; i++) {
                    awaitCall(client, uri, "CAended" + i, body -> body.contains("\"stored\":true"));
                }
                assertThat(call(client, uri, "CAliving4"))
                        .contains("\"state\":\"live\"", "\"stored\":false");
                server.kill();
            }
            try (ServerProcess server = serve(Map.of())) {
                URI uri = server.ready();
                for (int i = 0; i < 20; i++) {
                    assertThat(call(client, uri, "CAended" + i))
                            .contains("\"reason\":\"caller_hung_up\"", "\"stored\":true");
                }
                assertThat(ids(client, uri, "?state=ended&reason=caller_hung_up&limit=7"))
                        .hasSize(20)
                        .doesNotHaveDuplicates();
                assertThat(ids(client, uri, "?result=indeterminate"))
                        .allMatch(id -> id.startsWith("CAliving"));
                assertThat(ids(client, uri, "?state=live")).isEmpty();
            }
        }
    }

    @Test
    void shouldEndFiftyCallsTypedOnSigtermAndHaveThemAll() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            try (ServerProcess server = serve(JSON_LOG)) {
                URI uri = server.ready();
                List<MediaSocket> calls = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    calls.add(talking(client, uri, "c" + i));
                }
                server.terminate();
                for (MediaSocket call : calls) {
                    assertThat(call.closing()).startsWith("1001 drained");
                }
                assertThat(server.exitCode()).isZero();
                assertThat(server.errors().lines()).allMatch(line -> line.startsWith("{\""));
                assertThat(server.errors().lines().filter(line -> line.contains(" ended: ")))
                        .as("one line a call")
                        .hasSize(50)
                        .allMatch(line ->
                                line.contains("{\"agent\":\"echo\"}")
                                        && line.contains("{\"reason\":\"drained\"}"));
            }
            try (ServerProcess server = serve(Map.of())) {
                URI uri = server.ready();
                assertThat(ids(client, uri, "?reason=drained&agent=echo&limit=20"))
                        .hasSize(50)
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void shouldGoOnWithCallsWhileTheDiskIsFullAndKeepThemWhenItIsNot() throws Exception {
        Path prlimit = Path.of("/usr/bin/prlimit");
        if (!Files.isExecutable(prlimit)) {
            System.out.println("skipped: " + prlimit + " is missing");
            Assumptions.abort(prlimit + " is missing");
        }
        try (HttpClient client = HttpClient.newHttpClient();
                ServerProcess server = serve(Map.of())) {
            URI uri = server.ready();
            echo(client, uri, "before");
            awaitCall(client, uri, "CAbefore", body -> body.contains("\"stored\":true"));
            limitFiles(prlimit, server, "1");
            echo(client, uri, "meanwhile");
            awaitReady(client, uri, body -> body.contains("\"state\":\"failing\""));
            MediaSocket beside = talking(client, uri, "beside");
            assertThat(call(client, uri, "CAmeanwhile"))
                    .contains("\"reason\":\"caller_hung_up\"", "\"stored\":false");
            assertThat(call(client, uri, "CAbefore")).contains("\"stored\":true");
            limitFiles(prlimit, server, "unlimited");
            awaitCall(client, uri, "CAmeanwhile", body -> body.contains("\"stored\":true"));
            awaitReady(client, uri, body -> body.contains("\"kind\":\"sqlite\",\"state\":\"ok\""));
            beside.media(new byte[160]).nextAudio();
            beside.close();
            assertThat(beside.closing()).isEqualTo("1000 caller_hung_up");
        }
    }

    @Test
    void shouldExitWith1AndSayInOneLineWhatIsWrongWithTheFile() throws Exception {
        Files.createDirectory(folder.resolve("calls.db"));
        try (ServerProcess server = serve(Map.of())) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.errors().lines().filter(line -> line.contains("store.file")))
                    .singleElement()
                    .asString()
                    .startsWith("sidetone: store.file: ")
                    .contains("calls.db is a folder; name a file, ");
            assertThat(server.errors()).doesNotContain("\tat ");
        }
    }

    @Test
    void shouldRefuseToShareAFileAndSayWhoHasIt() throws Exception {
        try (ServerProcess first = serve(Map.of())) {
            first.ready();
            try (ServerProcess second = serve(Map.of())) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.errors()).contains("is in use by another Sidetone server");
            }
        }
    }

    private ServerProcess serve(Map<String, String> environment) throws Exception {
        return ServerProcess.start(
                folder, environment, "serve", "--port", "0", "--store", "calls.db");
    }

    private static void limitFiles(Path prlimit, ServerProcess server, String bytes)
            throws Exception {
        Process limiting =
                new ProcessBuilder(
                                prlimit.toString(),
                                "--pid",
                                Long.toString(server.pid()),
                                "--fsize=" + bytes + ":unlimited")
                        .inheritIO()
                        .start();
        assertThat(limiting.waitFor()).isZero();
    }

    private static MediaSocket talking(HttpClient client, URI uri, String sid) throws Exception {
        MediaSocket socket = MediaSocket.open(client, uri, sid).start();
        socket.media(new byte[160]).nextAudio();
        return socket;
    }

    private static void echo(HttpClient client, URI uri, String sid) throws Exception {
        MediaSocket socket = talking(client, uri, sid);
        socket.close();
        assertThat(socket.closing()).isEqualTo("1000 caller_hung_up");
    }

    private static String call(HttpClient client, URI uri, String id) throws Exception {
        return Http.get(client, uri.resolve("/v1/calls/" + id)).body();
    }

    private static void awaitCall(HttpClient client, URI uri, String id, Predicate<String> fact)
            throws Exception {
        while (!fact.test(call(client, uri, id))) {
            Thread.onSpinWait();
        }
    }

    private static void awaitReady(HttpClient client, URI uri, Predicate<String> fact)
            throws Exception {
        while (!fact.test(Http.get(client, uri.resolve("/readyz")).body())) {
            Thread.onSpinWait();
        }
    }

    /** Of all pages. */
    private static List<String> ids(HttpClient client, URI uri, String query) throws Exception {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        while (true) {
            String body = Http.get(client, uri.resolve("/v1/calls" + query + cursor)).body();
            Matcher id = CALL_ID.matcher(body);
            while (id.find()) {
                ids.add(id.group(1));
            }
            Matcher next = NEXT.matcher(body);
            if (!next.find()) {
                return ids;
            }
            cursor = "&cursor=" + next.group(1);
        }
    }
}
