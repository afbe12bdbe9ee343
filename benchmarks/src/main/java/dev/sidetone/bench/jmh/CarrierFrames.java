/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.conversation.CallLimits;
import dev.sidetone.orchestrator.conversation.PhraseCache;
import dev.sidetone.orchestrator.provider.ToolCall;
import dev.sidetone.orchestrator.tool.ToolGateway;
import dev.sidetone.orchestrator.turn.TurnConfig;
import dev.sidetone.server.call.AgentRoster;
import dev.sidetone.server.call.LiveCalls;
import dev.sidetone.server.carrier.twilio.TwilioHotPath;
import dev.sidetone.vad.energy.EnergyDetectors;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The frames that a caller's carrier sends, as text and on the wire, and an echo call that takes
 * them. Walks through all of them, so that no branch predictor learns one by heart.
 */
final class CarrierFrames {
    private static final byte[] START =
            ("{\"event\":\"start\",\"start\":{\"callSid\":\"CA1\",\"customParameters\":{\"agent\":\"echo\"}},"
                            + "\"streamSid\":\""
                            + TwilioHotPath.STREAM_SID
                            + "\"}")
                    .getBytes(StandardCharsets.US_ASCII);
    private static final int KEY = 0x37fa213d;
    private static final int MAX_BYTES = 1024;

    private final byte[][] texts = new byte[FramedSpeech.FRAMES][];
    private final byte[][] masked = new byte[FramedSpeech.FRAMES][];
    private final byte[][] plain = new byte[FramedSpeech.FRAMES][];

    /** What a read fills: one buffer, used again, since reading is not what is measured. */
    private final ByteBuf read = new UnpooledByteBufAllocator(true, true).directBuffer(MAX_BYTES);

    private int frame;

    CarrierFrames() {
        byte[][] audio = FramedSpeech.wire(AudioFormat.MULAW_8K);
        for (int i = 0; i < texts.length; i++) {
            texts[i] = media(i, audio[i]).getBytes(StandardCharsets.US_ASCII);
            masked[i] = onWire(texts[i], KEY);
            plain[i] = onWire(texts[i], 0);
        }
    }

    /** An echo call that has begun, and writes into buffers as the server's sockets have them. */
    static TwilioHotPath echo() {
        LiveCalls calls =
                new LiveCalls(
                        CallLimits.DEFAULTS,
                        TurnConfig.DEFAULT,
                        Map.of(),
                        new NoTools(),
                        new PhraseCache(),
                        event -> OfferResult.ACCEPTED,
                        new EnergyDetectors());
        AgentRoster agents = new AgentRoster(List.of(), Map.of(), Map.of(), AgentPlan.ECHO);
        TwilioHotPath path = new TwilioHotPath(agents, calls, ByteBufAllocator.DEFAULT);
        path.receive(Unpooled.wrappedBuffer(onWire(START, KEY)));
        return path;
    }

    /** The next frame's text. */
    byte[] nextText() {
        frame = FramedSpeech.next(frame);
        return texts[frame];
    }

    /** The next frame as a server reads it; the reader releases it. */
    ByteBuf nextRead() {
        frame = FramedSpeech.next(frame);
        return read.retain().clear().writeBytes(masked[frame]);
    }

    /** The next frame as a client reads it; the reader releases it. */
    ByteBuf nextUnmasked() {
        frame = FramedSpeech.next(frame);
        return read.retain().clear().writeBytes(plain[frame]);
    }

    private static String media(int index, byte[] audio) {
        return "{\"event\":\"media\",\"sequenceNumber\":\""
                + (index + 2)
                + "\",\"media\":{\"track\":\"inbound\",\"chunk\":\""
                + (index + 1)
                + "\",\"timestamp\":\""
                + (index * 20 + 5)
                + "\",\"payload\":\""
                + Base64.getEncoder().encodeToString(audio)
                + "\"},\"streamSid\":\""
                + TwilioHotPath.STREAM_SID
                + "\"}";
    }

    /** A text frame of 126 bytes or more; unmasked where the key is 0. */
    private static byte[] onWire(byte[] text, int key) {
        ByteBuf frame = Unpooled.buffer();
        frame.writeByte(0x81).writeByte(key == 0 ? 126 : 0x80 | 126).writeShort(text.length);
        if (key != 0) {
            frame.writeInt(key);
        }
        for (int i = 0; i < text.length; i++) {
            frame.writeByte(text[i] ^ (key >>> (24 - 8 * (i & 3))));
        }
        byte[] bytes = new byte[frame.readableBytes()];
        frame.readBytes(bytes);
        return bytes;
    }

    /** An echo calls no tools. */
    private static final class NoTools implements ToolGateway {
        @Override
        public void invoke(AgentPlan agent, ToolCall toolCall, String callId, Mailbox mailbox) {
            throw new IllegalStateException("an echo calls no tools");
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
