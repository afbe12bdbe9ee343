/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;

/** A call to the echo that runs beside others in trouble, and must not lose a frame. */
public final class EchoingCall {
    private static final int FRAME_BYTES = 160;

    private final Random audio = new Random(1);
    private final Queue<byte[]> awaited = new ArrayDeque<>();
    private final MediaSocket socket;

    private EchoingCall(MediaSocket socket) {
        this.socket = socket;
    }

    /** Opens a call and has it running: its first frames are back. */
    public static EchoingCall open(HttpClient client, URI server, String sid, String parameters)
            throws InterruptedException {
        EchoingCall call = new EchoingCall(MediaSocket.open(client, server, sid).start(parameters));
        call.speak(3);
        call.hear();
        return call;
    }

    /** The same without a token. */
    public static EchoingCall open(HttpClient client, URI server) throws InterruptedException {
        return open(client, server, "beside", "\"agent\":\"echo\"");
    }

    /** Sends frames, each another; does not wait for them. */
    public void speak(int frames) {
        for (int i = 0; i < frames; i++) {
            byte[] frame = new byte[FRAME_BYTES];
            audio.nextBytes(frame);
            awaited.add(frame);
            socket.media(frame);
        }
    }

    /** All that was sent comes back, in order. */
    public void hear() throws InterruptedException {
        for (byte[] frame = awaited.poll(); frame != null; frame = awaited.poll()) {
            assertThat(socket.nextAudio()).as("the call beside").isEqualTo(frame);
        }
    }

    /** Nothing was lost so far, nor is now, and the call ends as it should. */
    public void hangUp() throws Exception {
        speak(3);
        hear();
        socket.close();
        assertThat(socket.closing()).isEqualTo("1000 caller_hung_up");
    }
}
