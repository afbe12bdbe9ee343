/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/** The messages of {@code /v1/listen}. Stateless. */
final class ListenJson {

    private ListenJson() {}

    static String results(ListenTurns.Results results, String requestId) {
        StringBuilder json = new StringBuilder(700);
        long start = results.startMs();
        long end = results.endMs();
        json.append("{\"type\":\"Results\",\"channel_index\":[0,1],\"duration\":")
                .append(seconds(end - start))
                .append(",\"start\":")
                .append(seconds(start))
                .append(",\"is_final\":")
                .append(results.isFinal())
                .append(",\"speech_final\":")
                .append(results.speechFinal())
                .append(",\"from_finalize\":")
                .append(results.fromFinalize())
                .append(",\"channel\":{\"alternatives\":[{\"transcript\":")
                .append(ChatJson.quoted(results.text()))
                .append(",\"confidence\":")
                .append(results.text().isEmpty() ? "0.0" : "0.99")
                .append(",\"words\":[");
        words(json, results.text(), start, end);
        json.append("]}]},\"metadata\":{\"request_id\":\"")
                .append(requestId)
                .append("\",\"model_info\":{\"name\":\"sidetone-coded\",\"version\":\"1\",")
                .append("\"arch\":\"tones\"},\"model_uuid\":\"")
                .append(requestId)
                .append("\"}}");
        return json.toString();
    }

    private static void words(StringBuilder json, String text, long start, long end) {
        if (text.isEmpty()) {
            return;
        }
        String[] words = text.split(" ", -1);
        long each = (end - start) / words.length;
        for (int i = 0; i < words.length; i++) {
            String word = ChatJson.quoted(words[i]);
            json.append(i == 0 ? "" : ",")
                    .append("{\"word\":")
                    .append(word)
                    .append(",\"start\":")
                    .append(seconds(start + i * each))
                    .append(",\"end\":")
                    .append(seconds(start + (i + 1) * each))
                    .append(",\"confidence\":0.99,\"punctuated_word\":")
                    .append(word)
                    .append('}');
        }
    }

    static String speechStarted(long atMs) {
        return "{\"type\":\"SpeechStarted\",\"channel\":[0,1],\"timestamp\":" + seconds(atMs) + "}";
    }

    static String utteranceEnd(long lastWordEndMs) {
        return "{\"type\":\"UtteranceEnd\",\"channel\":[0,1],\"last_word_end\":"
                + seconds(lastWordEndMs)
                + "}";
    }

    static String metadata(String requestId, double createdMs, long streamMs) {
        return ChatJson.object(
                Map.of(
                        "type",
                        "Metadata",
                        "transaction_key",
                        "deprecated",
                        "request_id",
                        requestId,
                        "sha256",
                        "0".repeat(64),
                        "created",
                        Instant.ofEpochMilli(Math.round(createdMs)).toString(),
                        "duration",
                        streamMs / 1e3,
                        "channels",
                        1));
    }

    private static String seconds(long ms) {
        return BigDecimal.valueOf(ms, 3).toString();
    }
}
