/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import dev.sidetone.bench.report.Chromium;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A headless Chromium that a test looks through, over the <a
 * href="https://chromedevtools.github.io/devtools-protocol/">DevTools protocol</a>: one page, real
 * time. Where there is none the calling test is skipped and says so.
 */
final class Browser implements WebSocket.Listener, AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long LIMIT_S = 60;
    private static final long LOOK_MS = 100;

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final StringBuilder part = new StringBuilder();
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final List<String> console = Collections.synchronizedList(new ArrayList<>());

    private Browser(Process process, URI page) {
        this.process = process;
        this.socket = client.newWebSocketBuilder().buildAsync(page, this).join();
    }

    /** Starts one that keeps its profile in this folder. */
    static Browser open(Path folder) throws IOException, InterruptedException {
        Path profile = folder.resolve("browser");
        Process process =
                new ProcessBuilder(
                                Chromium.program().toString(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--no-first-run",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + profile,
                                "about:blank")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("browser.log").toFile())
                        .start();
        try {
            Browser browser = new Browser(process, page(process, profile));
            browser.ask("Runtime.enable", Map.of());
            browser.ask("Log.enable", Map.of());
            browser.ask("Page.enable", Map.of());
            return browser;
        } catch (IOException | InterruptedException | RuntimeException e) {
            end(process);
            throw e;
        }
    }

    /** Where its one page is talked to; the browser writes its port to a file. */
    private static URI page(Process process, Path profile)
            throws IOException, InterruptedException {
        Path port = profile.resolve("DevToolsActivePort");
        while (!Files.exists(port) || Files.readAllLines(port).size() < 2) {
            if (!process.isAlive()) {
                throw new IOException("Chromium ended with " + process.exitValue());
            }
            Thread.sleep(LOOK_MS);
        }
        URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(port).getFirst() + "/json");
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (true) {
                String pages =
                        client.send(
                                        HttpRequest.newBuilder(list).build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .body();
                for (JsonNode target : JSON.readTree(pages)) {
                    if ("page".equals(target.path("type").asString())) {
                        return URI.create(target.get("webSocketDebuggerUrl").asString());
                    }
                }
                Thread.sleep(LOOK_MS);
            }
        }
    }

    /** Opens a page; what it does goes on in real time. */
    void show(URI page) {
        ask("Page.navigate", Map.of("url", page.toString()));
    }

    /** The width and height in CSS pixels, and what the page is told that the reader likes. */
    void size(int width, int height, boolean dark) {
        ask(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        height,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        width < 600));
        ask(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of(
                                        "name",
                                        "prefers-color-scheme",
                                        "value",
                                        dark ? "dark" : "light"))));
    }

    /** The value of an expression, as text. */
    String value(String expression) {
        JsonNode answer =
                ask(
                        "Runtime.evaluate",
                        Map.of("expression", "String(" + expression + ")", "awaitPromise", true));
        return answer.path("result").path("value").asString("");
    }

    /** Waits until an expression is true; the test's time limit ends a wait for nothing. */
    void await(String expression) throws InterruptedException {
        while (!"true".equals(value(expression))) {
            Thread.sleep(LOOK_MS);
        }
    }

    /** A picture of what is seen, as PNG. */
    void picture(Path file) throws IOException {
        JsonNode shot = ask("Page.captureScreenshot", Map.of("format", "png"));
        Files.write(file, Base64.getDecoder().decode(shot.get("data").asString()));
    }

    /** Errors and warnings so far. */
    List<String> console() {
        return List.copyOf(console);
    }

    private JsonNode ask(String method, Map<String, ?> parameters) {
        int id = lastId.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        socket.sendText(
                        JSON.writeValueAsString(
                                Map.of("id", id, "method", method, "params", parameters)),
                        true)
                .join();
        return answer.orTimeout(LIMIT_S, TimeUnit.SECONDS).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            take(JSON.readTree(part.toString()));
            part.setLength(0);
        }
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    private void take(JsonNode message) {
        CompletableFuture<JsonNode> answer = asked.remove(message.path("id").asInt(0));
        if (answer != null) {
            answer.complete(message.path("result"));
        }
        String event = message.path("method").asString("");
        if (event.equals("Runtime.exceptionThrown") || event.equals("Log.entryAdded")) {
            console.add(message.toString());
        }
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
        end(process);
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
