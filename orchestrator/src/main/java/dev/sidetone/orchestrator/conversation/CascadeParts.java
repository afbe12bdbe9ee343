/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

import dev.sidetone.codec.catalog.CodecCatalog;
import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.inbox.InboxMailbox;
import dev.sidetone.media.metrics.WorkerCounters;
import dev.sidetone.media.metrics.WorkerLatency;
import dev.sidetone.media.playout.PlayoutBuffer;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.Expectation;
import dev.sidetone.orchestrator.journal.CallJournal;
import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.leg.DtmfCollector;
import dev.sidetone.orchestrator.leg.InboundLeg;
import dev.sidetone.orchestrator.leg.OutboundLeg;
import dev.sidetone.orchestrator.leg.SpeechListener;
import dev.sidetone.orchestrator.link.CarrierLink;
import dev.sidetone.orchestrator.provider.ProviderSet;
import dev.sidetone.orchestrator.tool.ToolGateway;
import dev.sidetone.orchestrator.turn.Endpointing;
import dev.sidetone.orchestrator.turn.TurnConfig;
import dev.sidetone.orchestrator.turn.TurnDetector;
import dev.sidetone.vad.VoiceActivityDetector;
import dev.sidetone.vad.gate.GateConfig;
import dev.sidetone.vad.gate.PreRoll;
import dev.sidetone.vad.gate.SpeechGate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts a cascade together from what its call was given. One for each conversation. */
public final class CascadeParts {
    private final Setting setting;
    private final InboundLeg inbound;
    private final OutboundLeg outbound;
    private final Listening listening;
    private final AgentVoice voice;
    private final Answering answering;
    private final DtmfCollector keys;
    private final Transcript transcript = new Transcript();
    private final TurnLog turns;
    private final @Nullable Expectation opening;

    /**
     * What a cascade is made from.
     *
     * @param playout the call's buffer of audio awaiting playout
     */
    public record Setting(
            String callId,
            AgentPlan agent,
            CarrierLink link,
            InboxMailbox mailbox,
            PlayoutBuffer playout,
            ProviderSet providers,
            CallLimits limits,
            TurnConfig turn,
            Services services) {}

    /** What the conversation shares with others. */
    public record Services(
            WorkerCounters counters,
            WorkerLatency latency,
            ToolGateway tools,
            PhraseCache phrases,
            CallJournal journal,
            Supplier<VoiceActivityDetector> detectors) {}

    /** Opens the providers' streams and joins the parts; when one fails nothing stays open. */
    static CascadeParts open(Setting setting, SpeechListener listener) {
        ProviderStreams streams = ProviderStreams.open(setting);
        try {
            return new CascadeParts(setting, listener, streams);
        } catch (Throwable fault) {
            streams.closeAfter(fault);
            throw fault;
        }
    }

    private CascadeParts(Setting setting, SpeechListener listener, ProviderStreams streams) {
        this.setting = setting;
        AgentPlan agent = setting.agent();
        ProviderSet providers = setting.providers();
        Services services = setting.services();
        CallLimits limits = setting.limits();
        CarrierLink link = setting.link();
        AudioFormat in = link.traits().inbound();
        AudioFormat out = link.traits().outbound();
        TurnConfig turn = turnFor(setting);

        this.opening = streams.mind().opening();
        this.inbound =
                new InboundLeg(
                        in,
                        CodecCatalog.decoder(in),
                        hearing(in, turn, services.detectors().get()),
                        listener,
                        services.counters());
        this.outbound =
                new OutboundLeg(link, setting.playout(), services.counters(), services.latency());
        this.keys = new DtmfCollector(limits.dtmfTimeout().toNanos());
        this.listening =
                new Listening(
                        providers.recognizer(),
                        streams.ear(),
                        turn,
                        limits.sttFinalTimeout().toNanos(),
                        services.counters());
        this.voice =
                new AgentVoice(
                        agent,
                        providers.synthesizer(),
                        streams.mouth(),
                        outbound,
                        new AgentVoice.Setting(
                                services.phrases(),
                                out,
                                limits.voiceTimeout().toNanos(),
                                setting.mailbox(),
                                services.counters()));
        this.answering =
                new Answering(
                        providers.model(),
                        streams.mind(),
                        transcript,
                        voice,
                        new Answering.Tools(
                                services.tools(),
                                agent,
                                setting.callId(),
                                setting.mailbox(),
                                services.journal(),
                                services.counters(),
                                services.latency(),
                                limits.fillerAfter().toNanos()),
                        limits.modelTimeout().toNanos());
        this.turns = turnLog(setting);
    }

    /** Who does not declare ends of speech is not waited for. */
    private static TurnConfig turnFor(Setting setting) {
        return setting.providers().recognizer().traits().declaresEnds()
                ? setting.turn()
                : setting.turn().withEndpointing(Endpointing.OWN);
    }

    private static InboundLeg.Hearing hearing(
            AudioFormat format, TurnConfig turn, VoiceActivityDetector detector) {
        GateConfig gate = GateConfig.DEFAULT;
        return new InboundLeg.Hearing(
                detector,
                new SpeechGate(gate),
                new TurnDetector(turn),
                PreRoll.of(format, gate.preRollMs() + turn.bargeInMinSpeechMs()));
    }

    private static TurnLog turnLog(Setting setting) {
        Services services = setting.services();
        return new TurnLog(
                new TurnLog.Identity(
                        setting.callId(),
                        setting.link().traits().transport(),
                        names(setting.providers()),
                        services.journal()),
                services.counters(),
                services.latency());
    }

    private static TurnRecord.Providers names(ProviderSet providers) {
        return new TurnRecord.Providers(
                providers.recognizer().traits().vendor(),
                providers.model().vendor(),
                providers.synthesizer().vendor());
    }

    /** The caller has begun: mind and mouth get ready while they listen. */
    void warm() {
        answering.warm();
        voice.warm();
    }

    /** Releases every part, whatever another one's closing throws. */
    void close() {
        try {
            answering.close();
        } finally {
            try {
                listening.close();
            } finally {
                inbound.close();
                voice.close();
            }
        }
    }

    AgentPlan agent() {
        return setting.agent();
    }

    InboundLeg inbound() {
        return inbound;
    }

    OutboundLeg outbound() {
        return outbound;
    }

    Listening listening() {
        return listening;
    }

    AgentVoice voice() {
        return voice;
    }

    Answering answering() {
        return answering;
    }

    DtmfCollector keys() {
        return keys;
    }

    Transcript transcript() {
        return transcript;
    }

    TurnLog turns() {
        return turns;
    }

    WorkerCounters counters() {
        return setting.services().counters();
    }

    @Nullable Expectation opening() {
        return opening;
    }

    long idleNs() {
        return setting.limits().idlePromptAfter().toNanos();
    }

    /** How often a stream in mid-turn is looked at for a stall. */
    long stallCheckNs() {
        return setting.turn().stallMs() * 1_000_000L / 2;
    }
}
