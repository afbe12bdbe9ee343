/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.elevenlabs;

import dev.sidetone.orchestrator.provider.net.ScriptedPeer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;

/** What the vendor's server says: each character takes 10 ms, 80 bytes of telephone audio. */
final class VoicePeer {
    static final int CHAR_BYTES = 80;

    private VoicePeer() {}

    /** Audio of a text, each byte the code of the character it speaks. */
    static byte[] audio(String text) {
        byte[] audio = new byte[text.length() * CHAR_BYTES];
        for (int i = 0; i < text.length(); i++) {
            Arrays.fill(audio, i * CHAR_BYTES, (i + 1) * CHAR_BYTES, (byte) text.charAt(i));
        }
        return audio;
    }

    /** One message with audio and alignment of a text. */
    static void speak(ScriptedPeer.Connection connection, String text) throws IOException {
        StringBuilder chars = new StringBuilder();
        StringBuilder starts = new StringBuilder();
        StringBuilder durations = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            String comma = i == 0 ? "" : ",";
            chars.append(comma).append('"').append(text.charAt(i)).append('"');
            starts.append(comma).append(10 * i);
            durations.append(comma).append(10);
        }
        connection.send(
                "{\"audio\":\""
                        + Base64.getEncoder().encodeToString(audio(text))
                        + "\",\"isFinal\":null,\"normalizedAlignment\":null,\"alignment\":{\"chars\":["
                        + chars
                        + "],\"charStartTimesMs\":["
                        + starts
                        + "],\"charDurationsMs\":["
                        + durations
                        + "]}}");
    }

    /** One message with audio of a text that does not say what it speaks. */
    static void speakUnaligned(ScriptedPeer.Connection connection, String text) throws IOException {
        connection.send(
                "{\"audio\":\""
                        + Base64.getEncoder().encodeToString(audio(text))
                        + "\",\"isFinal\":null,\"normalizedAlignment\":null,\"alignment\":null}");
    }

    /** The last message, and the close behind it. */
    static void end(ScriptedPeer.Connection connection) throws IOException {
        connection.send(
                "{\"audio\":null,\"isFinal\":true,\"normalizedAlignment\":null,\"alignment\":null}");
        connection.frame(0x88, new byte[] {3, (byte) 0xe8});
    }
}
