/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import dev.sidetone.orchestrator.provider.ProviderSet;
import dev.sidetone.orchestrator.provider.SpeechRecognizer;
import dev.sidetone.orchestrator.provider.SpeechSynthesizer;
import dev.sidetone.orchestrator.provider.embedded.EmbeddedRecognizer;
import dev.sidetone.orchestrator.provider.embedded.EmbeddedSpeechConfig;
import dev.sidetone.orchestrator.provider.embedded.EmbeddedVoice;
import dev.sidetone.orchestrator.provider.embedded.RecognizerStats;
import dev.sidetone.orchestrator.provider.embedded.VoiceStats;
import dev.sidetone.orchestrator.provider.net.ProviderLoad;
import dev.sidetone.orchestrator.provider.net.RemoteProvider;
import dev.sidetone.server.metrics.ProviderGauge;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Reads the providers' own figures, where a provider keeps any. Stateless. */
final class ProviderGauges {
    private ProviderGauges() {}

    /** Each stage's vendors once: {@code stt}, {@code llm}, {@code tts}. */
    static List<ProviderGauge> of(
            Collection<ProviderSet> providers, EmbeddedSpeechConfig embedded) {
        var stt = new TreeMap<String, ProviderGauge>();
        var llm = new TreeMap<String, ProviderGauge>();
        var tts = new TreeMap<String, ProviderGauge>();
        for (ProviderSet set : providers) {
            String recognizer = set.recognizer().traits().vendor();
            String model = set.model().vendor();
            String voice = set.synthesizer().vendor();
            stt.put(
                    recognizer,
                    new ProviderGauge("stt", recognizer, loadOf(set.recognizer(), embedded)));
            llm.put(model, new ProviderGauge("llm", model, remoteLoadOf(set.model())));
            tts.put(voice, new ProviderGauge("tts", voice, loadOf(set.synthesizer(), embedded)));
        }
        List<ProviderGauge> all = new ArrayList<>(stt.values());
        all.addAll(llm.values());
        all.addAll(tts.values());
        return all;
    }

    private static Supplier<ProviderGauge.Load> remoteLoadOf(Object provider) {
        if (!(provider instanceof RemoteProvider remote)) {
            return () -> ProviderGauge.Load.NONE;
        }
        ProviderLoad load = remote.load();
        // what failed otherwise is told by the calls it failed, and must not count as refused too
        return () -> new ProviderGauge.Load(load.underWay(), 0, load.refused(), 0, true);
    }

    private static Supplier<ProviderGauge.Load> loadOf(
            SpeechRecognizer recognizer, EmbeddedSpeechConfig embedded) {
        if (!(recognizer instanceof EmbeddedRecognizer own)) {
            return remoteLoadOf(recognizer);
        }
        return () -> {
            RecognizerStats stats = own.stats();
            return new ProviderGauge.Load(
                    own.queueDepth(),
                    embedded.recognizerQueue(),
                    stats.overloaded(),
                    stats.late() + stats.broken() + stats.rejected(),
                    stats.standing() > 0);
        };
    }

    private static Supplier<ProviderGauge.Load> loadOf(
            SpeechSynthesizer voice, EmbeddedSpeechConfig embedded) {
        if (!(voice instanceof EmbeddedVoice own)) {
            return remoteLoadOf(voice);
        }
        return () -> {
            VoiceStats stats = own.stats();
            return new ProviderGauge.Load(
                    own.queueDepth(),
                    embedded.voiceQueue() * embedded.voiceThreads(),
                    stats.refused(),
                    stats.abandoned() + stats.broken(),
                    true);
        };
    }
}
