/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

import dev.sidetone.media.inbox.InboxSlot;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.Expectation;
import dev.sidetone.orchestrator.leg.DtmfCollector;
import dev.sidetone.orchestrator.leg.InboundLeg;
import dev.sidetone.orchestrator.leg.OutboundLeg;
import dev.sidetone.orchestrator.leg.SpeechListener;
import dev.sidetone.orchestrator.link.CallCommand;
import dev.sidetone.orchestrator.link.CarrierEvent;
import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.orchestrator.provider.Message;
import dev.sidetone.orchestrator.provider.ModelEvent;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.RecognitionEvent;
import dev.sidetone.orchestrator.provider.ToolOutcome;
import dev.sidetone.orchestrator.provider.VoiceEvent;
import dev.sidetone.orchestrator.turn.TurnSignal;
import org.jspecify.annotations.Nullable;

/**
 * Speech to text, language model, text to speech. Decides who speaks: the caller always wins. Its
 * parts are {@link Listening} (ear), {@link Answering} (mind) and {@link AgentVoice} (mouth); this
 * class only joins them. Owned by its call, on the call's worker.
 *
 * <pre>
 * caller speaks → paused: final asked for → turn ended + final → answer generated → clauses spoken → heard → transcript
 *                                                        caller speaks again: utterance ends, transcript is cut at what was heard
 * </pre>
 */
public final class CascadeConversation implements Conversation, SpeechListener {
    private final CascadeParts parts;
    private final AgentPlan agent;
    private final InboundLeg inbound;
    private final OutboundLeg outbound;
    private final Listening listening;
    private final AgentVoice voice;
    private final Answering answering;
    private final DtmfCollector keys;
    private final TurnLog turns;
    private final Floor floor;

    private final IdlePrompts idle;
    private final Setbacks setbacks = new Setbacks();
    private @Nullable Termination afterSpeech;
    private @Nullable Termination ending;

    public CascadeConversation(CascadeParts.Setting setting) {
        this.parts = CascadeParts.open(setting, this);
        this.agent = parts.agent();
        this.inbound = parts.inbound();
        this.outbound = parts.outbound();
        this.listening = parts.listening();
        this.voice = parts.voice();
        this.answering = parts.answering();
        this.keys = parts.keys();
        this.turns = parts.turns();
        this.idle = new IdlePrompts(agent.phrases().silence(), parts.idleNs());
        this.floor = new Floor(voice, outbound, parts.transcript(), turns, parts.counters());
    }

    @Override
    public void start(long nowNs) {
        Expectation opening = parts.opening();
        if (opening != null) {
            listening.expect(opening);
        }
        say(
                TurnTimeline.unspoken(turns.next()),
                agent.phrases().greeting(),
                ModelEvent.Next.LISTEN,
                nowNs);
    }

    @Override
    public void onSlot(InboxSlot slot, long nowNs) {
        switch (slot.kind()) {
            case MEDIA -> inbound.onMedia(slot, floor.heldByAgent(nowNs), nowNs);
            case SYNTHESIS -> voice.onSynthesis(slot, nowNs);
            case CARRIER -> onCarrier((CarrierEvent) slot.fact(), nowNs);
            case RECOGNITION -> listening.onEvent((RecognitionEvent) slot.fact(), inbound, nowNs);
            case MODEL -> answering.onModel((ModelEvent) slot.fact(), nowNs);
            case VOICE -> voice.onEvent((VoiceEvent) slot.fact(), nowNs);
            case TOOL -> answering.onTool((ToolOutcome) slot.fact(), nowNs);
            case COMMAND -> onCommand((CallCommand) slot.fact(), nowNs);
        }
        if (slot.kind() != SlotKind.MEDIA) {
            inbound.onAlarm(nowNs);
        }
        settle(nowNs);
    }

    private void onCarrier(CarrierEvent event, long nowNs) {
        switch (event) {
            case CarrierEvent.MarkPlayed mark -> outbound.onMark(mark.markId(), nowNs);
            case CarrierEvent.KeyPressed key -> {
                parts.counters().increment(MediaCounter.DIGITS);
                idle.callerActs();
                takeFloor(nowNs, nowNs);
                keys.onKey(key.key(), nowNs);
            }
            case CarrierEvent.Stopped stopped ->
                    ending = Termination.of(Termination.Reason.CALLER_HUNG_UP);
            case CarrierEvent.Lost lost -> ending = lost.termination();
        }
    }

