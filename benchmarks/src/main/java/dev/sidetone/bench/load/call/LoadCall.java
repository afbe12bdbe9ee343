/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

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
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One call of a load run, from its arrival to its end. Its frames go out on their own schedule,
 * which begins when the stream opens, at a phase drawn for it, and which no answer of the server
 * moves. Owned by the loop's thread.
 */
final class LoadCall extends DueEntry implements WebSocketListener, CallOpening.Outcome {

    private static final long OPENING_LIMIT_NS = 10_000_000_000L;
    private static final int FRAME_MS = 20;
    private static final int NORMAL_CLOSE = 1000;
    private static final byte[] NOTHING = new byte[0];

    private final LoopParts parts;
    private final StreamCaller caller;
    private final InboundCall inbound;
    private final TwilioMessages messages;
    private final long arrivalNs;
    private final long holdNs;
    private MediaShape shape = MediaShape.unknown();
    private @Nullable WebSocketFrames socket;
    private @Nullable FrameClock clock;
    private long endNs = NEVER;
    private boolean silent;
    private boolean over;

    /**
     * A call that arrives at {@code arrivalNs}.
     *
     * @param holdNs how long its caller stays on the line, or {@link #NEVER}
     */
    LoadCall(
            LoopParts parts,
            InboundCall inbound,
            StreamCaller caller,
            long arrivalNs,
            long holdNs) {
        this.parts = parts;
        this.inbound = inbound;
        this.caller = caller;
        this.arrivalNs = arrivalNs;
        this.holdNs = holdNs;
        this.messages =
                new TwilioMessages(
                        inbound.sids().stream(), inbound.sids().call(), inbound.sids().account());
    }

    /** The caller dials. */
    void begin() {
        parts.tally().attempt();
        parts.heap().schedule(this, arrivalNs + OPENING_LIMIT_NS);
        new CallOpening(parts.sockets(), inbound, this).begin();
    }

    /** The run nears its end. */
    void finish(long nowNs) {
        // a call that is about to open does so first
        endNs = Math.min(endNs, nowNs);
        if (clock != null) {
            caller.finish(nowNs);
        }
    }

    /** Ends the call for a reason of the harness. */
    void fail(String why) {
        if (!over) {
            end(System.nanoTime());
            parts.tally().failed(why);
            closeSocket("");
        }
    }

    @Override
    long onDue(long nowNs) {
        FrameClock frames = clock;
        if (over || frames == null) {
            fail("no stream within 10 s");
            return NEVER;
        }
        try {
            return step(frames, nowNs);
        } catch (RuntimeException fault) {
            // one call's fault must not end the loop that carries the others
            fail("fault in the harness: " + fault);
            return NEVER;
        }
    }

    private long step(FrameClock frames, long nowNs) {
        if (nowNs >= endNs) {
            caller.finish(nowNs);
        }
        long tickNs = caller.tick(nowNs);
        while (!over && !silent && frames.dueNs() <= nowNs) {
            sendFrame(frames);
        }
        if (!over && caller.done(nowNs)) {
            hangUp(nowNs);
        }
        if (over) {
            return NEVER;
        }
        return Math.min(tickNs, silent ? nowNs + FrameClock.FRAME_NS : frames.dueNs());
    }

    private void sendFrame(FrameClock frames) {
        WebSocketFrames open = socket;
        byte[] payload = caller.nextFrame(frames.frame());
        if (payload == null || open == null) {
            silent = true;
            return;
        }
        byte[] out = parts.scratch().out;
        long frame = frames.frame();
        int length = messages.media(out, frame + 1, frame * FRAME_MS, payload);
        if (!open.writeText(NOTHING, out, 0, length, NOTHING)) {
            // the socket is closing, and its end is this call's: nothing more was sent
            silent = true;
            return;
        }
        open.flush();
        // read again: what came before it in this round made this one late
        long sentNs = System.nanoTime();
        parts.tally().sent(sentNs - frames.dueNs());
        frames.onSent(sentNs);
    }

    private void hangUp(long nowNs) {
        write(messages.stop());
        end(nowNs);
        parts.tally().completed();
        closeSocket("done");
    }

    private void end(long nowNs) {
        over = true;
        parts.heap().schedule(this, NEVER);
        if (clock != null) {
            caller.onEnd(nowNs);
            parts.tally().closed();
        }
        parts.gone().accept(this);
    }

