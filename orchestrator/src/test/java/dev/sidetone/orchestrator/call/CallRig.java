/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.call;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.InboxMailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.SharedCounters;
import dev.sidetone.media.worker.ManualClock;
import dev.sidetone.media.worker.MediaWorker;
import dev.sidetone.media.worker.WorkerConfig;
import dev.sidetone.media.worker.WorkerGroup;
import dev.sidetone.media.worker.WorkerMode;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.conversation.CallLimits;
import dev.sidetone.orchestrator.conversation.PhraseCache;
import dev.sidetone.orchestrator.journal.CallEvent;
import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.link.CarrierEvent;
import dev.sidetone.orchestrator.provider.LanguageModel;
import dev.sidetone.orchestrator.provider.ToolCall;
import dev.sidetone.orchestrator.tool.ToolGateway;
import dev.sidetone.orchestrator.turn.TurnConfig;
import dev.sidetone.vad.energy.EnergyDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * One call on a stepped worker: a millisecond at a time, a frame of the caller's audio every 20.
 */
final class CallRig implements ToolGateway {
    private static final AudioFormat FORMAT = AudioFormat.MULAW_8K;

    final ManualClock clock = new ManualClock(1_000_000_000_000L);
    final WorkerGroup group =
            WorkerGroup.invoker(
                    WorkerConfig.defaults().with(WorkerMode.INVOKER, 1).withInboxSlots(1024),
                    clock,
                    e -> {
                        throw new AssertionError(e);
                    });
    final MediaWorker worker = group.worker(0);
    final ModelledCarrier carrier = new ModelledCarrier();
    final ScriptedProviders providers = new ScriptedProviders();
    final List<CallEvent> events = new ArrayList<>();
    final List<ToolCall> toolCalls = new ArrayList<>();
    final PhraseCache phrases = new PhraseCache();
    final InboxMailbox mailbox;
    final long startNs;
    private final TurnConfig turn;
    private final byte[] frame = new byte[FORMAT.frameBytes()];
    private final Random random = new Random(7);
    boolean journalFull;
    private long streamMs;
    private boolean speaking;

    CallRig(AgentPlan agent) {
        this(agent, CallLimits.DEFAULTS);
    }

    CallRig(AgentPlan agent, CallLimits limits) {
        this(agent, limits, TurnConfig.DEFAULT, false);
    }

    /** One whose recogniser may declare ends of speech. */
    CallRig(AgentPlan agent, CallLimits limits, TurnConfig turn, boolean declaresEnds) {
        this(agent, limits, turn, declaresEnds, _ -> {}, false);
    }

    /** One that a whole model answers, not the rig's mind. */
    static CallRig withModel(AgentPlan agent, LanguageModel model) {
        return new CallRig(
                agent,
                CallLimits.DEFAULTS,
                TurnConfig.DEFAULT,
                false,
                providers -> providers.model = model,
                false);
    }

    /** One whose voice is asked live for everything, and has a reserve. */
    static CallRig withRemoteVoice(Consumer<ScriptedProviders.Mouth> state) {
        return new CallRig(
                agent(),
                CallLimits.DEFAULTS,
                TurnConfig.DEFAULT,
                false,
                providers -> state.accept(providers.mouth),
                true);
    }

    private CallRig(
            AgentPlan agent,
            CallLimits limits,
            TurnConfig turn,
            boolean declaresEnds,
            Consumer<ScriptedProviders> setting,
            boolean remoteVoice) {
        this.turn = turn;
        providers.ear.declaresEnds = declaresEnds;
        setting.accept(providers);
        group.start();
        if (remoteVoice) {
            phrases.prepareReserve(
                    agent, new ScriptedProviders.Mouth(), FORMAT, Duration.ofSeconds(1));
        } else if (agent.kind() == AgentPlan.Kind.CASCADE) {
            phrases.prepare(agent, providers.mouth, FORMAT, Duration.ofSeconds(1));
            providers.mouth.spoken.clear();
        }
        long key = worker.nextCallKey();
        mailbox =
                new InboxMailbox(
                        worker.inbox(), key, 20_000 * FORMAT.bytesPerMs(), new SharedCounters());
        carrier.connect(mailbox);
        startNs = clock.nanoTime();
        worker.add(call(agent, limits));
    }

