/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an answer other than 200 means. The vendor's message is not kept, which may quote the
 * request; its code is.
 *
 * @param again true when another try may do better
 * @see <a href="https://platform.openai.com/docs/guides/error-codes">error codes</a>
 */
record ChatError(Kind kind, String detail, boolean again) {
    /** No money, or no more of it: the same status as too fast, and never to be tried again. */
    private static final String NO_QUOTA = "insufficient_quota";

    private static final int MAX_CODE_CHARS = 60;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Judges status and body of an answer. */
    static ChatError of(int status, byte[] body) {
        String code = codeIn(body);
        boolean noQuota = NO_QUOTA.equals(code);
        Kind kind =
                switch (status) {
                    case 408, 504 -> Kind.TIMED_OUT;
                    case 429 -> noQuota ? Kind.REJECTED : Kind.OVERLOADED;
                    case 503, 529 -> Kind.OVERLOADED;
                    default -> status >= 500 || status == 409 ? Kind.BROKEN : ofOther(status);
                };
        boolean again = status == 408 || status == 409 || status == 429 || status >= 500;
        String detail = "status " + status + (code.isEmpty() ? "" : ", " + code);
        return new ChatError(kind, detail, again && !noQuota);
    }

    private static Kind ofOther(int status) {
        return status / 100 == 4 ? Kind.REJECTED : Kind.MALFORMED;
    }

    /** Judges an error in mid-stream, by its code. */
    static ChatError inStream(String code) {
        Kind kind =
                switch (code) {
                    case NO_QUOTA, "invalid_request_error", "content_filter" -> Kind.REJECTED;
                    case "rate_limit_exceeded", "overloaded_error", "overloaded" -> Kind.OVERLOADED;
                    default -> Kind.BROKEN;
                };
        String detail = "an error in the stream" + (code.isEmpty() ? "" : ": " + code);
        return new ChatError(kind, detail, kind != Kind.REJECTED);
    }

    private static String codeIn(byte[] body) {
        try {
            JsonNode error = JSON.readTree(new String(body, StandardCharsets.UTF_8)).path("error");
            return codeOf(error.path("code").stringValue(""), error.path("type").stringValue(""));
        } catch (JacksonException notJson) {
            return "";
        }
    }

    /** Code or else type of an error object, when it reads like one; else empty. */
    static String codeOf(String code, String type) {
        String text = code.isEmpty() ? type : code;
        return text.length() <= MAX_CODE_CHARS && text.matches("[A-Za-z0-9_.-]+") ? text : "";
    }
}
