/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import dev.sidetone.bench.caller.CallSids;
import dev.sidetone.bench.caller.FrameClock;
import dev.sidetone.bench.caller.ServerMessage;
import dev.sidetone.bench.caller.StreamTarget;
import dev.sidetone.bench.caller.TwilioMessages;
import dev.sidetone.bench.net.HttpExchange;
import dev.sidetone.bench.net.OutgoingText;
import dev.sidetone.bench.webhook.InboundCall;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFault;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketListener;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketRole;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A bad caller that gets as far as an open WebSocket. Where it begins with good frames, it also
 * goes on with them behind what it did, as far as it still can: so nothing but the broken rule
 * gives the server a reason to end the call. What it hears it only reads for whose it is: a message
 * of another's stream is the server's fault, whatever the caller did. Owned by the loop's thread.
 */
final class BadStream extends BadCall implements WebSocketListener, CallOpening.Outcome {

    /** By FIN or by RST, without a word. */
    static final String CONNECTION_ENDED = "connection ended";

    private static final int FRAME_MS = 20;
    private static final int FEWEST_GOOD = 25;
    private static final int MOST_GOOD = 75;
    private static final int GARBAGE_BYTES = 200;
    private static final int RESERVED_BITS = 0x70;
    private static final int NORMAL_CLOSE = 1000;
    // a word of the server's, and not the text behind it, of which there may be any number
    private static final Pattern REASON = Pattern.compile("[a-z_]{1,40}(?=:|$)");
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] NOT_BASE64 = filled(StreamCaller.FRAME_CHARACTERS, '*');
    // µ-law silence in base64, four times the limit that servers have by default
    private static final byte[] TOO_MUCH = filled(1 << 18, '/');

    private final InboundCall inbound;
    private final TwilioMessages messages;
    private final int goodFrames;
    private final long phaseNs;
    private final byte[] garbage = new byte[GARBAGE_BYTES];
    private @Nullable WebSocketFrames socket;
    private @Nullable Channel channel;
    private long startNs;
    private long frame;
    private MediaShape shape = MediaShape.unknown();
    private boolean silent;
    private String reason = "";

    /**
     * A caller of this kind.
     *
     * @param random decides when it breaks its rule, and what garbage is
     */
    BadStream(
            BadKind kind,
            LoopParts parts,
            InboundCall inbound,
            SplittableRandom random,
            Consumer<BadCall> gone) {
        super(kind, parts, gone);
        this.inbound = inbound;
        this.messages = messages(inbound, inbound.sids().stream());
        this.goodFrames = random.nextInt(FEWEST_GOOD, MOST_GOOD);
        this.phaseNs = random.nextLong(FrameClock.FRAME_NS);
        random.nextBytes(garbage);
        // without an extension, RFC 6455 leaves a server no other choice than to fail on these
        garbage[0] = (byte) (garbage[0] | RESERVED_BITS);
    }

    private static TwilioMessages messages(InboundCall call, String streamSid) {
        return new TwilioMessages(streamSid, call.sids().call(), call.sids().account());
    }

    private static byte[] filled(int length, char with) {
        byte[] text = new byte[length];
        Arrays.fill(text, (byte) with);
        return text;
    }

    @Override
    void dial() {
        new CallOpening(parts().sockets(), inbound, this).begin();
    }

    @Override
    public void onUpgraded(ChannelHandlerContext http, StreamTarget target) {
        if (over()) {
            var _ = http.close();
            return;
        }
        WebSocketFrames open =
                new WebSocketFrames(WebSocketRole.CLIENT, LoopParts.Scratch.LONGEST_MESSAGE, this);
        HttpExchange.handOver(http, open);
        socket = open;
        channel = http.channel();
        long nowNs = System.nanoTime();
        switch (kind()) {
            case GARBAGE -> {
                silent = true;
                broken(nowNs);
                var _ = http.channel().writeAndFlush(Unpooled.wrappedBuffer(garbage));
            }
            case NO_START -> {
                silent = true;
                broken(nowNs);
                OutgoingText.send(open, messages.connected());
            }
            default -> {
                OutgoingText.send(open, messages.connected());
                OutgoingText.send(open, messages.start(target.parameters()));
                startNs = nowNs + phaseNs;
                parts().heap().schedule(this, dueNs());
            }
        }
    }

    private long dueNs() {
        return startNs + (frame + 1) * FrameClock.FRAME_NS;
    }

    @Override
    long step(long nowNs) {
        WebSocketFrames open = socket;
        while (open != null && !over() && !silent && dueNs() <= nowNs) {
            if (frame == goodFrames) {
                broken(nowNs);
                breakRule(open);
            } else if (open.writable()) {
                // what is not taken is left out: a server that does not read owes this call its end
                send(open, messages, StreamCaller.silentFrame());
            }
            frame++;
        }
        return silent ? NEVER : dueNs();
    }

    private void breakRule(WebSocketFrames open) {
        switch (kind()) {
            case BAD_BASE64 -> send(open, messages, NOT_BASE64);
            case WRONG_STREAM ->
                    send(
                            open,
                            messages(inbound, CallSids.fresh().stream()),
                            StreamCaller.silentFrame());
            case OVERSIZED -> sendOversized(open);
            case HALF_CLOSED -> {
                silent = true;
                if (channel instanceof DuplexChannel duplex) {
                    var _ = duplex.shutdownOutput();
                }
            }
            case SLOW_HANDSHAKE, GARBAGE, NO_START ->
                    throw new IllegalStateException("no frames belong to " + kind());
        }
    }

    private void send(WebSocketFrames open, TwilioMessages of, byte[] payload64) {
        byte[] out = parts().scratch().out;
        int length = of.media(out, frame + 1, frame * FRAME_MS, payload64);
        open.writeText(NOTHING, out, 0, length, NOTHING);
        open.flush();
    }

    private void sendOversized(WebSocketFrames open) {
        byte[] out = parts().scratch().out;
        int length = messages.media(out, frame + 1, frame * FRAME_MS, NOTHING);
        String envelope = new String(out, 0, length, StandardCharsets.US_ASCII);
        int behind = envelope.lastIndexOf("\"},\"streamSid\"");
        open.writeText(
                Arrays.copyOf(out, behind),
                TOO_MUCH,
                0,
                TOO_MUCH.length,
                Arrays.copyOfRange(out, behind, length));
        open.flush();
    }

    @Override
    void hangUp() {
        WebSocketFrames open = socket;
        if (open != null) {
            open.close(NORMAL_CLOSE, "");
        }
    }

    @Override
    public void onRefused(String how) {
        refused(how);
    }

    @Override
    public void onFailed(String why) {
        failed(why);
    }

    @Override
    public void onText(ByteBuf message) {
        if (over()) {
            return;
        }
        int length = message.readableBytes();
        byte[] text = parts().scratch().in;
        message.getBytes(message.readerIndex(), text, 0, length);
        if (shape.payloadLength(text, length) < 0) {
            read(new String(text, 0, length, StandardCharsets.UTF_8));
        }
    }

    private void read(String text) {
        switch (ServerMessage.read(text, inbound.sids().stream())) {
            case ServerMessage.Media _ -> shape = MediaShape.of(text);
            case ServerMessage.OtherStream _ -> parts().tally().otherStream();
            case ServerMessage.Mark _, ServerMessage.Clear _, ServerMessage.Foreign _ -> {}
        }
    }

    @Override
    public void onBinary(ByteBuf message) {}

    @Override
    public void onCloseReason(ByteBuf utf8) {
        Matcher word = REASON.matcher(utf8.toString(StandardCharsets.UTF_8));
        reason = word.lookingAt() ? " " + word.group() : "";
    }

    @Override
    public void onClosing(int statusCode) {
        boolean wrongSent = frame > goodFrames;
        if (statusCode == CallOpening.TRY_AGAIN_LATER && !wrongSent) {
            refused("media socket: close " + statusCode);
        } else {
            ended("close " + statusCode + reason);
        }
    }

    @Override
    public void onViolation(WebSocketFault fault) {
        WebSocketFrames open = socket;
        if (open != null) {
            open.close(fault.closeCode(), fault.detail());
        }
        failed("the server broke the WebSocket protocol: " + fault.detail());
    }

    @Override
    public boolean onFailure(Throwable cause) {
        failed("fault in the harness: " + cause);
        return false;
    }

    @Override
    public void onGone() {
        ended(CONNECTION_ENDED);
    }
}
