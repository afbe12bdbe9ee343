/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sidetone.server.testing.ServerProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A model brought from servers of every kind, over a real socket. */
@Tag("system")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ModelPullSystemTest {
    private static final int LENGTH = 300_000;
    private static final int CUT = 120_000;

    private final byte[] content = new byte[LENGTH];
    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private final StringWriter said = new StringWriter();
    private HttpServer server;
    private KnownModel model;
    private String tag = "\"v6\"";

    @TempDir private Path folder;

    @BeforeEach
    void serve() throws IOException {
        new Random(4).nextBytes(content);
        model = new KnownModel("A model", LENGTH, KnownModel.sha256(content));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/whole", exchange -> send(exchange, true, LENGTH));
        server.createContext("/cut", exchange -> send(exchange, true, CUT));
        server.createContext("/once", exchange -> send(exchange, true, first() ? CUT : LENGTH));
        server.createContext(
                "/rangeless", exchange -> send(exchange, false, first() ? CUT : LENGTH));
        server.createContext("/missing", exchange -> answer(exchange, 404, new byte[0], 0, 0));
        server.createContext("/corrupt", exchange -> answer(exchange, 200, corrupt(), 0, LENGTH));
        server.createContext(
                "/long", exchange -> answer(exchange, 200, new byte[LENGTH + 1], 0, LENGTH + 1));
        server.createContext("/silent", this::fallSilent);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldBringAWholeFileAndLeaveNothingElse() throws Exception {
        assertThat(pull("whole")).isTrue();
        assertThat(target()).hasBinaryContent(content);
        assertThat(files()).containsExactly("silero_vad.onnx");
        assertThat(said.toString()).contains("brought A model", model.sha256(), "/whole");
        assertThat(pull("missing")).isTrue();
        assertThat(said.toString()).contains("already there");
    }

    @Test
    void shouldGoOnWhereACutDownloadStopped() throws Exception {
        assertThat(pull("once")).isTrue();
        assertThat(ranges).containsExactly("none", "bytes=" + CUT + "-");
        assertThat(target()).hasBinaryContent(content);
        assertThat(said.toString()).contains("going on at byte " + CUT);
    }

    @Test
    void shouldGoOnInALaterRun() throws Exception {
        assertThat(pull("cut")).isFalse();
        assertThat(files()).containsExactly("silero_vad.onnx.part", "silero_vad.onnx.part.from");
        long kept = Files.size(folder.resolve("silero_vad.onnx.part"));
        server.removeContext("/cut");
        server.createContext("/cut", exchange -> send(exchange, true, LENGTH));
        ranges.clear();
        assertThat(pull("cut")).isTrue();
        assertThat(ranges).containsExactly("bytes=" + kept + "-");
        assertThat(files()).containsExactly("silero_vad.onnx");
    }

    @Test
    void shouldBeginAnewWhenTheServerHasAnotherVersionMeanwhile() throws Exception {
        assertThat(pull("cut")).isFalse();
        tag = "\"v7\"";
        server.removeContext("/cut");
        server.createContext("/cut", exchange -> send(exchange, true, LENGTH));
        assertThat(pull("cut")).isTrue();
        assertThat(said.toString()).contains("sends the whole file again");
        assertThat(target()).hasBinaryContent(content);
    }

    @Test
    void shouldTakeTheWholeFileFromAServerThatIgnoresRanges() throws Exception {
        assertThat(pull("rangeless")).isTrue();
        assertThat(target()).hasBinaryContent(content);
        assertThat(said.toString()).contains("sends the whole file again");
    }

    @Test
    void shouldTryTheNextSourceAfterOneThatHasItNotOrHasAnother() throws Exception {
        assertThat(pull("missing", "corrupt", "long", "cut", "whole")).isTrue();
        assertThat(target()).hasBinaryContent(content);
        assertThat(said.toString())
                .contains("answered 404", "is not that of the model", "sent more than", "gave up");
        assertThat(files()).containsExactly("silero_vad.onnx");
    }

    @Test
    void shouldTouchNothingWhenNoSourceHasIt() throws Exception {
        Files.writeString(target(), "what was there");
        assertThat(pull("missing", "corrupt")).isFalse();
        assertThat(said.toString()).contains("--force");
        assertThat(new ModelPull(model, sources("corrupt"), STALL, out()).to(target(), true))
                .isFalse();
        assertThat(target()).hasContent("what was there");
        assertThat(files()).containsExactly("silero_vad.onnx");
        assertThat(new ModelPull(model, sources("whole"), STALL, out()).to(target(), true))
                .isTrue();
        assertThat(target()).hasBinaryContent(content);
    }

    @Test
    void shouldGiveUpAServerThatFallsSilent() throws Exception {
        assertThat(pull("silent", "whole")).isTrue();
        assertThat(said.toString()).contains("cut:");
    }

    @Test
    void shouldGoOnToTheNextSourceAtOnceWhereNobodyAnswers() throws Exception {
        ModelSource nobody = ModelSource.of("http://127.0.0.1:1/silero_vad.onnx");
        List<ModelSource> both = List.of(nobody, sources("whole").getFirst());
        assertThat(new ModelPull(model, both, STALL, out()).to(target(), false)).isTrue();
        assertThat(said.toString())
                .contains("no connection to 127.0.0.1", "brought A model")
                .doesNotContain("cut:", "gave up");
    }

    @Test
    void shouldTakeAFileOfThisMachine() throws Exception {
        Path file = Files.write(folder.resolve("brought.bin"), content);
        ModelSource source = ModelSource.of(file.toUri().toString());
        assertThat(new ModelPull(model, List.of(source), STALL, out()).to(target(), false))
                .isTrue();
        assertThat(target()).hasBinaryContent(content);
    }

    @Test
    void shouldLetOneProcessWriteAtATime() throws Exception {
        try (PartialFile other = PartialFile.open(target())) {
            assertThat(other.size()).isZero();
            assertThat(pull("whole")).isFalse();
            assertThat(said.toString()).contains("another sidetone models pull");
        }
        assertThat(pull("whole")).isTrue();
    }

    @Test
    void shouldEndOtherThanWellWhenTheModelDidNotCome() throws Exception {
        try (ServerProcess failed =
                ServerProcess.start(
                        folder, "models", "pull", "--dir", "models", "--source", url("corrupt"))) {
            assertThat(failed.exitCode()).isEqualTo(1);
        }
        try (ServerProcess wrong =
                ServerProcess.start(folder, "models", "pull", "--source", "ftp://x/y")) {
            assertThat(wrong.exitCode()).isEqualTo(2);
        }
    }

    private static final Duration STALL = Duration.ofSeconds(2);

    private boolean pull(String... paths) throws InterruptedException {
        return new ModelPull(model, sources(paths), STALL, out()).to(target(), false);
    }

    private List<ModelSource> sources(String... paths) {
        return Arrays.stream(paths).map(path -> ModelSource.of(url(path))).toList();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    private PrintWriter out() {
        return new PrintWriter(said, true);
    }

    private Path target() {
        return folder.resolve("silero_vad.onnx");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    private boolean first() {
        return ranges.isEmpty();
    }

    private byte[] corrupt() {
        byte[] corrupt = content.clone();
        corrupt[LENGTH / 2] ^= 1;
        return corrupt;
    }

    /** From where it is asked for, if it does ranges, but no further than {@code end}. */
    private void send(HttpExchange exchange, boolean doesRanges, int end) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        boolean sameVersion = tag.equals(exchange.getRequestHeaders().getFirst("If-Range"));
        int stop = Math.max(end, 0);
        int from = 0;
        if (range != null && doesRanges && sameVersion) {
            from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
            // a source that always cuts gives a little more each time
            stop = end == LENGTH ? LENGTH : Math.min(LENGTH - 1, from + 10);
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (LENGTH - 1) + "/" + LENGTH);
        }
        ranges.add(range == null ? "none" : range);
        answer(exchange, from > 0 ? 206 : 200, content, from, stop);
    }

    /** Promises all of it; what is not sent is a connection that breaks. */
    private void answer(HttpExchange exchange, int status, byte[] bytes, int from, int stop)
            throws IOException {
        exchange.getResponseHeaders().set("ETag", tag);
        int promised = bytes.length - from;
        exchange.sendResponseHeaders(status, promised == 0 ? -1 : promised);
        exchange.getResponseBody().write(bytes, from, stop - from);
        exchange.close();
    }

    private void fallSilent(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, LENGTH);
        exchange.getResponseBody().write(content, 0, 1000);
        exchange.getResponseBody().flush();
    }
}
