/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.run;

import dev.sidetone.bench.caller.CallProgress;
import dev.sidetone.bench.caller.CallResult;
import dev.sidetone.bench.caller.CallSids;
import dev.sidetone.bench.caller.CallTrace;
import dev.sidetone.bench.caller.CallerLoop;
import dev.sidetone.bench.caller.CallerSocket;
import dev.sidetone.bench.caller.CallerTurn;
import dev.sidetone.bench.caller.EchoFigures;
import dev.sidetone.bench.caller.StreamTarget;
import dev.sidetone.bench.report.CallOutcome;
import dev.sidetone.bench.report.Check;
import dev.sidetone.bench.report.TurnMerge;
import dev.sidetone.bench.webhook.CarrierHttp;
import dev.sidetone.bench.webhook.InboundCall;
import dev.sidetone.bench.webhook.TurnsApi;
import dev.sidetone.bench.webhook.Twiml;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes one call and follows it to its end: webhook, stream, what comes after it, and the server's
 * view. Blocks its thread.
 */
public final class CallRun {

    private static final String TRANSPORT = "twilio";
    private static final Duration SERVER_VIEW_WAIT = Duration.ofSeconds(3);

    private final CallerLoop loop;
    private final CallRequest request;
    private final CallSids sids = CallSids.fresh();
    private final InboundCall announced;
    private final CarrierHttp http;
    private final TurnsApi api;

    /** A call to be made on this loop. */
    public CallRun(CallerLoop loop, CallRequest request, CarrierHttp http) {
        this.loop = loop;
        this.request = request;
        this.http = http;
        this.announced =
                new InboundCall(request.target(), request.agent(), request.authToken(), sids);
        this.api = new TurnsApi(http, InboundCall.apiBase(request.target()), request.apiToken());
    }

    /**
     * The server's view of this call's turns, waited for until it is enough.
     *
     * @return what is known at the limit, enough or not
     */
    List<TurnRecord> serverTurns(Predicate<List<TurnRecord>> enough, Duration limit)
            throws IOException {
        return api.await(sids.call(), enough, limit);
    }

    /**
     * Makes the call. Never throws: a call that cannot be made is a failed call.
     *
     * @param listener told on the loop's thread
     */
    public CallOutcome make(Consumer<CallProgress> listener) {
        Twiml.@Nullable Stream stream = null;
        String nextVerb = "";
        StreamTarget target;
        try {
            if (announced.byWebhook()) {
                Twiml twiml = http.post(announced.webhookUrl(), announced.form("ringing"));
                stream = twiml.stream();
                nextVerb = twiml.nextVerb();
                if (stream == null) {
                    String said =
                            twiml.said().isEmpty() ? twiml.nextVerb() : "\"" + twiml.said() + "\"";
                    return refused("the call was refused: " + said);
                }
                target = announced.stream(stream);
            } else {
                target = announced.directStream();
            }
        } catch (IOException | IllegalArgumentException e) {
            return refused(e.getMessage() == null ? e.toString() : e.getMessage());
        }
        CallResult result =
                CallerSocket.connect(
                                loop,
                                sids,
                                target,
                                new CallerSocket.Call(
                                        request.script(),
                                        request.playoutDepthMs(),
                                        request.toEcho(),
                                        listener,
                                        this::agentWords))
                        .result()
                        .join();
        if (stream != null && !stream.action().isEmpty()) {
            nextVerb = askAction(stream.action());
        }
        return outcome(result, nextVerb);
    }

    /**
     * What the server says that the agent said in answer to a turn. The API is asked on a thread of
     * its own, since this is called on the loop's.
     */
    private CompletableFuture<String> agentWords(CallerTurn turn, double endMs) {
        CompletableFuture<String> words = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("sidetone-agent-words")
                .start(() -> {
                    try {
                        TurnRecord record =
                                TurnMerge.counterpart(turn, endMs, api.turns(sids.call()));
                        String text = record == null ? null : record.agentText();
                        words.complete(text == null ? "" : text);
                    } catch (IOException | RuntimeException e) {
                        words.completeExceptionally(e);
                    }
                });
        return words;
    }

    private CallOutcome outcome(CallResult result, String nextVerb) {
        List<TurnRecord> server = List.of();
        String unknown = "the server tells nothing about the call";
        try {
            server = serverTurns(turns -> turns.size() >= result.turns().size(), SERVER_VIEW_WAIT);
        } catch (IOException e) {
            unknown = String.valueOf(e.getMessage());
        }
        List<TurnRecord> merged = TurnMerge.merge(result, TRANSPORT, server);
        List<Check> checks = new ArrayList<>();
        for (CallResult.Claim claim : result.claims()) {
            checks.add(judge(claim, merged, unknown));
        }
        if (result.counts().clears() > 0) {
            checks.add(StaleAudio.judge(result, merged));
        }
        EchoFigures echo = result.counts().echo();
        if (echo != null) {
            checks.add(
                    new Check(
                            "every frame comes back, once and in order",
                            echo.faithful(),
                            echo.faithful() ? "" : echo.toString()));
        }
        return new CallOutcome(result, merged, checks, nextVerb);
    }

    private static Check judge(CallResult.Claim claim, List<TurnRecord> turns, String unknown) {
        String said = claim.turn() < turns.size() ? turns.get(claim.turn()).agentText() : null;
        boolean held = said != null && claim.pattern().matcher(said).find();
        String name =
                "turn " + claim.turn() + ": the agent says " + PatternWords.of(claim.pattern());
        return new Check(
                name, held, said == null ? unknown : held ? "" : "it said \"" + said + "\"");
    }

    private String askAction(String action) {
        try {
            Twiml twiml =
                    http.post(request.target().resolve(action), announced.form("in-progress"));
            String said = twiml.said().isEmpty() ? "" : "Say: " + twiml.said();
            return said.isEmpty()
                    ? twiml.nextVerb()
                    : twiml.nextVerb().isEmpty() ? said : said + ", " + twiml.nextVerb();
        } catch (IOException e) {
            return "no answer: " + e.getMessage();
        }
    }

    private CallOutcome refused(String why) {
        CallResult.Counts none = new CallResult.Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, null);
        return new CallOutcome(
                new CallResult(
                        sids.call(),
                        why,
                        false,
                        0,
                        List.of(),
                        List.of(),
                        none,
                        new byte[0],
                        new byte[0],
                        CallTrace.EMPTY),
                List.of(),
                List.of(),
                "");
    }
}
