/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.orchestrator.provider.net.ProviderAccess;
import dev.sidetone.orchestrator.provider.net.UpgradeRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The request that opens a stream, <a
 * href="https://developers.deepgram.com/reference/speech-to-text/listen-streaming">Listen</a>.
 * Stateless.
 */
final class ListenRequest {
    /** What a refusal tells about itself. */
    private static final List<String> TOLD = List.of("dg-error", "dg-request-id", "retry-after");

    private ListenRequest() {}

    /** The request for one call's stream. */
    static UpgradeRequest of(ProviderAccess access, DeepgramConfig config, AudioFormat format) {
        StringBuilder query = new StringBuilder(access.address().path("/v1/listen"));
        char separator = '?';
        for (Map.Entry<String, String> parameter : parameters(config, format).entrySet()) {
            query.append(separator).append(encoded(parameter.getKey())).append('=');
            query.append(encoded(parameter.getValue()));
            separator = '&';
        }
        for (String keyterm : config.keyterms()) {
            query.append("&keyterm=").append(encoded(keyterm));
        }
        return new UpgradeRequest(
                query.toString(),
                Map.of("Authorization", "Token " + access.key()),
                TOLD,
                config.limits().connect(),
                config.limits().answer());
    }

    private static Map<String, String> parameters(DeepgramConfig config, AudioFormat format) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("model", config.model());
        parameters.put("language", config.language());
        parameters.put("encoding", encoding(format));
        parameters.put("sample_rate", Integer.toString(format.sampleRate()));
        parameters.put("channels", "1");
        parameters.put("interim_results", "true");
        parameters.put(
                "endpointing",
                config.endpointingMs() == 0 ? "false" : Integer.toString(config.endpointingMs()));
        if (config.utteranceEndMs() > 0) {
            parameters.put("utterance_end_ms", Integer.toString(config.utteranceEndMs()));
        }
        parameters.putAll(config.extra());
        return parameters;
    }

    private static String encoding(AudioFormat format) {
        return switch (format.encoding()) {
            case MULAW -> "mulaw";
            case ALAW -> "alaw";
            case L16 -> "linear16";
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
