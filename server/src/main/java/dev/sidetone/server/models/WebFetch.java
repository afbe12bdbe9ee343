/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Brings a file over HTTP into a {@link PartialFile}, going on where an earlier run or try stopped,
 * as long as the server says that it is still the same version (RFC 9110, 13.1.5 and 14). One
 * thread.
 */
final class WebFetch implements AutoCloseable {
    private static final int TRIES = 3;
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int BAD_RANGE = 416;
    private static final int CLIENT_ERROR = 400;

    private final HttpClient client;
    private final ScheduledExecutorService watch;
    private final Duration stall;
    private final PrintWriter out;

    /**
     * Fetches through the JDK's default proxies.
     *
     * @param stall longest time without a byte
     */
    WebFetch(Duration connect, Duration stall, PrintWriter out) {
        this.stall = stall;
        this.out = out;
        this.client =
                HttpClient.newBuilder()
                        .connectTimeout(connect)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .proxy(ProxySelector.getDefault())
                        .build();
        this.watch =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("stall-watch").factory());
    }

    /**
     * Brings the file, {@code length} bytes long.
     *
     * @throws PullException when it does not come; what came is kept for the next time
     */
    void fetch(ModelSource.Web source, long length, PartialFile part)
            throws PullException, InterruptedException {
        IOException last = null;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            try {
                if (tryFetch(source, length, part)) {
                    return;
                }
            } catch (ConnectException | HttpConnectTimeoutException unreachable) {
                // another try would meet the same wall or firewall
                throw new PullException(
                        "no connection to "
                                + source.uri().getHost()
                                + "; through a proxy:"
                                + " SIDETONE_JAVA_OPTS=-Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT",
                        unreachable);
            } catch (IOException cut) {
                last = cut;
                out.println("  cut: " + said(cut));
            }
        }
        throw new PullException("gave up after " + TRIES + " tries: " + said(last), last);
    }

    /** False when it must be tried again at once. */
    private boolean tryFetch(ModelSource.Web source, long length, PartialFile part)
            throws IOException, PullException, InterruptedException {
        PartialFile.Origin kept = part.origin();
        long have = part.size();
        boolean resumes =
                kept != null
                        && kept.source().equals(source.toString())
                        && have > 0
                        && have < length;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(source.uri())
                        .timeout(stall)
                        .header("User-Agent", "sidetone");
        if (resumes && kept != null) {
            request.header("Range", "bytes=" + have + "-").header("If-Range", kept.validator());
        }
        HttpResponse<InputStream> response =
                client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            if (status == PARTIAL && resumes && startsAt(response, have)) {
                out.println("  going on at byte " + have + " of " + length);
            } else if (status == OK) {
                if (resumes) {
                    out.println("  the server sends the whole file again");
                }
                part.restart(origin(source, response));
            } else if (status == BAD_RANGE || status == PARTIAL) {
                part.discard();
                return false;
            } else if (status >= CLIENT_ERROR && status < 500) {
                throw new PullException("answered " + status);
            } else {
                throw new IOException("answered " + status);
            }
            copy(body, length, part);
        }
        return true;
    }

    private static boolean startsAt(HttpResponse<?> response, long position) {
        return response.headers()
                .firstValue("Content-Range")
                .filter(range -> range.startsWith("bytes " + position + "-"))
                .isPresent();
    }

    /** A weak ETag does not promise the same bytes. */
    private static PartialFile.@Nullable Origin origin(
            ModelSource.Web source, HttpResponse<?> response) {
        return response.headers()
                .firstValue("ETag")
                .filter(tag -> tag.startsWith("\""))
                .or(() -> response.headers().firstValue("Last-Modified"))
                .map(validator -> new PartialFile.Origin(source.toString(), validator))
                .orElse(null);
    }

    private void copy(InputStream body, long length, PartialFile part)
            throws IOException, PullException {
        AtomicLong lastByteNs = new AtomicLong(System.nanoTime());
        var watching =
                watch.scheduleWithFixedDelay(
                        () -> closeWhenStalled(body, lastByteNs), 1, 1, TimeUnit.SECONDS);
        try {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
                lastByteNs.set(System.nanoTime());
                if (part.size() + read > length) {
                    part.discard();
                    throw new PullException("sent more than " + length + " bytes: another file");
                }
                part.append(chunk, read);
            }
        } finally {
            watching.cancel(false);
        }
        if (part.size() < length) {
            throw new IOException("ended after " + part.size() + " of " + length + " bytes");
        }
    }

    private void closeWhenStalled(InputStream body, AtomicLong lastByteNs) {
        if (System.nanoTime() - lastByteNs.get() > stall.toNanos()) {
            try {
                body.close();
            } catch (IOException | CancellationException closing) {
                out.println("  closing the connection: " + closing);
            }
        }
    }

    private static String said(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "the server does not know which part it has";
        }
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }

    @Override
    public void close() {
        watch.shutdownNow();
        client.shutdownNow();
    }
}
