/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.live;

import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.server.api.Json;
import dev.sidetone.server.call.CallDirectory;
import dev.sidetone.server.call.CallView;
import dev.sidetone.server.call.RecentFacts;
import dev.sidetone.server.report.Waterfall;
import dev.sidetone.server.store.CallRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The calls as a live page shows them: of those that live the ones worth a look, and how the others
 * do in numbers; the last turns; the last ends. Of bounded size however many calls there are.
 * Stateless; any thread but a worker's.
 */
public final class CallsPicture {
    /** Most live calls by name. */
    static final int SHOWN = 32;

    /** Of them, most that fail, and most that are slow. */
    static final int SHOWN_AS_BAD = 8;

    /** An answer that took longer is worth a look. */
    static final double SLOW_MS = 1000;

    /** Upper bounds, in milliseconds, by which live calls are counted. */
    static final List<Double> BOUNDS_MS = List.of(300.0, 500.0, 800.0, SLOW_MS);

    private static final int LONGEST_TEXT = 240;

    private final CallDirectory directory;

    public CallsPicture(CallDirectory directory) {
        this.directory = directory;
    }

    /**
     * All of it.
     *
     * @param spread live calls by the response of their last timed turn: below each of {@link
     *     #BOUNDS_MS}, above, and those without one
     */
    record Picture(
            int live, List<Integer> spread, List<Call> calls, List<Turn> turns, List<End> ended) {}

    /**
     * A live call.
     *
     * @param why {@code failing}, {@code slow}, or empty for one that is shown since it is active
     * @param responseMs of its last timed turn
     */
    record Call(
            String callId,
            String agent,
            String startedAt,
            String activeAt,
            int turns,
            String why,
            @Nullable String lastFailure,
            @Nullable Double responseMs,
            List<@Nullable Double> partsMs) {}

    /** A turn that is over. */
    record Turn(
            String callId,
            int turn,
            String agent,
            String at,
            @Nullable String callerText,
            @Nullable String agentText,
            @Nullable String agentTextHeard,
            boolean bargedIn,
            @Nullable Double responseMs,
            List<@Nullable Double> partsMs) {}

    /** A call that is over. */
    record End(
            String callId,
            String agent,
            String startedAt,
            @Nullable Long durationMs,
            int turns,
            @Nullable Double slowestMs,
            String result,
            String reason) {}

    /** The picture now, as JSON. */
    public String json() {
        return Json.of(now());
    }

    Picture now() {
        List<Live> live = new ArrayList<>();
        directory.live().forEach(call -> live.add(Live.of(call)));
        RecentFacts recent = directory.recent();
        return new Picture(
                live.size(),
                spread(live),
                shown(live),
                recent.turns().stream().map(CallsPicture::turn).toList(),
                recent.ended().stream().map(CallsPicture::end).toList());
    }

    /** A live call with what it is chosen by. */
    private record Live(CallView view, @Nullable TurnRecord timed, Instant activeAt) {
        static Live of(CallView view) {
            TurnRecord timed = null;
            Instant activeAt = view.startedAt();
            for (TurnRecord turn : view.turns().reversed()) {
                if (turn.serverMrlMs() != null) {
                    timed = turn;
                    activeAt = at(view.startedAt(), turn);
                    break;
                }
            }
            return new Live(view, timed, activeAt);
        }

        double responseMs() {
            Double ms = timed == null ? null : timed.serverMrlMs();
            return ms == null ? -1 : ms;
        }

        boolean failing() {
            return view.failures() > 0;
        }

        boolean slow() {
            return responseMs() >= SLOW_MS;
        }
    }

    private static List<Integer> spread(List<Live> live) {
        int[] counts = new int[BOUNDS_MS.size() + 2];
        for (Live call : live) {
            double ms = call.responseMs();
            int bucket = 0;
            while (bucket < BOUNDS_MS.size() && ms >= BOUNDS_MS.get(bucket)) {
                bucket++;
            }
            counts[ms < 0 ? counts.length - 1 : bucket]++;
        }
        return Arrays.stream(counts).boxed().toList();
    }

    private static List<Call> shown(List<Live> live) {
        Comparator<Live> newest = Comparator.comparing(Live::activeAt).reversed();
        Comparator<Live> slowest = Comparator.comparingDouble(Live::responseMs).reversed();
        Set<Live> chosen = new LinkedHashSet<>();
        choose(chosen, live, Live::failing, newest, SHOWN_AS_BAD);
        choose(chosen, live, Live::slow, slowest, SHOWN_AS_BAD);
        choose(chosen, live, call -> true, newest, SHOWN);
        return chosen.stream().limit(SHOWN).map(CallsPicture::call).toList();
    }

    private static void choose(
            Set<Live> chosen,
            List<Live> from,
            Predicate<Live> which,
            Comparator<Live> order,
            int most) {
        from.stream().filter(which).sorted(order).limit(most).forEach(chosen::add);
    }

    private static Call call(Live live) {
        CallView view = live.view();
        TurnRecord timed = live.timed();
        return new Call(
                view.callId(),
                view.agent(),
                view.startedAt().toString(),
                live.activeAt().toString(),
                view.turns().size(),
                live.failing() ? "failing" : live.slow() ? "slow" : "",
                view.lastFailure(),
                timed == null ? null : timed.serverMrlMs(),
                timed == null ? List.of() : Waterfall.partsMs(timed));
    }

    private static Turn turn(RecentFacts.Turn turn) {
        TurnRecord record = turn.record();
        return new Turn(
                record.callId(),
                record.turn(),
                turn.agent(),
                at(turn.callStartedAt(), record).toString(),
                cut(record.callerText()),
                cut(record.agentText()),
                cut(record.agentTextHeard()),
                record.bargedIn(),
                record.serverMrlMs(),
                Waterfall.partsMs(record));
    }

    /** When the caller had ended, as near as the call's clock tells. */
    private static Instant at(Instant callStartedAt, TurnRecord turn) {
        Double endMs = turn.endOfSpeechMs();
        return endMs == null ? callStartedAt : callStartedAt.plusMillis(Math.round(endMs));
    }

    private static End end(CallRow row) {
        CallRow.End end = row.end();
        return new End(
                row.call().callId(),
                row.call().agent(),
                row.call().startedAt().toString(),
                end == null ? null : end.durationMs(),
                row.turns(),
                row.slowestMrlMs(),
                end == null ? "" : end.result(),
                end == null ? "" : end.reason());
    }

    private static @Nullable String cut(@Nullable String text) {
        if (text == null || text.length() <= LONGEST_TEXT) {
            return text;
        }
        int length =
                Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1))
                        ? LONGEST_TEXT - 1
                        : LONGEST_TEXT;
        return text.substring(0, length) + "…";
    }
}
