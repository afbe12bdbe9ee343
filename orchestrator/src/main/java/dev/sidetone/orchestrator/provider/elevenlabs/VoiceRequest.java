/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.elevenlabs;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.provider.net.ProviderAccess;
import dev.sidetone.orchestrator.provider.net.ProviderAddress;
import dev.sidetone.orchestrator.provider.net.UpgradeRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** How a call's sockets are asked for: address, path, key, and the first message. Immutable. */
final class VoiceRequest {
    /** What the vendor's ids of voices look like; an agent may name one of them. */
    private static final Pattern VOICE_ID = Pattern.compile("[A-Za-z0-9]{20}");

    /** The rate that the vendor's voices speak at by themselves. */
    private static final double USUAL_WORDS_PER_MINUTE = 160;

    private static final double SLOWEST = 0.7;
    private static final double FASTEST = 1.2;

    private final ProviderAddress address;
    private final UpgradeRequest upgrade;
    private final byte[] opening;

    VoiceRequest(
            ProviderAccess access,
            ElevenLabsConfig config,
            AgentPlan.Voice voice,
            AudioFormat format) {
        address = access.address();
        upgrade =
                new UpgradeRequest(
                        address.path(path(config, voice, format)),
                        Map.of("xi-api-key", access.key(), "User-Agent", "sidetone"),
                        List.of("request-id"),
                        config.connectTimeout(),
                        config.answerTimeout());
        opening = opening(voice).getBytes(StandardCharsets.US_ASCII);
    }

    ProviderAddress address() {
        return address;
    }

    UpgradeRequest upgrade() {
        return upgrade;
    }

    /** The first message. */
    byte[] opening() {
        return opening;
    }

    private static String path(ElevenLabsConfig config, AgentPlan.Voice voice, AudioFormat format) {
        String id = VOICE_ID.matcher(voice.name()).matches() ? voice.name() : config.voiceId();
        StringBuilder path = new StringBuilder("/v1/text-to-speech/");
        path.append(encoded(id)).append("/stream-input?model_id=").append(encoded(config.model()));
        path.append("&output_format=").append(outputFormat(format));
        path.append("&inactivity_timeout=").append(config.inactivityTimeout().toSeconds());
        path.append("&auto_mode=true&sync_alignment=true");
        if (config.languageCode() != null) {
            path.append("&language_code=").append(encoded(config.languageCode()));
        }
        return path.toString();
    }

    /**
     * The wire's codec by the vendor's name for it.
     *
     * @throws IllegalArgumentException when the vendor does not speak it
     */
    static String outputFormat(AudioFormat format) {
        int rate = format.sampleRate();
        return switch (format.encoding()) {
            case MULAW -> telephone("ulaw_8000", rate);
            case ALAW -> telephone("alaw_8000", rate);
            case L16 -> "pcm_" + rate;
        };
    }

    private static String telephone(String name, int rate) {
        if (rate != 8000) {
            throw new IllegalArgumentException(
                    ElevenLabsVoice.VENDOR + " speaks G.711 at 8 kHz, not " + rate);
        }
        return name;
    }

    private static String opening(AgentPlan.Voice voice) {
        double speed =
                Math.clamp(voice.wordsPerMinute() / USUAL_WORDS_PER_MINUTE, SLOWEST, FASTEST);
        return voice.wordsPerMinute() <= 0 || speed == 1
                ? "{\"text\":\" \"}"
                : String.format(
                        Locale.ROOT, "{\"text\":\" \",\"voice_settings\":{\"speed\":%.2f}}", speed);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