    private void onCommand(CallCommand command, long nowNs) {
        switch (command) {
            case CallCommand.HangUp hangUp -> ending = hangUp.termination();
            case CallCommand.HandOver handOver -> {
                if (afterSpeech != null) {
                    return;
                }
                yieldFloor(nowNs);
                say(
                        TurnTimeline.unspoken(turns.next()),
                        agent.handover().say(),
                        ModelEvent.Next.HAND_OVER,
                        nowNs);
            }
        }
    }

    /**
     * A tool's outcome is told as soon as nobody speaks: as the rest of the answer that waits for
     * it, or else by itself. If the caller says something first, the answer to that covers it.
     */
    private void answerOutcome(long nowNs) {
        if (voice.live() && voice.utterance().textComplete()) {
            floor.cut(nowNs);
        }
        if (!voice.live()) {
            voice.begin(turns.aside(), nowNs);
        }
        answering.answerOutcome(nowNs);
    }

    @Override
    public void onTurnSignal(TurnSignal signal, long nowNs) {
        switch (signal) {
            case SPEECH_STARTED, BARGE_IN -> {
                takeFloor(inbound.startOfSpeechNs(), nowNs);
                idle.callerActs();
                if (listening.speechStarted()) {
                    turns.callerGoesOn();
                }
            }
            case SPEECH_PAUSED -> listening.speechPaused();
            case SPEECH_RESUMED -> {
                answering.dropSpeculation();
                listening.speechResumed();
            }
            case TURN_ENDED -> {
                turns.callerDone(inbound, nowNs);
                listening.turnEnded(nowNs);
            }
            case NONE -> {}
        }
    }

    @Override
    public void onSpeechAudio(byte[] audio, int offset, int length) {
        listening.speechAudio(audio, offset, length);
    }

    @Override
    public void onAnyAudio(byte[] audio, int offset, int length) {
        listening.anyAudio(audio, offset, length);
    }

    /**
     * The caller takes the floor: whatever the agent says or prepares ends, and only what was heard
     * of it stays. Last words of a call are the exception: the end they announce has been decided.
     */
    private void takeFloor(long onsetNs, long nowNs) {
        if (afterSpeech == null) {
            floor.noteBargeIn(onsetNs, nowNs);
            yieldFloor(nowNs);
            parts.warm();
        }
    }

    /** Whatever the agent says or prepares gives way to something else it will say. */
    private void yieldFloor(long nowNs) {
        if (afterSpeech == null) {
            answering.cancel();
            floor.cut(nowNs);
        }
    }

    @Override
    public void onAlarm(long nowNs) {
        inbound.onAlarm(nowNs);
        answering.onAlarm(nowNs);
        voice.onAlarm(nowNs);
        settle(nowNs);
    }

    private void settle(long nowNs) {
        Listening.Heard heard = listening.poll(nowNs);
        if (heard != null) {
            onHeard(heard, nowNs);
        }
        speculate(nowNs);
        String entry = keys.poll(nowNs);
        if (entry != null && afterSpeech == null) {
            respond(new Message.Keys(entry), turns.unspoken("[keys " + entry + "]"), nowNs);
        }
        Expectation expectation = answering.takeExpectation();
        if (expectation != null) {
            listening.expect(expectation);
        }
        if (answering.owesOutcome() && afterSpeech == null && !callerActs()) {
            answerOutcome(nowNs);
        }
        if (answering.fillerDue(nowNs) && voice.live()) {
            voice.timeline().pass(TurnTimeline.Stage.LLM_FIRST_TOKEN, nowNs);
            voice.phrase(agent.phrases().filler(), nowNs);
        }
        settleFailures(nowNs);
        if (afterSpeech == null
                && voice.live()
                && voice.utterance().next() == ModelEvent.Next.HAND_OVER) {
            afterSpeech = Termination.of(Termination.Reason.HANDED_OVER);
        }
        if (voice.finished(nowNs)) {
            onSpoken(nowNs);
        }
        promptWhenIdle(nowNs);
    }

    private void onHeard(Listening.Heard heard, long nowNs) {
        if (afterSpeech != null) {
            return;
        }
        TurnTimeline turn = turns.answering(listening.heardNs());
        switch (heard) {
            case Listening.Heard.Words words -> {
                turn.callerText(words.text());
                respond(new Message.Caller(words.text()), turn, nowNs);
            }
            case Listening.Heard.Nothing nothing -> {
                parts.counters().increment(MediaCounter.TURNS_UNCLEAR);
                respond(new Message.Unclear(), turn, nowNs);
            }
            case Listening.Heard.Broken broken -> {
                turns.failed("stt", broken.failure());
                trouble(turn, Termination.Reason.RECOGNIZER_FAILED, broken.failure(), nowNs);
            }
        }
    }

