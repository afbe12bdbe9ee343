/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

import dev.sidetone.codec.level.WireLevel;
import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.InboxMailbox;
import dev.sidetone.media.inbox.InboxSlot;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.WorkerCounters;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.NeverSay;
import dev.sidetone.orchestrator.leg.OutboundLeg;
import dev.sidetone.orchestrator.provider.ModelEvent;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import dev.sidetone.orchestrator.provider.SpeechSynthesizer;
import dev.sidetone.orchestrator.provider.VoiceEvent;
import org.jspecify.annotations.Nullable;

/**
 * The conversation's mouth: text in, clause by clause through phrase cache or voice, audio out
 * through the outbound leg. One utterance at a time; whatever carries an older number is dropped on
 * arrival. Owned by one conversation on its worker.
 */
final class AgentVoice {
    private static final long NONE = Long.MIN_VALUE;
    private static final long RETRY_NS = 20_000_000L;

    /**
     * Cached audio enters playout while less than this waits there: with the most that the voice
     * may bring on top (20 s) it stays within what playout holds (30 s), however long the text.
     */
    private static final int CACHED_AHEAD_MS = 10_000;

    private final NeverSay neverSay;
    private final SpeechSynthesizer synthesizer;
    private final SpeechSynthesizer.Stream stream;
    private final OutboundLeg outbound;
    private final FixedPhrases fixed;
    private final AudioFormat format;
    private final WireLevel level;
    private final long timeoutNs;
    private final SynthesisRoom room;
    private final WorkerCounters counters;
    private final SentenceSplitter splitter = new SentenceSplitter(this::addClause);

    private AgentUtterance utterance = new AgentUtterance(0);
    private TurnTimeline timeline = TurnTimeline.unspoken(0);
    private boolean live;
    private boolean rescued;
    private boolean refused;
    private boolean audibleYet;
    private long retryNs;
    private int asked;
    private boolean unfinished;
    private int cachedFed;
    private boolean feeding;
    private long clauseStart;
    private long waitingSinceNs = NONE;
    private long nowNs;
    private @Nullable ProviderFailure failure;

    AgentVoice(
            AgentPlan agent,
            SpeechSynthesizer synthesizer,
            SpeechSynthesizer.Stream stream,
            OutboundLeg outbound,
            Setting setting) {
        this.neverSay = new NeverSay(agent.neverSay());
        this.synthesizer = synthesizer;
        this.stream = stream;
        this.outbound = outbound;
        this.fixed = new FixedPhrases(setting.phrases(), synthesizer, agent, setting.format());
        this.format = setting.format();
        this.level = WireLevel.of(setting.format());
        this.timeoutNs = setting.timeoutNs();
        this.room = new SynthesisRoom(setting.mailbox(), outbound);
        this.counters = setting.counters();
    }

    /**
     * What a voice works with.
     *
     * @param timeoutNs longest wait for a clause's audio
     */
    record Setting(
            PhraseCache phrases,
            AudioFormat format,
            long timeoutNs,
            InboxMailbox mailbox,
            WorkerCounters counters) {}

    /** Something will be said soon. */
    void warm() {
        stream.warm();
    }

    /** Begins a new utterance as the answer of a turn, and returns its number. */
    int begin(TurnTimeline turn, long nowNs) {
        this.nowNs = nowNs;
        utterance = new AgentUtterance(utterance.number() + 1);
        timeline = turn;
        live = true;
        rescued = false;
        refused = false;
        audibleYet = false;
        asked = 0;
        unfinished = false;
        cachedFed = 0;
        feeding = false;
        clauseStart = 0;
        waitingSinceNs = NONE;
        failure = null;
        splitter.reset();
        outbound.begin();
        return utterance.number();
    }

    /** Takes text as it is generated. */
    void token(String text, long nowNs) {
        if (!live) {
            return;
        }
        this.nowNs = nowNs;
        splitter.append(text);
        advance();
    }

