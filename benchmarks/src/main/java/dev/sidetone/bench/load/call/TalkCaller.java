/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import dev.sidetone.bench.caller.CallerTurn;
import dev.sidetone.bench.caller.CarrierPlayout;
import dev.sidetone.bench.caller.FrameClock;
import dev.sidetone.bench.caller.TurnMeter;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds a conversation: hears the greeting, speaks, waits for the answer and hears it out, thinks,
 * speaks again; or, where it interrupts, speaks into every other answer. What comes is heard
 * through the carrier's playout queue, and measured there.
 *
 * <p>Like {@link dev.sidetone.bench.caller.SimulatedCaller} it decides at the end of each frame
 * what the next one holds. Frames it sends are shared; a message it hears is copied once, since the
 * playout keeps it until its turn is measured. Owned by the loop's thread.
 */
final class TalkCaller extends StreamCaller {

    /** An answer that has not begun by then is missed. */
    static final long ANSWER_LIMIT_NS = 10_000_000_000L;

    /** Without a greeting the caller begins after this. */
    static final long GREETING_LIMIT_NS = 3_000_000_000L;

    /** An agent that is silent for so long has said what it had to say. */
    static final long SETTLE_NS = 800_000_000;

    private static final long THINK_FROM_NS = 200_000_000;
    private static final long THINK_TO_NS = 1_200_000_000;
    private static final long INTERRUPT_FROM_NS = 400_000_000;
    private static final long INTERRUPT_TO_NS = 1_000_000_000;

    /**
     * The meter looks a second back from an onset, and then for the end of what was said before.
     */
    private static final long HISTORY_NS = 3_000_000_000L;

    private static final long MS = 1_000_000;

    private final TalkClips clips;
    private final SplittableRandom random;
    private final boolean interrupts;
    private final CarrierPlayout playout;
    private final TurnMeter meter;
    private final TurnBook book;
    private Consumer<String> marks = _ -> {};
    private Stage stage = Stage.GREETING;
    private TalkClips.@Nullable Clip clip;
    private @Nullable CallerTurn turn;
    private int clipFrame;
    private int turns;
    private long startNs;
    private long sinceNs;
    private long untilNs;
    private boolean news;
    private boolean finishing;

    private enum Stage {
        GREETING,
        THINKING,
        SPEAKING,
        AWAITING,
        HEARING
    }

    TalkCaller(
            String callSid,
            TalkPlan plan,
            TalkClips clips,
            SplittableRandom random,
            LoadTally tally) {
        this.clips = clips;
        this.random = random;
        this.interrupts = plan.interrupts();
        this.playout = new CarrierPlayout(plan.playoutDepthMs());
        this.meter = new TurnMeter(playout.heard(), playout.clears());
        this.book = new TurnBook(callSid, plan.coded(), meter, tally);
    }

    @Override
    void onOpen(long startNs, Consumer<String> marks) {
        this.startNs = startNs;
        this.sinceNs = startNs;
        this.marks = marks;
        book.begin(startNs);
    }

    @Override
    byte[] nextFrame(long frame) {
        TalkClips.Clip said = clip;
        byte[] out = silentFrame();
        if (said != null) {
            out = said.frames()[clipFrame];
            if (++clipFrame == said.frames().length) {
                clip = null;
            }
        }
        decide(startNs + (frame + 1) * FrameClock.FRAME_NS);
        return out;
    }

    private void decide(long nowNs) {
        switch (stage) {
            case GREETING -> {
                long audibleEndNs = playout.lastAudibleEndNs();
                boolean greeted = audibleEndNs != Long.MIN_VALUE;
                if (greeted
                        ? nowNs - audibleEndNs >= SETTLE_NS
                        : nowNs - sinceNs >= GREETING_LIMIT_NS) {
                    think(nowNs);
                }
            }
            case THINKING -> {
                if (!finishing && nowNs >= untilNs) {
                    speak(nowNs);
                }
            }
            case SPEAKING -> {
                if (clip == null) {
                    stage = Stage.AWAITING;
                    news = true;
                }
            }
            case AWAITING -> await(nowNs);
            case HEARING -> hear(nowNs);
        }
    }

    private void think(long nowNs) {
        stage = Stage.THINKING;
        untilNs = nowNs + random.nextLong(THINK_FROM_NS, THINK_TO_NS);
    }

    private void speak(long nowNs) {
        TalkClips.Clip next = clips.next();
        clip = next;
        clipFrame = 0;
        CallerTurn begun =
                new CallerTurn(
                        ++turns,
                        next.text(),
                        nowNs + next.onsetMs() * MS,
                        nowNs + next.endMs() * MS,
                        false);
        turn = begun;
        book.speaks(begun, next.phrase());
        stage = Stage.SPEAKING;
    }

    private void await(long nowNs) {
        CallerTurn asked = turn;
        if (asked == null) {
            return;
        }
        // only a message can have brought the answer
        long audibleNs = news ? meter.answerAudibleNs(asked) : Long.MAX_VALUE;
        news = false;
        if (audibleNs != Long.MAX_VALUE) {
            stage = Stage.HEARING;
            untilNs =
                    interrupts && turns % 2 == 1
                            ? audibleNs + random.nextLong(INTERRUPT_FROM_NS, INTERRUPT_TO_NS)
                            : Long.MAX_VALUE;
        } else if (nowNs - asked.endNs() >= ANSWER_LIMIT_NS) {
            over(nowNs);
        }
    }

    private void hear(long nowNs) {
        long audibleEndNs = playout.lastAudibleEndNs();
        boolean speaks = nowNs < audibleEndNs;
        if (!finishing && nowNs >= untilNs && speaks) {
            speak(nowNs);
        } else if (nowNs - audibleEndNs >= SETTLE_NS) {
            over(nowNs);
        }
    }

    private void over(long nowNs) {
        book.over();
        CallerTurn last = turn;
        if (last != null) {
            playout.forget(last.onsetNs() - HISTORY_NS);
        }
        think(nowNs);
    }

    @Override
    void onMedia(byte[] mulaw, int length, long nowNs) {
        news = true;
        book.hears(mulaw, length);
        playout.onMedia(Arrays.copyOf(mulaw, length), nowNs);
    }

    @Override
    void onMark(String name, long nowNs) {
        playout.onMark(name, nowNs);
    }

    @Override
    void onClear(long nowNs) {
        news = true;
        playout.onClear(nowNs);
    }

    @Override
    long tick(long nowNs) {
        return playout.tellDueMarks(nowNs, marks);
    }

    @Override
    void finish(long nowNs) {
        finishing = true;
    }

    @Override
    boolean done(long nowNs) {
        return finishing && (stage == Stage.GREETING || stage == Stage.THINKING);
    }

    @Override
    void onEnd(long nowNs) {
        if (stage != Stage.GREETING && stage != Stage.THINKING) {
            book.cut();
        }
    }
}
