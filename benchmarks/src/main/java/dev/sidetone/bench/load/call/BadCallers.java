/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import dev.sidetone.bench.caller.CallSids;
import dev.sidetone.bench.webhook.InboundCall;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The bad callers of a bank: which of its arrivals they are is drawn by the seed, and each call
 * takes the next kind in turn. As one that was ended is no load any more, whoever arrived rings
 * again every 3 s until the run nears its end, whatever became of the call before; only where calls
 * churn they ring once, since others arrive all the time. Owned by the loop's thread.
 */
final class BadCallers {

    /**
     * With a server that waits 10 s for a request and for a start, two kinds of seven last that
     * long and the others about 1 s: then each has one call open on average.
     */
    static final long AGAIN_NS = 3_000_000_000L;

    private static final BadKind[] KINDS = BadKind.values();

    private final BankPlan plan;
    private final LoopParts parts;
    private final SplittableRandom random;
    private final BitSet arrivals;
    private final Set<BadCall> live = new LinkedHashSet<>();
    private int rung;
    private boolean finished;

    /** The bad ones among the callers of a plan; nobody has called yet. */
    BadCallers(BankPlan plan, LoopParts parts) {
        this.plan = plan;
        this.parts = parts;
        // turned round, so that what good callers draw is not drawn here too
        this.random = new SplittableRandom(~plan.seed());
        this.arrivals = drawn(plan.timetable().arrivalsNs().length, plan.badPercent(), random);
    }

    /** So many of all, each as likely as any other; at least one where any are asked for. */
    static BitSet drawn(int all, double percent, SplittableRandom random) {
        BitSet bad = new BitSet(all);
        long left =
                percent > 0 && all > 0 ? Math.clamp(Math.round(all * percent / 100), 1, all) : 0;
        for (int i = 0; i < all && left > 0; i++) {
            if (random.nextInt(all - i) < left) {
                bad.set(i);
                left--;
            }
        }
        return bad;
    }

    /** Whether this arrival is a bad caller's. */
    boolean has(int arrival) {
        return arrivals.get(arrival);
    }

    /** One of them arrives. */
    void arrive(long atNs) {
        ring();
        boolean churning = plan.holdNs() > 0;
        if (!churning) {
            parts.heap().schedule(new Line(atNs + AGAIN_NS), atNs + AGAIN_NS);
        }
    }

    private void ring() {
        BadKind kind = KINDS[rung++ % KINDS.length];
        BadCall call =
                kind == BadKind.SLOW_HANDSHAKE
                        ? new SlowHandshake(parts, plan.target(), live::remove)
                        : new BadStream(kind, parts, inbound(), random, live::remove);
        live.add(call);
        call.begin();
    }

    private InboundCall inbound() {
        return new InboundCall(plan.target(), plan.agent(), plan.authToken(), CallSids.fresh());
    }

    /** The run nears its end: nobody rings any more, and the server has time for what is open. */
    void finish() {
        finished = true;
    }

    /** Whether no call is open. */
    boolean over() {
        return live.isEmpty();
    }

    /** The run is over: what is open yet, the server would never have ended. */
    void giveUp() {
        List.copyOf(live).forEach(call -> call.failed("still open after the run"));
    }

    /** Whoever rings again. */
    private final class Line extends DueEntry {
        private long nextNs;

        Line(long nextNs) {
            this.nextNs = nextNs;
        }

        @Override
        long onDue(long nowNs) {
            while (!finished && nextNs <= nowNs) {
                ring();
                nextNs += AGAIN_NS;
            }
            return finished ? NEVER : nextNs;
        }
    }
}
