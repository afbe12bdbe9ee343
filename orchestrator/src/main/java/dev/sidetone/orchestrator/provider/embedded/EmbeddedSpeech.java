/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

/**
 * Whether the libraries of the embedded recogniser and voice are installed: an image may go without
 * them (50 MB) where other vendors do the work. Any thread; stateless.
 */
public final class EmbeddedSpeech {
    private static final String RECOGNIZER = "/edu/cmu/sphinx/recognizer/Recognizer.class";
    private static final String ACOUSTIC_MODEL = "/edu/cmu/sphinx/models/en-us/en-us/means";
    private static final String VOICE = "/com/sun/speech/freetts/Voice.class";

    private EmbeddedSpeech() {}

    /** True when both can be had. */
    public static boolean isInstalled() {
        return isInstalled(EmbeddedSpeech.class);
    }

    static boolean isInstalled(Class<?> neighbour) {
        return neighbour.getResource(RECOGNIZER) != null
                && neighbour.getResource(ACOUSTIC_MODEL) != null
                && neighbour.getResource(VOICE) != null;
    }

    /**
     * Refuses to go on without them.
     *
     * @param key of the configuration, by which another vendor is chosen
     * @throws IllegalArgumentException when they are not installed
     */
    public static void require(String key) {
        if (!isInstalled()) {
            throw new IllegalArgumentException(
                    key
                            + ": \"embedded\" does not fit: this installation is without embedded"
                            + " speech; choose another vendor, or install with it");
        }
    }
}
