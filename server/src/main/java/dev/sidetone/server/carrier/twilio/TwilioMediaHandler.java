/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import dev.sidetone.media.inbox.InboxMailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.link.CarrierEvent;
import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.server.call.OpenOutcome;
import dev.sidetone.server.carrier.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One Twilio media socket: what arrives is decoded, checked against the stream and put into the
 * call's mailbox; nothing is decided here. Whatever is wrong ends this call alone, with a
 * classified {@link Termination}.
 *
 * <p>Worker thread only. Lives from the upgrade until the socket closes. When the inbox is full
 * caller's audio is dropped and counted there.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes its channel, which tells
final class TwilioMediaHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final Duration SECOND_LOOK = Duration.ofMillis(100);

    private final TwilioStation station;
    private @Nullable TwilioLink link;
    private @Nullable InboxMailbox mailbox;
    private String streamSid = "";
    private boolean over;
    private boolean sawMedia;

    /** By the worker's clock. */
    private long lastMediaNs;

    private @Nullable Future<?> deadline;
    private @Nullable Future<?> stallCheck;

    TwilioMediaHandler(TwilioStation station) {
        this.station = station;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        arm(
                ctx,
                station.settings.startTimeout(),
                () ->
                        tooLate(
                                ctx,
                                MediaCounter.NO_START,
                                Termination.Reason.NO_START,
                                "expected start"));
    }

    private void arm(ChannelHandlerContext ctx, Duration wait, Runnable due) {
        disarm();
        deadline = ctx.executor().schedule(due, wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void tooLate(
            ChannelHandlerContext ctx,
            MediaCounter counter,
            Termination.Reason reason,
            String detail) {
        // the peer owes nothing to a call that is over, or that we are closing
        if (over || (link != null && link.closing())) {
            return;
        }
        station.counters.increment(counter);
        fail(ctx, reason, detail);
    }

    private void disarm() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame text -> onText(ctx, text.content());
            case PingWebSocketFrame ping ->
                    ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            case PongWebSocketFrame pong -> {}
            case CloseWebSocketFrame close -> onClose(ctx);
            default -> {
                station.counters.increment(MediaCounter.MESSAGE_NOT_JSON);
                fail(ctx, Termination.Reason.MALFORMED, "expected text messages");
            }
        }
    }

    private void onText(ChannelHandlerContext ctx, ByteBuf content) {
        if (over || (link != null && link.closing())) {
            return;
        }
        int length = content.readableBytes();
        byte[] json;
        int offset = 0;
        if (content.hasArray()) {
            json = content.array();
            offset = content.arrayOffset() + content.readerIndex();
        } else {
            json = station.scratch(length);
            content.getBytes(content.readerIndex(), json, 0, length);
        }
        on(ctx, station.dialect.decode(json, offset, length));
    }

    private void on(ChannelHandlerContext ctx, TwilioMessage message) {
        switch (message) {
            case TwilioMessage.Media media -> onMedia(ctx, media);
            case TwilioMessage.Connected connected -> {}
            case TwilioMessage.Start start -> onStart(ctx, start);
            case TwilioMessage.Dtmf dtmf ->
                    onFact(ctx, dtmf.streamSid(), new CarrierEvent.KeyPressed(dtmf.digit()));
            case TwilioMessage.Mark mark -> onMark(ctx, mark);
            case TwilioMessage.Stop stop -> {
                onFact(ctx, stop.streamSid(), new CarrierEvent.Stopped());
                over = true;
            }
            case TwilioMessage.Unknown unknown ->
                    station.counters.increment(MediaCounter.UNKNOWN_EVENT);
            case TwilioMessage.Malformed malformed -> onMalformed(ctx, malformed);
        }
    }

    private void onMedia(ChannelHandlerContext ctx, TwilioMessage.Media media) {
        if (!ofThisStream(ctx, media.streamSid()) || mailbox == null) {
            return;
        }
        lastMediaNs = station.worker.clock().nanoTime();
        if (!sawMedia) {
            sawMedia = true;
            awaitMedia(ctx, station.settings.mediaGap());
        }
        // a refusal is counted by the inbox: late audio is worth nothing, so it is not kept
        mailbox.media(media.timestampMs(), lastMediaNs, media.audio(), 0, media.length());
    }

    /** Looks when the gap would be too long if nothing came: once a gap, not once a frame. */
    private void awaitMedia(ChannelHandlerContext ctx, Duration wait) {
        arm(
                ctx,
                wait,
                () -> {
                    if (!heardLately(ctx)) {
                        // a worker that stood still has frames in its sockets yet: one pass of I/O
                        // lies before the second look, so that our own delay ends no call
                        arm(ctx, SECOND_LOOK, () -> mediaStopped(ctx));
                    }
                });
    }

    private void mediaStopped(ChannelHandlerContext ctx) {
        if (!heardLately(ctx)) {
            tooLate(
                    ctx,
                    MediaCounter.MEDIA_STOPPED,
                    Termination.Reason.NO_MEDIA,
                    "media stopped coming");
        }
    }

    private boolean heardLately(ChannelHandlerContext ctx) {
        Duration gap = station.settings.mediaGap();
        Duration quiet = Duration.ofNanos(station.worker.clock().nanoTime() - lastMediaNs);
        if (quiet.compareTo(gap) >= 0) {
            return false;
        }
        awaitMedia(ctx, gap.minus(quiet));
        return true;
    }

    private void onStart(ChannelHandlerContext ctx, TwilioMessage.Start start) {
        if (link != null) {
            station.counters.increment(MediaCounter.DOUBLE_START);
            fail(ctx, Termination.Reason.OUT_OF_ORDER, "a second start");
            return;
        }
        switch (station.gate.check(start)) {
            case StreamGate.Passage.Shut shut -> refuse(ctx, shut.termination());
            case StreamGate.Passage.Open open -> {
                TwilioLink opened =
                        new TwilioLink(
                                ctx.channel(),
                                station.io,
                                station.payloads,
                                station.counters,
                                start.streamSid(),
                                station.settings.lookAheadMs());
                switch (station.opener.open(
                        open.request(), station.forCall(ctx.channel(), opened), station.worker)) {
                    case OpenOutcome.Refused refused -> refuse(ctx, refused.termination());
                    case OpenOutcome.Opened call ->
                            begin(ctx, start.streamSid(), opened, call.mailbox());
                }
            }
        }
    }

    private void begin(
            ChannelHandlerContext ctx, String sid, TwilioLink opened, InboxMailbox door) {
        streamSid = sid;
        link = opened;
        mailbox = door;
        arm(
                ctx,
                station.settings.mediaTimeout(),
                () ->
                        tooLate(
                                ctx,
                                MediaCounter.NO_MEDIA,
                                Termination.Reason.NO_MEDIA,
                                "expected media"));
    }

    private void onMark(ChannelHandlerContext ctx, TwilioMessage.Mark mark) {
        try {
            onFact(ctx, mark.streamSid(), new CarrierEvent.MarkPlayed(Long.parseLong(mark.name())));
            station.counters.increment(MediaCounter.MARKS_PLAYED);
        } catch (NumberFormatException notOurs) {
            station.counters.increment(MediaCounter.UNKNOWN_EVENT);
        }
    }

    private void onFact(ChannelHandlerContext ctx, String sid, CarrierEvent fact) {
        if (ofThisStream(ctx, sid) && mailbox != null) {
            mailbox.fact(SlotKind.CARRIER, fact);
        }
    }

    private boolean ofThisStream(ChannelHandlerContext ctx, String sid) {
        if (link == null) {
            station.counters.increment(MediaCounter.MEDIA_BEFORE_START);
            fail(ctx, Termination.Reason.OUT_OF_ORDER, "expected start first");
            return false;
        }
        if (!streamSid.equals(sid)) {
            station.counters.increment(MediaCounter.MESSAGE_WRONG_STREAM);
            fail(ctx, Termination.Reason.WRONG_STREAM, "a message for another streamSid");
            return false;
        }
        return true;
    }

    private void onMalformed(ChannelHandlerContext ctx, TwilioMessage.Malformed malformed) {
        station.counters.increment(
                switch (malformed.fault()) {
                    case NOT_JSON -> MediaCounter.MESSAGE_NOT_JSON;
                    case FIELD -> MediaCounter.MESSAGE_FIELD_INVALID;
                    case BASE64 -> MediaCounter.MESSAGE_BAD_BASE64;
                });
        fail(ctx, Termination.Reason.MALFORMED, malformed.detail());
    }

    private void onClose(ChannelHandlerContext ctx) {
        if (link != null && link.closing()) {
            // the answer to our own close
            ctx.close();
            return;
        }
        if (!over) {
            lost("closed without stop");
        }
        ctx.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE))
                .addListener(ChannelFutureListener.CLOSE);
    }

    /** The peer did something that ends the call, or the socket where there is no call yet. */
    private void fail(ChannelHandlerContext ctx, Termination.Reason reason, String detail) {
        if (over) {
            return;
        }
        Termination termination = Termination.of(reason, detail);
        if (mailbox == null) {
            refuse(ctx, termination);
            return;
        }
        over = true;
        disarm();
        mailbox.fact(SlotKind.CARRIER, new CarrierEvent.Lost(termination));
    }

    /** Closes a socket that never became a call. */
    private void refuse(ChannelHandlerContext ctx, Termination termination) {
        over = true;
        disarm();
        station.endings.increment(termination.reason());
        ctx.writeAndFlush(new CloseWebSocketFrame(CloseCode.of(termination)))
                .addListener(ChannelFutureListener.CLOSE);
    }

    private void lost(String detail) {
        over = true;
        disarm();
        station.counters.increment(MediaCounter.CONNECTION_LOST);
        Termination termination = Termination.of(Termination.Reason.CONNECTION_LOST, detail);
        if (mailbox == null) {
            station.endings.increment(termination.reason());
        } else {
            mailbox.fact(SlotKind.CARRIER, new CarrierEvent.Lost(termination));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        disarm();
        if (stallCheck != null) {
            stallCheck.cancel(false);
        }
        if (!over && (link == null || !link.closing())) {
            lost("the socket was cut");
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (stallCheck != null) {
            stallCheck.cancel(false);
            stallCheck = null;
        }
        if (!ctx.channel().isWritable()) {
            stallCheck =
                    ctx.executor()
                            .schedule(
                                    () ->
                                            fail(
                                                    ctx,
                                                    Termination.Reason.CARRIER_STALLED,
                                                    "the carrier does not read"),
                                    station.settings.stallTimeout().toMillis(),
                                    TimeUnit.MILLISECONDS);
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        switch (cause) {
            case CorruptedWebSocketFrameException corrupted
                    when corrupted.closeStatus().code()
                            != WebSocketCloseStatus.MESSAGE_TOO_BIG.code() -> {
                station.counters.increment(MediaCounter.MESSAGE_NOT_JSON);
                fail(ctx, Termination.Reason.MALFORMED, "not WebSocket framing");
            }
            case CorruptedWebSocketFrameException tooLong -> oversized(ctx);
            case TooLongFrameException tooLong -> oversized(ctx);
            // the channel becomes inactive, which says the rest
            case IOException cut -> ctx.close();
            default -> {
                station.counters.increment(MediaCounter.CONNECTIONS_FAILED);
                fail(ctx, Termination.Reason.INTERNAL, "a fault of the server's");
            }
        }
    }

    private void oversized(ChannelHandlerContext ctx) {
        station.counters.increment(MediaCounter.MESSAGE_OVERSIZED);
        fail(ctx, Termination.Reason.OVERSIZED, "a message over the size limit");
    }
}