    /**
     * The final is there, the caller is silent, but its turn may still go on: the model begins, so
     * that its work hides inside endpointing as the recogniser's does.
     */
    private void speculate(long nowNs) {
        Listening.Heard.Words words = listening.pollEarly();
        if (words != null && !voice.live() && afterSpeech == null) {
            answering.speculate(new Message.Caller(words.text()), nowNs);
        }
    }

    private void respond(Message message, TurnTimeline turn, long nowNs) {
        if (!answering.speculatedOn(message)) {
            yieldFloor(nowNs);
        }
        setbacks.answering();
        parts.transcript().add(message);
        idle.quietFrom(nowNs);
        voice.begin(turn, nowNs);
        answering.answer(nowNs);
    }

    private void settleFailures(long nowNs) {
        ProviderFailure model = answering.takeFailure();
        if (model != null) {
            turns.failed("llm", model);
            trouble(voice.timeline(), Termination.Reason.MODEL_FAILED, model, nowNs);
        }
        ProviderFailure mouth = voice.takeFailure();
        if (mouth != null) {
            turns.failed("tts", mouth);
        }
        if (mouth != null && !voice.rescued()) {
            trouble(voice.timeline(), Termination.Reason.VOICE_FAILED, mouth, nowNs);
        }
    }

    /**
     * Says that something is wrong; what stays wrong brings a person instead, and ends the call,
     * typed.
     */
    private void trouble(
            TurnTimeline turn, Termination.Reason reason, ProviderFailure failure, long nowNs) {
        if (afterSpeech != null) {
            ending = afterSpeech;
            return;
        }
        answering.cancel();
        TurnTimeline owed = turn;
        if (voice.live() && outbound.firstWritten()) {
            // Some of the answer was heard: the turn is recorded with that, the apology is not its
            // answer.
            floor.cut(nowNs);
            owed = turns.aside();
        } else if (voice.live()) {
            voice.interrupt(nowNs);
        }
        boolean hopeless = setbacks.another();
        String words = hopeless ? agent.handover().say() : agent.phrases().trouble();
        say(owed, words, ModelEvent.Next.LISTEN, nowNs);
        if (hopeless) {
            afterSpeech = Termination.of(reason, failure.summary());
        }
    }

    private void say(TurnTimeline turn, String phrase, ModelEvent.Next next, long nowNs) {
        floor.say(turn, phrase, next, nowNs);
        idle.quietFrom(nowNs);
    }

    private void onSpoken(long nowNs) {
        floor.finish(nowNs);
        idle.quietFrom(nowNs);
        setbacks.spoken();
        if (afterSpeech != null) {
            ending = afterSpeech;
        } else if (voice.utterance().next() == ModelEvent.Next.HANG_UP) {
            ending = Termination.of(Termination.Reason.AGENT_HUNG_UP);
        }
    }

    private void promptWhenIdle(long nowNs) {
        if (idleDueNs() > nowNs) {
            return;
        }
        parts.counters().increment(MediaCounter.IDLE_PROMPTS);
        String prompt = idle.next();
        if (prompt != null) {
            say(turns.aside(), prompt, ModelEvent.Next.LISTEN, nowNs);
        } else {
            wrapUp(Termination.of(Termination.Reason.CALLER_SILENT), nowNs);
        }
    }

    private long idleDueNs() {
        boolean agentActs = voice.live() || answering.busy() || ending != null;
        return agentActs || callerActs() ? Long.MAX_VALUE : idle.dueNs();
    }

    private boolean callerActs() {
        return listening.active() || keys.collecting();
    }

    @Override
    public void wrapUp(Termination termination, long nowNs) {
        if (afterSpeech == null) {
            yieldFloor(nowNs);
            afterSpeech = termination;
            say(turns.aside(), agent.phrases().goodbye(), ModelEvent.Next.HANG_UP, nowNs);
        }
    }

    @Override
    public long nextDeadlineNs(long nowNs) {
        long due = Math.min(voice.nextDeadlineNs(nowNs), answering.nextDeadlineNs());
        due = Math.min(due, Math.min(listening.nextDeadlineNs(), keys.nextDeadlineNs()));
        due = Math.min(due, idleDueNs());
        return Math.min(due, inbound.nextDeadlineNs(nowNs, parts.stallCheckNs()));
    }

    @Override
    public boolean callerWaits() {
        return listening.awaitsFinal() || (voice.live() && !outbound.firstWritten());
    }

    @Override
    public @Nullable Termination ending() {
        return ending;
    }

    @Override
    public void close(long nowNs) {
        try {
            floor.cut(nowNs);
            turns.abandonCallerTurn();
        } finally {
            parts.close();
        }
    }
}