    /** Takes a whole phrase. */
    void phrase(String text, long nowNs) {
        if (!live) {
            return;
        }
        this.nowNs = nowNs;
        splitter.append(text);
        splitter.finish();
        advance();
    }

    /** The text so far is to be spoken as it is: what comes next belongs to another sentence. */
    void endSentence(long nowNs) {
        phrase("", nowNs);
    }

    /** No more text will come in this utterance. */
    void finishText(ModelEvent.Next next, long nowNs) {
        if (!live) {
            return;
        }
        this.nowNs = nowNs;
        splitter.finish();
        utterance.completeText(next);
        advance();
    }

    private void addClause(String clause) {
        if (neverSay.firstIn(clause) != null) {
            counters.increment(MediaCounter.CLAUSES_WITHHELD);
            return;
        }
        timeline.pass(TurnTimeline.Stage.FIRST_SENTENCE, nowNs);
        utterance.add(clause, fixed.find(clause));
    }

    /**
     * Brings every clause as far as it can get now: cached ones to playout, others to the voice.
     */
    private void advance() {
        feeding = false;
        AgentUtterance.Clause clause = utterance.pending();
        while (clause != null && clause.cached != null && feed(clause.cached)) {
            deliver(clause.cached.alignment());
            asked = Math.max(asked, utterance.pendingIndex());
            clause = utterance.pending();
        }
        askAhead();
        if (utterance.complete()) {
            outbound.complete();
        }
        outbound.pump(nowNs);
    }

    /** Gives a cached clause to playout as far as it may go there now; true when that was all. */
    private boolean feed(PhraseCache.Phrase phrase) {
        byte[] audio = phrase.audio();
        int room = CACHED_AHEAD_MS * format.bytesPerMs() - outbound.bufferedBytes();
        int length = Math.max(0, Math.min(room, audio.length - cachedFed));
        append(audio, cachedFed, length);
        cachedFed += length;
        feeding = cachedFed < audio.length;
        if (!feeding) {
            cachedFed = 0;
        }
        return !feeding;
    }

    /**
     * Asks for every clause up to the next cached one; that one must wait until those in front of
     * it are delivered.
     */
    private void askAhead() {
        refused = false;
        while (asked < utterance.size() && utterance.clause(asked).cached == null) {
            if (waitingSinceNs == NONE) {
                waitingSinceNs = nowNs;
            }
            if (stream.speak(utterance.number(), asked, utterance.clause(asked).text)
                    != OfferResult.ACCEPTED) {
                refused = true;
                counters.increment(MediaCounter.TTS_QUEUE_REFUSED);
                retryNs = nowNs + RETRY_NS;
                return;
            }
            asked++;
            unfinished = true;
        }
        if (unfinished && utterance.asksNoMore(asked)) {
            unfinished = false;
            stream.finish(utterance.number());
        }
    }

    /** Takes audio of the utterance; silence in front would only be latency, and is left out. */
    private void append(byte[] audio, int offset, int length) {
        int skip = 0;
        if (!audibleYet) {
            int first = level.firstAudible(audio, offset, length);
            skip = first < 0 ? length : first;
            audibleYet = first >= 0;
            clauseStart -= skip / format.encoding().bytesPerSample();
        }
        if (skip == length) {
            return;
        }
        timeline.pass(TurnTimeline.Stage.TTS_FIRST_AUDIO, nowNs);
        if (!outbound.append(audio, offset + skip, length - skip)) {
            failure = of(Kind.MALFORMED, "an utterance longer than the playout bound");
        }
    }

    private ProviderFailure of(Kind kind, String detail) {
        return new ProviderFailure(kind, synthesizer.vendor(), detail);
    }

    private void deliver(VoiceEvent.@Nullable Alignment alignment) {
        utterance.deliver(clauseStart, outbound.appendedSamples(), alignment);
        clauseStart = outbound.appendedSamples();
        waitingSinceNs = asked > utterance.pendingIndex() ? nowNs : NONE;
        outbound.endClause(nowNs);
    }

