/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import dev.sidetone.server.config.ServerConfig;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The TwiML documents that the webhook answers, XML-escaped. See <a
 * href="https://www.twilio.com/docs/voice/twiml/stream">TwiML: Stream</a>. Stateless.
 */
final class Twiml {
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>";
    private static final String TAIL = "</Response>";

    private Twiml() {}

    /** Connects the call to a stream, and says what follows it. */
    static String connect(
            String streamUrl,
            @Nullable String action,
            Map<String, String> parameters,
            ServerConfig.AfterStream after) {
        StringBuilder xml = new StringBuilder(HEAD).append("<Connect");
        if (action != null) {
            xml.append(" action=\"").append(escape(action)).append('"');
        }
        xml.append("><Stream url=\"").append(escape(streamUrl)).append("\">");
        parameters.forEach((name, value) ->
                xml.append("<Parameter name=\"")
                        .append(escape(name))
                        .append("\" value=\"")
                        .append(escape(value))
                        .append("\"/>"));
        return xml.append("</Stream></Connect>").append(verb(after)).append(TAIL).toString();
    }

    /** Says that the call cannot be taken, and hangs up. */
    static String apology(String words) {
        return HEAD + "<Say>" + escape(words) + "</Say><Hangup/>" + TAIL;
    }

    private static String verb(ServerConfig.AfterStream after) {
        String value = escape(after.value());
        return switch (after.verb()) {
            case DIAL -> "<Dial><Number>" + value + "</Number></Dial>";
            case SAY -> "<Say>" + value + "</Say><Hangup/>";
            case HANGUP -> "<Hangup/>";
            case REDIRECT -> "<Redirect>" + value + "</Redirect>";
        };
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&apos;");
                default -> {
                    // XML 1.0 has no way to write other control characters
                    if (c >= 0x20 || c == '\t' || c == '\n' || c == '\r') {
                        escaped.append(c);
                    }
                }
            }
        }
        return escaped.toString();
    }
}
