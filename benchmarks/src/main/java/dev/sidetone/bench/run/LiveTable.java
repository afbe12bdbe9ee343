/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.run;

import dev.sidetone.bench.caller.CallProgress;
import dev.sidetone.bench.caller.TurnFigures;
import dev.sidetone.bench.report.TurnMerge;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Prints the turns of a running call, each when it is over. Progress is handed from the caller's
 * loop by a queue; a thread of its own asks the server for its view and prints. On a terminal one
 * further line says what is going on.
 */
public final class LiveTable implements AutoCloseable {

    private static final Duration SERVER_VIEW_WAIT = Duration.ofMillis(1500);
    private static final String ERASE_LINE = "\r\u001b[K";

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final PrintStream out;
    private final boolean live;
    private final TurnTable table;
    private final CallRun run;
    private final Thread printer;

    /** Null progress says that the call is over. */
    private record Event(@Nullable CallProgress progress, long atNs) {}

    /**
     * Starts printing.
     *
     * @param live whether {@code out} is a terminal with a line of progress
     * @param colour whether it is painted
     */
    public LiveTable(PrintStream out, boolean live, boolean colour, CallRun run) {
        this.out = out;
        this.live = live;
        this.table = new TurnTable(colour);
        this.run = run;
        this.printer = Thread.ofVirtual().name("sidetone-table").start(this::print);
    }

    /** Takes progress from the caller's loop. */
    public void accept(CallProgress progress) {
        events.add(new Event(progress, System.nanoTime()));
    }

    /** Prints what is left, then ends. */
    @Override
    public void close() {
        events.add(new Event(null, 0));
        try {
            printer.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void print() {
        long startNs = 0;
        try {
            for (Event event = events.take(); event.progress != null; event = events.take()) {
                switch (event.progress) {
                    case CallProgress.Connected _ -> {
                        startNs = event.atNs;
                        status("connected");
                    }
                    case CallProgress.CallerBegan began ->
                            status(
                                    "%.0f s, turn %d: %s"
                                            .formatted(
                                                    (event.atNs - startNs) / 1e9,
                                                    began.turn().number(),
                                                    began.turn().keys()
                                                            ? "the caller presses keys"
                                                            : "the caller speaks"));
                    case CallProgress.TurnOver over -> row(over.figures(), startNs);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        status("");
    }

    private void row(TurnFigures figures, long startNs) {
        double endMs = (figures.turn().endNs() - startNs) / 1e6;
        List<String> lines =
                new ArrayList<>(
                        table.turn(
                                TurnMerge.one(figures, endMs, serverView(figures, endMs)),
                                figures));
        status("");
        lines.forEach(out::println);
        out.flush();
    }

    private @Nullable TurnRecord serverView(TurnFigures figures, double endMs) {
        try {
            List<TurnRecord> turns =
                    run.serverTurns(
                            known -> TurnMerge.counterpart(figures, endMs, known) != null,
                            SERVER_VIEW_WAIT);
            return TurnMerge.counterpart(figures, endMs, turns);
        } catch (IOException _) {
            // A server without this API: the table shows the caller's side alone.
            return null;
        }
    }

    private void status(String text) {
        if (live) {
            out.print(ERASE_LINE + text);
            out.flush();
        }
    }
}
