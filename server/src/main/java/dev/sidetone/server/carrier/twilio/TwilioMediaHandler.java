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
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketCloseCode;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFault;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketListener;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketRole;
import dev.sidetone.server.call.OpenOutcome;
import dev.sidetone.server.carrier.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
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
final class TwilioMediaHandler implements WebSocketListener {
    private static final Duration SECOND_LOOK = Duration.ofMillis(100);

    private final TwilioStation station;
    private final Channel channel;
    private final WebSocketFrames frames;
    private @Nullable TwilioLink link;
    private @Nullable InboxMailbox mailbox;
    private @Nullable StreamSid stream;
    private boolean over;
    private boolean sawMedia;

    /** By the worker's clock. */
    private long lastMediaNs;

    private @Nullable Future<?> deadline;
    private @Nullable Future<?> stallCheck;

    private TwilioMediaHandler(TwilioStation station, Channel channel, int maxMessageBytes) {
        this.station = station;
        this.channel = channel;
        this.frames =
                new WebSocketFrames(
                        WebSocketRole.SERVER, maxMessageBytes, this, station.io.arena());
    }

    /** The server's end of one socket, for its pipeline; from now on a start is awaited. */
    static WebSocketFrames open(TwilioStation station, Channel channel, int maxMessageBytes) {
        var socket = new TwilioMediaHandler(station, channel, maxMessageBytes);
        socket.awaitStart();
        return socket.frames;
    }

    private void awaitStart() {
        arm(
                station.settings.startTimeout(),
                () ->
                        tooLate(
                                MediaCounter.NO_START,
                                Termination.Reason.NO_START,
                                "expected start"));
    }