    void onSynthesis(InboxSlot slot, long nowNs) {
        room.taken(slot.audioLength());
        if (!live || rescued || slot.utterance() != utterance.number()) {
            counters.increment(MediaCounter.STALE_SYNTHESIS_DROPPED);
            room.release();
            return;
        }
        this.nowNs = nowNs;
        waitingSinceNs = nowNs;
        append(slot.audio(), slot.audioOffset(), slot.audioLength());
        outbound.pump(nowNs);
        room.release();
    }

    void onEvent(VoiceEvent event, long nowNs) {
        if (!live || rescued || event.utterance() != utterance.number()) {
            return;
        }
        this.nowNs = nowNs;
        switch (event) {
            case VoiceEvent.ClauseDone done -> {
                fixed.voiceSpoke();
                if (done.clause() == utterance.pendingIndex()) {
                    deliver(done.alignment());
                    advance();
                }
            }
            case VoiceEvent.Failed failed -> fail(failed.failure());
        }
    }

    /**
     * The voice failed: the reserve says what is left, where it knows all of it, as of a greeting
     * or an apology; a clause that was begun is begun anew.
     */
    private void fail(ProviderFailure why) {
        failure = why;
        waitingSinceNs = NONE;
        fixed.voiceFailed();
        rescued = utterance.rescue(fixed::reserve);
        if (rescued) {
            stream.cancel(utterance.number());
            asked = utterance.size();
            unfinished = false;
            clauseStart = outbound.appendedSamples();
            advance();
        }
    }

    /**
     * Does what time asks for: paced sending, a clause the voice had no room for, a voice that
     * stays silent.
     */
    void onAlarm(long nowNs) {
        this.nowNs = nowNs;
        outbound.pump(nowNs);
        room.release();
        if (live && feeding) {
            advance();
        }
        if (!live || waitingSinceNs == NONE) {
            return;
        }
        if (outbound.bufferedBytes() > 0) {
            // Nobody waits for this voice: the caller still hears what it said before.
            waitingSinceNs = nowNs;
        }
        if (nowNs - waitingSinceNs >= timeoutNs) {
            fail(of(Kind.TIMED_OUT, "no audio within " + timeoutNs / 1_000_000 + " ms"));
        } else if (refused) {
            advance();
        }
    }

    /**
     * Stops the utterance at once. Its number stays taken, so what is still under way is dropped.
     */
    void interrupt(long nowNs) {
        if (live) {
            live = false;
            splitter.reset();
            stream.cancel(utterance.number());
            outbound.clear(nowNs);
            room.release();
        }
    }

    /** Ends an utterance that was heard to its end, or cut. */
    void retire() {
        live = false;
        outbound.end();
    }

    /** What of the utterance the caller has heard by now. */
    String heard(long nowNs) {
        return utterance.heard(outbound.heardSamples(nowNs));
    }

    /** True when all of it was heard. */
    boolean finished(long nowNs) {
        return live && utterance.complete() && outbound.finished(nowNs);
    }

    /** A failure of the voice in this utterance, given out once. */
    @Nullable ProviderFailure takeFailure() {
        ProviderFailure taken = failure;
        failure = null;
        return taken;
    }

    /** True when the utterance goes on in the reserve voice: nothing else need be said. */
    boolean rescued() {
        return rescued;
    }

    /** True from {@link #begin} until the utterance was retired or interrupted. */
    boolean live() {
        return live;
    }

    AgentUtterance utterance() {
        return utterance;
    }

    TurnTimeline timeline() {
        return timeline;
    }

    long nextDeadlineNs(long nowNs) {
        long due = outbound.nextDeadlineNs(nowNs);
        if (live && waitingSinceNs != NONE) {
            due = Math.min(due, refused ? retryNs : waitingSinceNs + timeoutNs);
        }
        return due;
    }

    void close() {
        try {
            stream.close();
        } finally {
            outbound.close();
        }
    }
}
