/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFault;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketListener;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketRole;
import dev.sidetone.server.call.AgentRoster;
import dev.sidetone.server.call.CallFactory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.CharsetUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * Plays calls through the real path, from a message to the answer's bytes, without a socket, so
 * that the first caller does not pay for the compiler. Everything it needs is its own and thrown
 * away: nothing is stored, nothing counted. Runs on the thread that starts the server.
 */
public final class TwilioWarmUp {
    private static final int FRAMES = 3000;
    private static final int FRAME_MS = 20;
    private static final int FRAME_BYTES = 160;
    private static final byte SILENCE = (byte) 0xff;
    private static final long FRAME_NS = TimeUnit.MILLISECONDS.toNanos(FRAME_MS);

    /** Frames: the longest greeting heard out, the pause that ends it, the longest wait. */
    private static final int MAX_GREETING = 1500;

    private static final int QUIET = 25;
    private static final int MAX_WAIT = 150;
    private static final String MARK = "{\"event\":\"mark\"";
    private static final String STOP = "{\"event\":\"stop\",\"streamSid\":\"MZ\"}";

    private final TwilioStage stage;
    private final Carrier carrier = new Carrier();

    private TwilioWarmUp(AgentRoster agents, CallFactory factory) {
        stage = new TwilioStage(agents, factory);
    }

    /**
     * Runs the call; returns how many frames came back, for whoever wants to know that the path
     * works.
     */
    public static int run(AgentRoster agents, CallFactory factory) {
        return new TwilioWarmUp(agents, factory).play();
    }

    /**
     * Holds one turn of a conversation: hears the greeting out, says {@code speech} and waits for
     * the answer. The greeting passes in no time; from the end of speech on the caller waits in
     * real time, since recogniser and voice work on threads of their own.
     *
     * @param speech µ-law at 8 kHz
     * @return true when the agent answered
     */
    public static boolean converse(
            AgentRoster agents, CallFactory factory, String agent, byte[] speech) {
        return new TwilioWarmUp(agents, factory).turn(agent, speech);
    }

    private boolean turn(String agent, byte[] speech) {
        return played(() -> {
            step(start(agent));
            byte[] silence = new byte[FRAME_BYTES];
            Arrays.fill(silence, SILENCE);
            int quiet = 0;
            for (int i = 0; i < MAX_GREETING && quiet < QUIET; i++) {
                quiet = step(media(silence)) == 0 ? quiet + 1 : 0;
            }
            for (int from = 0; from < speech.length; from += FRAME_BYTES) {
                byte[] frame = silence.clone();
                System.arraycopy(
                        speech, from, frame, 0, Math.min(FRAME_BYTES, speech.length - from));
                step(media(frame));
            }
            int answers = 0;
            for (int i = 0; i < MAX_WAIT && answers == 0; i++) {
                LockSupport.parkNanos(FRAME_NS);
                answers = step(media(silence));
            }
            return answers;
        })
                > 0;
    }

    private int play() {
        return played(() -> {
            step(start(AgentPlan.ECHO));
            int answers = 0;
            byte[] frame = new byte[FRAME_BYTES];
            for (int i = 0; i < FRAMES; i++) {
                answers += step(media(frame));
            }
            return answers;
        });
    }

    private int played(IntSupplier call) {
        stage.start();
        try {
            int answers = call.getAsInt();
            step(STOP);
            return answers;
        } finally {
            stage.close();
            carrier.close();
        }
    }

    private static String start(String agent) {
        return "{\"event\":\"start\",\"start\":{\"callSid\":\"CA\",\"customParameters\":{\"agent\":\""
                + agent
                + "\"}},\"streamSid\":\"MZ\"}";
    }

    private String media(byte[] audio) {
        return "{\"event\":\"media\",\"media\":{\"track\":\"inbound\",\"timestamp\":\""
                + TimeUnit.NANOSECONDS.toMillis(stage.clock.nanoTime())
                + "\",\"payload\":\""
                + Base64.getEncoder().encodeToString(audio)
                + "\"},\"streamSid\":\"MZ\"}";
    }

    private int step(String message) {
        receive(message);
        stage.clock.advanceMs(FRAME_MS);
        stage.cycle();
        carrier.hear(stage.channel);
        // what was sent is played at once; a mark comes back as it went out
        List<String> marks = List.copyOf(carrier.marks);
        int answers = carrier.answers;
        carrier.forget();
        marks.forEach(this::receive);
        return answers;
    }

    private void receive(String message) {
        carrier.say(message, stage.channel);
    }

    /** The carrier's end of the socket. */
    private static final class Carrier implements WebSocketListener {
        private final WebSocketFrames frames =
                new WebSocketFrames(WebSocketRole.CLIENT, TwilioStage.MAX_MESSAGE, this);
        private final EmbeddedChannel end = new EmbeddedChannel(frames);
        private final List<String> marks = new ArrayList<>();
        private int answers;

        void say(String message, EmbeddedChannel to) {
            frames.writeText(ByteBufUtil.writeUtf8(end.alloc(), message));
            frames.flush();
            move(end, to);
        }

        void hear(EmbeddedChannel from) {
            move(from, end);
        }

        private static void move(EmbeddedChannel from, EmbeddedChannel to) {
            for (Object bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
                to.writeInbound(bytes);
            }
        }

        void forget() {
            marks.clear();
            answers = 0;
        }

        void close() {
            end.finishAndReleaseAll();
        }

        @Override
        public void onText(ByteBuf message) {
            String text = message.toString(CharsetUtil.UTF_8);
            if (text.startsWith(MARK)) {
                marks.add(text);
            } else {
                answers++;
            }
        }

        @Override
        public void onBinary(ByteBuf message) {}

        @Override
        public void onClosing(int statusCode) {}

        @Override
        public void onViolation(WebSocketFault fault) {}

        @Override
        public void onGone() {}
    }
}
