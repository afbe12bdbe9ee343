package dev.sidetone.orchestrator.provider;

/** The three providers of a cascade. */
public record ProviderSet(SpeechRecognizer recognizer, LanguageModel model, SpeechSynthesizer synthesizer) {}
