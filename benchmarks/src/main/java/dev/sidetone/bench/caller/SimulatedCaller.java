/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import dev.sidetone.bench.script.CallerScript;
import dev.sidetone.bench.script.Stimulus;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One caller and its carrier, as a state machine that is stepped with the time: no thread, no
 * socket, no clock of its own. At each frame boundary it first sends the frame that has just been
 * spoken, then decides what the next one holds, so that nothing it does depends on what it could
 * not yet know. Owned by the thread of the caller's loop.
 */
public final class SimulatedCaller {

    private final String callSid;
    private final CallerWire wire;
    private final CarrierPlayout playout;
    private final Histogram latenessUs;
    private final Consumer<CallProgress> listener;
    private final AgentWords words;
    private final CompletableFuture<CallResult> result = new CompletableFuture<>();
    private final ByteArrayOutputStream spoken = new ByteArrayOutputStream();
    private final List<CallerTurn> turns = new ArrayList<>();
    private final Mouth mouth = new Mouth();
    private final TraceLog trace = new TraceLog();
    private final @Nullable EchoLedger echo;
    private final TurnMeter meter;
    private final ScriptCursor cursor;
    private @Nullable FrameClock clock;
    private boolean over;
    private final List<CallerScript.TimedKey> timedKeys;
    private int keysPressed;
    private int turnsBegun = 1;
    private int marks;
    private int warnings;
    private long samplesReceived;
    private long scheduledNs = Long.MAX_VALUE;

    SimulatedCaller(String callSid, CallerSocket.Call call, CallerWire wire, Histogram latenessUs) {
        this.callSid = callSid;
        this.wire = wire;
        this.playout = new CarrierPlayout(call.playoutDepthMs());
        this.latenessUs = latenessUs;
        this.echo = call.echoes() ? new EchoLedger(callSid) : null;
        this.listener = call.listener();
        this.words = call.words();
        this.meter = new TurnMeter(playout.heard(), playout.clears());
        this.timedKeys = call.script().keys();
        this.cursor = new ScriptCursor(call.script(), new Actions());
    }

    /** The handshake is done: the stream, and stream time, begin. */
    void onOpen(long nowNs) {
        clock = new FrameClock(nowNs, latenessUs);
        turns.add(CallerTurn.greeting(nowNs));
        wire.open();
        listener.accept(new CallProgress.Connected(callSid));
        cursor.advance(nowNs);
    }

    /** The server sent audio. */
    void onMedia(byte[] mulaw, long nowNs) {
        samplesReceived += mulaw.length;
        if (echo != null) {
            echo.onMedia(mulaw);
        }
        playout.onMedia(mulaw, nowNs);
    }

    /** The server sent a mark. */
    void onMark(String name, long nowNs) {
        trace.mark(name, nowNs);
        playout.onMark(name, nowNs);
        echoMarks(nowNs);
    }

    /** The server cleared the carrier's queue. */
    void onClear(long nowNs) {
        long queuedNs = playout.endNs();
        playout.onClear(nowNs);
        trace.clear(nowNs, Math.max(0, queuedNs - Math.max(nowNs, playout.endNs())));
        echoMarks(nowNs);
    }

    /** The server sent something that the carrier would warn about. */
    void onWarning() {
        warnings++;
    }

    /** The server closed the stream, or it broke. */
    void onClosed(boolean inGoodOrder, String how, long nowNs) {
        if (!over) {
            boolean proper = clock != null && cursor.closedByServer() && inGoodOrder;
            finish(
                    proper ? "" : "the server ended the stream before the caller was done: " + how,
                    true,
                    nowNs);
        }
    }

    /** The call cannot be made or go on. */
    void onFailure(String reason, long nowNs) {
        if (!over) {
            finish(reason, false, nowNs);
        }
    }

    /** When {@link #tick} has something to do next, or {@link Long#MAX_VALUE}. */
    long nextDueNs() {
        if (over || clock == null) {
            return Long.MAX_VALUE;
        }
        return Math.min(clock.dueNs(), playout.nextMarkNs());
    }

    /** When the loop will call {@link #tick}, or {@link Long#MAX_VALUE}. */
    long scheduledNs() {
        return scheduledNs;
    }

    void scheduled(long atNs) {
        scheduledNs = atNs;
    }

    /** Does what is due. */
    void tick(long nowNs) {
        FrameClock frames = clock;
        if (over || frames == null) {
            return;
        }
        echoMarks(nowNs);
        while (!over && frames.dueNs() <= nowNs) {
            sendFrame(frames, nowNs);
            long boundaryNs = frames.frameStartNs(frames.frame());
            announce(boundaryNs);
            pressTimedKeys(boundaryNs, boundaryNs - frames.frameStartNs(0));
            cursor.advance(boundaryNs);
        }
    }