    private void closeSocket(String reason) {
        WebSocketFrames open = socket;
        if (open != null) {
            open.close(NORMAL_CLOSE, reason);
        }
    }

    private void write(String text) {
        WebSocketFrames open = socket;
        if (open != null) {
            OutgoingText.send(open, text);
        }
    }

    @Override
    public void onUpgraded(ChannelHandlerContext http, StreamTarget target) {
        if (over) {
            var _ = http.close();
            return;
        }
        WebSocketFrames frames =
                new WebSocketFrames(
                        WebSocketRole.CLIENT,
                        LoopParts.Scratch.LONGEST_MESSAGE,
                        this,
                        parts.arena());
        HttpExchange.handOver(http, frames);
        socket = frames;
        long nowNs = System.nanoTime();
        write(messages.connected());
        write(messages.start(target.parameters()));
        parts.tally().opened(nowNs - arrivalNs);
        long startNs = nowNs + parts.random().nextLong(FrameClock.FRAME_NS);
        FrameClock schedule = new FrameClock(startNs, parts.tally().latenessUs());
        clock = schedule;
        endNs = Math.min(endNs, holdNs == NEVER ? NEVER : nowNs + holdNs);
        caller.onOpen(startNs, name -> write(messages.mark(name)));
        parts.heap().schedule(this, schedule.dueNs());
    }

    @Override
    public void onRefused(String how) {
        if (!over) {
            end(System.nanoTime());
            parts.tally().refused(how);
        }
    }

    @Override
    public void onFailed(String why) {
        fail(why);
    }

    @Override
    public void onText(ByteBuf message) {
        if (over) {
            return;
        }
        long nowNs = System.nanoTime();
        int length = message.readableBytes();
        byte[] text = parts.scratch().in;
        message.getBytes(message.readerIndex(), text, 0, length);
        int payload = shape.payloadLength(text, length);
        int samples = payload < 0 ? -1 : parts.wire().decode(text, shape.payloadFrom(), payload);
        if (samples >= 0) {
            onMedia(parts.wire().decoded(), samples, nowNs);
        } else {
            parse(new String(text, 0, length, StandardCharsets.UTF_8), nowNs);
        }
    }

    private void parse(String text, long nowNs) {
        switch (ServerMessage.read(text, inbound.sids().stream())) {
            case ServerMessage.Media media -> {
                shape = MediaShape.of(text);
                onMedia(media.mulaw(), media.mulaw().length, nowNs);
            }
            case ServerMessage.Mark mark -> {
                caller.onMark(mark.name(), nowNs);
                reschedule(nowNs);
            }
            case ServerMessage.Clear _ -> {
                caller.onClear(nowNs);
                reschedule(nowNs);
            }
            case ServerMessage.OtherStream _ -> parts.tally().otherStream();
            case ServerMessage.Foreign _ -> parts.tally().warning();
        }
    }

    private void onMedia(byte[] mulaw, int samples, long nowNs) {
        parts.tally().received(samples);
        caller.onMedia(mulaw, samples, nowNs);
    }

    private void reschedule(long nowNs) {
        FrameClock frames = clock;
        if (!over && frames != null) {
            long tickNs = caller.tick(nowNs);
            parts.heap().schedule(this, Math.min(Math.min(tickNs, dueNs), frames.dueNs()));
        }
    }

    @Override
    public void onBinary(ByteBuf message) {
        parts.tally().warning();
    }

    @Override
    public void onClosing(int statusCode) {
        if (over) {
            return;
        }
        long nowNs = System.nanoTime();
        boolean wanted = statusCode == NORMAL_CLOSE && caller.done(nowNs);
        if (wanted) {
            end(nowNs);
            parts.tally().completed();
        } else if (statusCode == CallOpening.TRY_AGAIN_LATER) {
            onRefused("media socket: close 1013");
        } else {
            fail("the server closed the stream: " + statusCode);
        }
    }

    @Override
    public void onViolation(WebSocketFault fault) {
        WebSocketFrames open = socket;
        if (open != null) {
            open.close(fault.closeCode(), fault.detail());
        }
        fail("the server broke the WebSocket protocol: " + fault.detail());
    }

    @Override
    public void onWritability(boolean writable) {
        if (!writable) {
            fail("the server stopped reading");
        }
    }

    @Override
    public void onGone() {
        fail("connection lost");
    }
}