    private void arm(Duration wait, Runnable due) {
        disarm();
        deadline = channel.eventLoop().schedule(due, wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void tooLate(MediaCounter counter, Termination.Reason reason, String detail) {
        // the peer owes nothing to a call that is over, or that we are closing
        if (over || (link != null && link.closing())) {
            return;
        }
        station.counters.increment(counter);
        fail(reason, detail);
    }

    private void disarm() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    public void onText(ByteBuf content) {
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
        on(
                stream == null
                        ? station.dialect.decode(json, offset, length)
                        : station.dialect.decode(json, offset, length, stream));
    }

    private void on(TwilioMessage message) {
        switch (message) {
            case TwilioMessage.Media media -> onMedia(media);
            case TwilioMessage.Connected connected -> {}
            case TwilioMessage.Start start -> onStart(start);
            case TwilioMessage.Dtmf dtmf ->
                    onFact(dtmf.streamSid(), new CarrierEvent.KeyPressed(dtmf.digit()));
            case TwilioMessage.Mark mark -> onMark(mark);
            case TwilioMessage.Stop stop -> {
                onFact(stop.streamSid(), new CarrierEvent.Stopped());
                over = true;
            }
            case TwilioMessage.Unknown unknown ->
                    station.counters.increment(MediaCounter.UNKNOWN_EVENT);
            case TwilioMessage.Malformed malformed -> onMalformed(malformed);
        }
    }

    private void onMedia(TwilioMessage.Media media) {
        if (!ofThisStream(media.streamSid()) || mailbox == null) {
            return;
        }
        lastMediaNs = station.worker.clock().nanoTime();
        if (!sawMedia) {
            sawMedia = true;
            awaitMedia(station.settings.mediaGap());
        }
        // a refusal is counted by the inbox: late audio is worth nothing, so it is not kept
        mailbox.media(media.timestampMs(), lastMediaNs, media.audio(), 0, media.length());
    }

    /** Looks when the gap would be too long if nothing came: once a gap, not once a frame. */
    private void awaitMedia(Duration wait) {
        arm(
                wait,
                () -> {
                    if (!heardLately()) {
                        // a worker that stood still has frames in its sockets yet: one pass of I/O
                        // lies before the second look, so that our own delay ends no call
                        arm(SECOND_LOOK, () -> mediaStopped());
                    }
                });
    }

    private void mediaStopped() {
        if (!heardLately()) {
            tooLate(
                    MediaCounter.MEDIA_STOPPED,
                    Termination.Reason.NO_MEDIA,
                    "media stopped coming");
        }
    }

    private boolean heardLately() {
        Duration gap = station.settings.mediaGap();
        Duration quiet = Duration.ofNanos(station.worker.clock().nanoTime() - lastMediaNs);
        if (quiet.compareTo(gap) >= 0) {
            return false;
        }
        awaitMedia(gap.minus(quiet));
        return true;
    }

    private void onStart(TwilioMessage.Start start) {
        if (link != null) {
            station.counters.increment(MediaCounter.DOUBLE_START);
            fail(Termination.Reason.OUT_OF_ORDER, "a second start");
            return;
        }
        switch (station.gate.check(start)) {
            case StreamGate.Passage.Shut shut -> refuse(shut.termination());
            case StreamGate.Passage.Open open -> {
                TwilioLink opened = new TwilioLink(frames, station, start.streamSid());
                switch (station.opener.open(
                        open.request(), station.forCall(channel, opened), station.worker)) {
                    case OpenOutcome.Refused refused -> refuse(refused.termination());
                    case OpenOutcome.Opened call ->
                            begin(start.streamSid(), opened, call.mailbox());
                }
            }
        }
    }

    private void begin(String sid, TwilioLink opened, InboxMailbox door) {
        stream = new StreamSid(sid);
        link = opened;
        mailbox = door;
        arm(
                station.settings.mediaTimeout(),
                () ->
                        tooLate(
                                MediaCounter.NO_MEDIA,
                                Termination.Reason.NO_MEDIA,
                                "expected media"));
    }

    private void onMark(TwilioMessage.Mark mark) {
        try {
            onFact(mark.streamSid(), new CarrierEvent.MarkPlayed(Long.parseLong(mark.name())));
            station.counters.increment(MediaCounter.MARKS_PLAYED);
        } catch (NumberFormatException notOurs) {
            station.counters.increment(MediaCounter.UNKNOWN_EVENT);
        }
    }

    private void onFact(String sid, CarrierEvent fact) {
        if (ofThisStream(sid) && mailbox != null) {
            mailbox.fact(SlotKind.CARRIER, fact);
        }
    }

    private boolean ofThisStream(String sid) {
        if (stream == null) {
            station.counters.increment(MediaCounter.MEDIA_BEFORE_START);
            fail(Termination.Reason.OUT_OF_ORDER, "expected start first");
            return false;
        }
        if (!stream.text().equals(sid)) {
            station.counters.increment(MediaCounter.MESSAGE_WRONG_STREAM);
            fail(Termination.Reason.WRONG_STREAM, "a message for another streamSid");
            return false;
        }
        return true;
    }

    private void onMalformed(TwilioMessage.Malformed malformed) {
        station.counters.increment(
                switch (malformed.fault()) {
                    case NOT_JSON -> MediaCounter.MESSAGE_NOT_JSON;
                    case FIELD -> MediaCounter.MESSAGE_FIELD_INVALID;
                    case BASE64 -> MediaCounter.MESSAGE_BAD_BASE64;
                });
        fail(Termination.Reason.MALFORMED, malformed.detail());
    }

    @Override
    public void onBinary(ByteBuf message) {
        station.counters.increment(MediaCounter.MESSAGE_NOT_JSON);
        fail(Termination.Reason.MALFORMED, "expected text messages");
    }

    @Override
    public void onClosing(int statusCode) {
        if (!over) {
            lost("closed without stop");
        }
    }

    @Override
    public void onViolation(WebSocketFault fault) {
        Termination termination =
                switch (fault.closeCode()) {
                    case WebSocketCloseCode.TOO_BIG ->
                            violation(
                                    MediaCounter.MESSAGE_OVERSIZED,
                                    Termination.Reason.OVERSIZED,
                                    fault);
                    case WebSocketCloseCode.POLICY_VIOLATION ->
                            violation(
                                    MediaCounter.PINGS_FLOODED, Termination.Reason.FLOODED, fault);
                    default ->
                            violation(
                                    MediaCounter.MESSAGE_NOT_JSON,
                                    Termination.Reason.MALFORMED,
                                    fault);
                };
        if (link == null) {
            refuse(termination, fault.closeCode());
        } else {
            // by way of the mailbox, behind the answers to what came before
            link.closesWith(fault.closeCode());
            fail(termination);
        }
    }

    private Termination violation(
            MediaCounter counter, Termination.Reason reason, WebSocketFault fault) {
        station.counters.increment(counter);
        return Termination.of(reason, fault.detail());
    }

    /** The peer did something that ends the call, or the socket where there is no call yet. */
    private void fail(Termination.Reason reason, String detail) {
        fail(Termination.of(reason, detail));
    }

    private void fail(Termination termination) {
        if (over) {
            return;
        }
        if (mailbox == null) {
            refuse(termination);
            return;
        }
        over = true;
        disarm();
        mailbox.fact(SlotKind.CARRIER, new CarrierEvent.Lost(termination));
    }

    /** Closes a socket that never became a call. */
    private void refuse(Termination termination) {
        refuse(termination, CloseCode.of(termination).code());
    }

    private void refuse(Termination termination, int closeCode) {
        over = true;
        disarm();
        station.endings.increment(termination.reason());
        frames.close(closeCode, CloseCode.of(termination).reason());
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
    public void onGone() {
        disarm();
        if (stallCheck != null) {
            stallCheck.cancel(false);
        }
        if (!over && (link == null || !link.closing())) {
            lost("the socket was cut");
        }
    }

    @Override
    public void onWritability(boolean writable) {
        if (stallCheck != null) {
            stallCheck.cancel(false);
            stallCheck = null;
        }
        if (!writable) {
            stallCheck =
                    channel.eventLoop()
                            .schedule(
                                    () ->
                                            fail(
                                                    Termination.Reason.CARRIER_STALLED,
                                                    "the carrier does not read"),
                                    station.settings.stallTimeout().toMillis(),
                                    TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public boolean onFailure(Throwable cause) {
        station.counters.increment(MediaCounter.CONNECTIONS_FAILED);
        station.worker.report(cause);
        fail(Termination.Reason.INTERNAL, "a fault of the server's");
        return true;
    }
}