    /**
     * Completes when the call is over: a failed call is a result, an exception is a fault of the
     * caller itself.
     */
    public CompletableFuture<CallResult> result() {
        return result;
    }

    private void sendFrame(FrameClock frames, long nowNs) {
        byte[] next = mouth.nextFrame();
        byte[] frame = echo == null ? next : echo.send(next, nowNs);
        spoken.write(frame, 0, frame.length);
        wire.media(frames.frame(), frame);
        frames.onSent(nowNs);
    }

    private void pressTimedKeys(long boundaryNs, long streamNs) {
        while (keysPressed < timedKeys.size()
                && timedKeys.get(keysPressed).atMs() * 1_000_000L <= streamNs) {
            press(timedKeys.get(keysPressed++).key(), boundaryNs);
        }
    }

    private void press(char key, long nowNs) {
        trace.key(key, nowNs);
        wire.key(key);
    }

    private void echoMarks(long nowNs) {
        for (String name = playout.takeDueMark(nowNs);
                name != null && !over;
                name = playout.takeDueMark(nowNs)) {
            marks++;
            trace.echoed(nowNs);
            wire.mark(name);
        }
    }

    /** Tells of turns whose first sound lies before {@code nowNs}. */
    private void announce(long nowNs) {
        while (turnsBegun < turns.size() && turns.get(turnsBegun).onsetNs() <= nowNs) {
            CallerTurn began = turns.get(turnsBegun++);
            listener.accept(
                    new CallProgress.TurnOver(meter.measure(turns.get(began.number() - 1), began)));
            listener.accept(new CallProgress.CallerBegan(began));
        }
    }

    private void finish(String failure, boolean byServer, long nowNs) {
        over = true;
        try {
            complete(failure, byServer, nowNs);
        } catch (RuntimeException fault) {
            // Our own fault: whoever waits for the result must hear of it.
            result.completeExceptionally(fault);
        }
    }

    private void complete(String failure, boolean byServer, long nowNs) {
        announce(Long.MAX_VALUE);
        long startNs = clock == null ? nowNs : clock.frameStartNs(0);
        List<TurnFigures> figures = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            figures.add(
                    meter.measure(turns.get(i), i + 1 < turns.size() ? turns.get(i + 1) : null));
        }
        if (!figures.isEmpty()) {
            listener.accept(new CallProgress.TurnOver(figures.getLast()));
        }
        CallResult.Counts counts =
                new CallResult.Counts(
                        clock == null ? 0 : clock.frame(),
                        clock == null ? 0 : clock.late(),
                        samplesReceived / Stimulus.FRAME_BYTES,
                        playout.heard().size(),
                        playout.clears().size(),
                        marks,
                        warnings,
                        playout.maxLookAheadMs(),
                        cursor.corrections(),
                        echo == null ? null : echo.figures(nowNs));
        result.complete(
                new CallResult(
                        callSid,
                        failure,
                        byServer,
                        startNs,
                        figures,
                        cursor.claims(),
                        counts,
                        spoken.toByteArray(),
                        CallResult.render(playout.heard(), startNs),
                        trace.trace(startNs)));
    }

    /** What the script can do and see. */
    private final class Actions implements ScriptCursor.Stage {

        @Override
        public void speak(Stimulus stimulus, long nowNs) {
            for (Stimulus.SpokenTurn turn : stimulus.turns()) {
                turns.add(
                        new CallerTurn(
                                turns.size(),
                                turn.text(),
                                nowNs + turn.onsetMs() * 1_000_000L,
                                nowNs + turn.endMs() * 1_000_000L,
                                false));
            }
            mouth.speak(stimulus);
        }

        @Override
        public boolean speaking() {
            return mouth.speaking();
        }

        @Override
        public void beginKeys(String digits, long gapNs, long nowNs) {
            long endNs = nowNs + (digits.length() - 1) * gapNs;
            turns.add(new CallerTurn(turns.size(), "keys " + digits, nowNs, endNs, true));
        }

        @Override
        public void press(char key, long nowNs) {
            SimulatedCaller.this.press(key, nowNs);
        }

        @Override
        public long answerAudibleNs() {
            return meter.answerAudibleNs(turns.getLast());
        }

        @Override
        public long lastAudibleEndNs() {
            return playout.lastAudibleEndNs();
        }

        @Override
        public int turn() {
            return turns.size() - 1;
        }

        @Override
        public CompletableFuture<String> agentWords() {
            CallerTurn turn = turns.getLast();
            return words.inAnswerTo(
                    turn, CallResult.endOfSpeechMs(turn, turns.getFirst().onsetNs()));
        }

        @Override
        public void hangUp(String failure, long nowNs) {
            wire.hangUp();
            finish(failure, false, nowNs);
        }
    }
}
