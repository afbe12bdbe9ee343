/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.catalog;

import dev.sidetone.orchestrator.provider.LanguageModel;
import dev.sidetone.orchestrator.provider.SpeechRecognizer;
import dev.sidetone.orchestrator.provider.SpeechSynthesizer;
import dev.sidetone.orchestrator.provider.deepgram.DeepgramRecognizer;
import dev.sidetone.orchestrator.provider.elevenlabs.ElevenLabsConfig;
import dev.sidetone.orchestrator.provider.elevenlabs.ElevenLabsVoice;
import dev.sidetone.orchestrator.provider.embedded.EmbeddedRecognizer;
import dev.sidetone.orchestrator.provider.embedded.EmbeddedSpeech;
import dev.sidetone.orchestrator.provider.embedded.EmbeddedSpeechConfig;
import dev.sidetone.orchestrator.provider.embedded.EmbeddedVoice;
import dev.sidetone.orchestrator.provider.net.ProviderKeys;
import dev.sidetone.orchestrator.provider.net.ProviderNetwork;
import dev.sidetone.orchestrator.provider.openai.OpenAiConfig;
import dev.sidetone.orchestrator.provider.openai.OpenAiModel;
import dev.sidetone.orchestrator.provider.scripted.ScriptedModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Builds providers by their vendors' names, each once and only when somebody asks for it, and
 * closes what it built. One thread, at the start and at the end.
 */
public final class ProviderCatalog implements AutoCloseable {
    private final Map<String, Supplier<SpeechRecognizer>> recognizers = new TreeMap<>();
    private final Map<String, Supplier<LanguageModel>> models = new TreeMap<>();
    private final Map<String, Supplier<SpeechSynthesizer>> synthesizers = new TreeMap<>();
    private final Map<String, AutoCloseable> built = new HashMap<>();
    private final List<AutoCloseable> order = new ArrayList<>();

    /**
     * Knows all vendors and builds none yet.
     *
     * @param network what clients reach their vendors by; outlives the catalogue
     * @param keys read when a vendor is asked for, so that only its own must be there
     */
    public ProviderCatalog(ProviderConfigs configs, ProviderNetwork network, ProviderKeys keys) {
        EmbeddedSpeechConfig embedded = configs.embedded();
        recognizers.put(
                "embedded",
                () -> {
                    EmbeddedSpeech.require("providers.stt");
                    return EmbeddedRecognizer.create(embedded);
                });
        recognizers.put(
                DeepgramRecognizer.VENDOR,
                () ->
                        new DeepgramRecognizer(
                                keys.access(
                                        DeepgramRecognizer.VENDOR,
                                        DeepgramRecognizer.PUBLIC_SERVICE),
                                configs.deepgram(),
                                network));
        models.put("embedded", ScriptedModel::new);
        synthesizers.put(
                "embedded",
                () -> {
                    EmbeddedSpeech.require("providers.tts");
                    return EmbeddedVoice.create(embedded);
                });
        models.put(
                OpenAiModel.VENDOR,
                () ->
                        new OpenAiModel(
                                keys.access(OpenAiModel.VENDOR, OpenAiConfig.BASE_URL),
                                network,
                                configs.openAi()));
        synthesizers.put(
                ElevenLabsVoice.VENDOR,
                () ->
                        new ElevenLabsVoice(
                                keys.access(ElevenLabsVoice.VENDOR, ElevenLabsConfig.BASE_URL),
                                network,
                                configs.elevenLabs()));
    }

    /**
     * The recogniser of that vendor.
     *
     * @throws IllegalArgumentException when there is none, and the message lists those there are;
     *     or when its key is missing, and the message names the variable
     */
    public SpeechRecognizer recognizer(String vendor) {
        return build("speech to text", SpeechRecognizer.class, recognizers, vendor);
    }

    /**
     * The language model of that vendor.
     *
     * @throws IllegalArgumentException when there is none, and the message lists those there are;
     *     or when its key is missing, and the message names the variable
     */
    public LanguageModel model(String vendor) {
        return build("language model", LanguageModel.class, models, vendor);
    }

    /**
     * The voice of that vendor.
     *
     * @throws IllegalArgumentException when there is none, and the message lists those there are;
     *     or when its key is missing, and the message names the variable
     */
    public SpeechSynthesizer synthesizer(String vendor) {
        return build("text to speech", SpeechSynthesizer.class, synthesizers, vendor);
    }

    private <P extends AutoCloseable> P build(
            String kind, Class<P> type, Map<String, Supplier<P>> factories, String vendor) {
        Supplier<P> factory = factories.get(vendor);
        if (factory == null) {
            throw new IllegalArgumentException(
                    kind
                            + ": no vendor \""
                            + vendor
                            + "\"; known are "
                            + String.join(", ", factories.keySet()));
        }
        AutoCloseable provider =
                built.computeIfAbsent(
                        kind + "/" + vendor,
                        absent -> {
                            P fresh = factory.get();
                            order.add(fresh);
                            return fresh;
                        });
        return type.cast(provider);
    }

    /** Closes the providers, last built first; one that fails does not keep the others. */
    @Override
    public void close() {
        for (AutoCloseable provider : order.reversed()) {
            try {
                provider.close();
            } catch (Exception ignored) {
                // at the end of the process nobody is left to do anything about it
            }
        }
        order.clear();
        built.clear();
    }
}