    /** A call with this rig's providers, not yet on its worker. */
    Call call(AgentPlan agent, CallLimits limits) {
        return new Call(
                new CallSpec(mailbox.callKey(), "CA1", agent, limits, turn),
                carrier,
                new CallEnvironment(
                        worker.alarmFor(mailbox.callKey()),
                        mailbox,
                        worker.counters(),
                        worker.latency(),
                        worker.chunks(),
                        worker.pace(),
                        providers.set(),
                        this,
                        phrases,
                        event -> {
                            if (journalFull) {
                                return OfferResult.BACK_PRESSURED;
                            }
                            events.add(event);
                            return OfferResult.ACCEPTED;
                        },
                        EnergyDetector::new));
    }

    static AgentPlan agent() {
        return new AgentPlan(
                "desk",
                AgentPlan.Kind.CASCADE,
                "",
                new AgentPlan.Voice("v", 150),
                new AgentPlan.Phrases(
                        "Hello, I am a machine.",
                        List.of("Pardon?"),
                        List.of("Still there?"),
                        "Goodbye.",
                        "Sorry, a fault.",
                        "One moment."),
                List.of(),
                List.of(),
                List.of(),
                new AgentPlan.Handover(List.of(), '0', "I get a person."),
                List.of("forbidden"),
                new AgentPlan.Providers(null, null, null));
    }

    /** Lets time pass; the caller is silent or speaks as {@link #speak} and {@link #hush} say. */
    void run(int ms) {
        for (int i = 0; i < ms; i++) {
            clock.advanceMs(1);
            streamMs++;
            if (streamMs % FORMAT.ptimeMs() == 0) {
                Arrays.fill(frame, (byte) 0xFF);
                if (speaking) {
                    for (int s = 0; s < frame.length; s++) {
                        // Noise that swells and fades as syllables do.
                        int level = 0x10 + (int) (0x18 * Math.abs(Math.sin(streamMs / 60.0)));
                        frame[s] =
                                (byte)
                                        (level
                                                | (random.nextBoolean() ? 0x80 : 0)
                                                | random.nextInt(16));
                    }
                }
                mailbox.media(streamMs, clock.nanoTime(), frame, 0, frame.length);
            }
            carrier.playMs();
            worker.doWork();
            worker.doWork();
        }
    }

    /** Frames of so many milliseconds never arrive. */
    void lose(int ms) {
        streamMs += ms;
        clock.advanceMs(ms);
    }

    /** The caller says this, for so long, and is silent afterwards for as long as given. */
    void say(String text, int ms, int silenceMs) {
        providers.ear.texts.add(text);
        speaking = true;
        run(ms);
        speaking = false;
        run(silenceMs);
    }

    void speak() {
        speaking = true;
    }

    void hush() {
        speaking = false;
    }

    /** Lets time pass until the agent has finished speaking. */
    void runUntilQuiet() {
        int guard = 0;
        do {
            run(20);
        } while ((carrier.playing() || ++guard < 3) && carrier.closed == null);
    }

    /** How much audio of the call the caller has sent. */
    long streamMs() {
        return streamMs;
    }

    void fact(Object event) {
        mailbox.fact(SlotKind.CARRIER, event);
    }

    void press(String keys) {
        for (int i = 0; i < keys.length(); i++) {
            fact(new CarrierEvent.KeyPressed(keys.charAt(i)));
        }
    }

    List<TurnRecord> turns() {
        List<TurnRecord> turns = new ArrayList<>();
        for (CallEvent event : events) {
            if (event instanceof CallEvent.TurnEnded ended) {
                turns.add(ended.turn());
            }
        }
        return turns;
    }

    long count(MediaCounter counter) {
        return worker.counters().get(counter);
    }

    @Override
    public void invoke(
            AgentPlan agent,
            ToolCall toolCall,
            String callId,
            dev.sidetone.media.inbox.Mailbox calls) {
        toolCalls.add(toolCall);
    }

    @Override
    public void close() {
        group.close(Duration.ofSeconds(1));
    }
}
