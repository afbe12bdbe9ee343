/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.tool;

import dev.sidetone.orchestrator.agent.ToolPlan;
import dev.sidetone.orchestrator.provider.ToolOutcome.Status;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;

/**
 * One tool call over HTTP: as many attempts as the plan allows, all within the plan's time limit
 * and all with the same <a
 * href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">Idempotency-Key</a>,
 * so that the tool can tell a retry from a second wish. Tried again: no connection, no answer in
 * time, 429 and 5xx. Not tried again: any other answer. Used once, on one virtual thread, which it
 * blocks.
 */
final class ToolRequest {
    /** Pause before the second attempt. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    /** Each pause is so many times the one before. */
    private static final double PAUSE_GROWTH = 2;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    private final HttpClient client;
    private final ToolPlan plan;
    private final String idempotencyKey;
    private final String argumentsJson;
    private final long deadlineNs;

    ToolRequest(HttpClient client, ToolPlan plan, String idempotencyKey, String argumentsJson) {
        this.client = client;
        this.plan = plan;
        this.idempotencyKey = idempotencyKey;
        this.argumentsJson = argumentsJson;
        this.deadlineNs = System.nanoTime() + plan.timeout().toNanos();
    }

    /** Sends, retries, and says how it ended; never throws for what the tool does. */
    ToolReply send() {
        RetryConfig config =
                RetryConfig.<Attempt>custom()
                        .maxAttempts(plan.attempts())
                        .intervalFunction(pauses())
                        .retryOnResult(
                                attempt -> attempt.again() && leftNs() > FIRST_PAUSE.toNanos())
                        .build();
        return Retry.of(plan.name(), config).executeSupplier(this::attempt).reply();
    }

    /** Milliseconds of pause behind the attempt of that number, from 1. */
    static IntervalFunction pauses() {
        return IntervalFunction.ofExponentialBackoff(FIRST_PAUSE, PAUSE_GROWTH);
    }

    private Attempt attempt() {
        long limitNs = Math.min(leftNs(), Math.max(1, plan.timeout().toNanos() / plan.attempts()));
        if (limitNs <= 0) {
            return Attempt.last(Status.TIMED_OUT, "no answer in time");
        }
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request(limitNs), _ -> new LimitedBody());
        try {
            return judge(answer.get(limitNs, TimeUnit.NANOSECONDS));
        } catch (TimeoutException _) {
            return Attempt.again(Status.TIMED_OUT, "no answer in time");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Attempt.last(Status.UNREACHABLE, "shutting down");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return judge(cause == null ? e : cause);
        } finally {
            answer.cancel(true);
        }
    }

    private HttpRequest request(long limitNs) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(plan.url())
                        .timeout(Duration.ofNanos(limitNs))
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json");
        plan.headers().forEach(request::setHeader);
        return request.setHeader("Idempotency-Key", idempotencyKey)
                .POST(HttpRequest.BodyPublishers.ofString(argumentsJson))
                .build();
    }

    private static Attempt judge(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS) {
            return Attempt.again(Status.REFUSED, "status " + status);
        }
        if (status / 100 != 2) {
            return Attempt.last(Status.REFUSED, "status " + status);
        }
        try {
            var answer = ToolReply.JSON.readTree(response.body());
            return answer.isObject()
                    ? new Attempt(new ToolReply(Status.OK, answer.toString()), false)
                    : Attempt.last(Status.GARBLED, "the answer is not a JSON object");
        } catch (JacksonException _) {
            return Attempt.last(Status.GARBLED, "the answer is not JSON");
        }
    }

    private static Attempt judge(Throwable failure) {
        return switch (failure) {
            case LimitedBody.TooLargeException _ ->
                    Attempt.last(
                            Status.GARBLED,
                            "the answer is larger than " + LimitedBody.MAX_BYTES + " bytes");
            case java.net.http.HttpConnectTimeoutException _ ->
                    Attempt.again(Status.UNREACHABLE, "no connection in time");
            case java.net.http.HttpTimeoutException _ ->
                    Attempt.again(Status.TIMED_OUT, "no answer in time");
            case IOException _ -> Attempt.again(Status.UNREACHABLE, "no connection, or it broke");
            default ->
                    Attempt.last(
                            Status.UNREACHABLE,
                            "the request failed: " + failure.getClass().getSimpleName());
        };
    }

    private long leftNs() {
        return deadlineNs - System.nanoTime();
    }

    /**
     * How one attempt ended.
     *
     * @param again true when another may do better
     */
    private record Attempt(ToolReply reply, boolean again) {
        static Attempt again(Status status, String problem) {
            return new Attempt(ToolReply.failed(status, problem), true);
        }

        static Attempt last(Status status, String problem) {
            return new Attempt(ToolReply.failed(status, problem), false);
        }
    }
}
