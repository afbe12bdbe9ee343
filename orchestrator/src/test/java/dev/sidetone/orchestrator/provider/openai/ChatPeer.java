/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import dev.sidetone.orchestrator.provider.net.ScriptedPeer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What the vendor's server says, piece by piece. */
final class ChatPeer {
    static final int OUTPUT_TOKENS = 17;

    private static final String BEGIN =
            """
            HTTP/1.1 200 OK
            Content-Type: text/event-stream; charset=utf-8
            Transfer-Encoding: chunked

            """
                    .replace("\n", "\r\n");

    private ChatPeer() {}

    /** A whole answer. */
    static void answer(ScriptedPeer.Connection connection, String... words) throws IOException {
        begin(connection);
        words(connection, words);
        finish(connection, "stop");
    }

    static void begin(ScriptedPeer.Connection connection) throws IOException {
        connection.write(BEGIN);
        delta(connection, "\"role\":\"assistant\",\"content\":\"\"");
    }

    static void words(ScriptedPeer.Connection connection, String... words) throws IOException {
        for (String word : words) {
            delta(connection, "\"content\":\"" + word + "\"");
        }
    }

    static void delta(ScriptedPeer.Connection connection, String delta) throws IOException {
        connection.write(
                chunk(
                        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                                + "\"choices\":[{\"index\":0,\"delta\":{"
                                + delta
                                + "},\"finish_reason\":null}]}\n\n"));
    }

    /** The answer is over, its stream is not. */
    static void conclude(ScriptedPeer.Connection connection, String reason) throws IOException {
        connection.write(
                chunk(
                        "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\""
                                + reason
                                + "\"}]}\n\n"));
    }

    static void finish(ScriptedPeer.Connection connection, String reason) throws IOException {
        conclude(connection, reason);
        // in one packet: whoever has read what it cost has read its end
        connection.write(
                chunk(
                                "data: {\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":82,\"completion_tokens\":"
                                        + OUTPUT_TOKENS
                                        + "}}\n\ndata: [DONE]\n\n")
                        + "0\r\n\r\n");
    }

    static void refuse(ScriptedPeer.Connection connection, int status, String headers, String code)
            throws IOException {
        String body = "{\"error\":{\"message\":\"no\",\"type\":\"t\",\"code\":\"" + code + "\"}}";
        connection.write(
                "HTTP/1.1 "
                        + status
                        + " No\r\nContent-Type: application/json\r\n"
                        + headers
                        + "Content-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body);
    }

    private static String chunk(String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return Integer.toHexString(length) + "\r\n" + text + "\r\n";
    }
}
