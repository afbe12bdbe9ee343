/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.link.CarrierLink;
import dev.sidetone.orchestrator.link.LinkTraits;
import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.orchestrator.provider.net.Flushable;
import dev.sidetone.server.carrier.CloseCode;
import dev.sidetone.server.io.EventLoopWorker;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.CharsetUtil;
import java.util.concurrent.TimeUnit;

/**
 * What a call sends to Twilio: media, mark and clear, each with exactly the fields that are legal
 * (one more, and Twilio warns or drops the stream). Messages are built from templates that hold
 * this stream's sid.
 *
 * <p>Worker thread only. Lives as long as its socket. When full: once more bytes wait unsent than
 * the channel's high-water mark, {@link #sendMedia} refuses by value and counts; the socket handler
 * ends a call that stays so.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes its channel, which tells
final class TwilioLink implements CarrierLink, Flushable {
    /** How Twilio names G.711 µ-law, the only encoding its streams have. */
    static final String ENCODING = "audio/x-mulaw";

    static final int SAMPLE_RATE = 8000;

    /**
     * A peer that does not read would keep the socket open for ever behind an unsent close frame.
     */
    private static final long CLOSE_LIMIT_MS = 2000;

    private static final byte[] MEDIA_TAIL = "\"}}".getBytes(CharsetUtil.US_ASCII);

    private final Channel channel;
    private final EventLoopWorker worker;
    private final LinkTraits traits;
    private final PayloadEncoder payloads;
    private final Counters counters;
    private final byte[] mediaHead;
    private final byte[] markHead;
    private final byte[] clear;
    private boolean dirty;
    private boolean closing;

    TwilioLink(
            Channel channel,
            EventLoopWorker worker,
            PayloadEncoder payloads,
            Counters counters,
            String streamSid,
            int lookAheadMs) {
        this.channel = channel;
        this.worker = worker;
        this.payloads = payloads;
        this.counters = counters;
        this.traits =
                new LinkTraits(
                        "twilio",
                        AudioFormat.MULAW_8K,
                        AudioFormat.MULAW_8K,
                        true,
                        true,
                        lookAheadMs);
        this.mediaHead =
                TwilioDialect.prefix(
                        "{\"event\":\"media\",\"streamSid\":\"",
                        streamSid,
                        "\",\"media\":{\"payload\":\"");
        this.markHead =
                TwilioDialect.prefix(
                        "{\"event\":\"mark\",\"streamSid\":\"",
                        streamSid,
                        "\",\"mark\":{\"name\":\"");
        this.clear =
                TwilioDialect.prefix("{\"event\":\"clear\",\"streamSid\":\"", streamSid, "\"}");
    }

    @Override
    public LinkTraits traits() {
        return traits;
    }

    @Override
    public OfferResult sendMedia(byte[] audio, int offset, int length) {
        if (gone()) {
            return OfferResult.CLOSED;
        }
        if (!channel.isWritable()) {
            counters.increment(MediaCounter.CARRIER_BACK_PRESSURED);
            return OfferResult.BACK_PRESSURED;
        }
        byte[] encoded = payloads.encode(audio, offset, length);
        ByteBuf message =
                channel.alloc().directBuffer(mediaHead.length + encoded.length + MEDIA_TAIL.length);
        message.writeBytes(mediaHead).writeBytes(encoded).writeBytes(MEDIA_TAIL);
        write(message);
        return OfferResult.ACCEPTED;
    }

    @Override
    public OfferResult sendMark(long markId) {
        if (gone()) {
            return OfferResult.CLOSED;
        }
        ByteBuf message = channel.alloc().directBuffer(markHead.length + 24);
        message.writeBytes(markHead);
        message.writeCharSequence(Long.toString(markId), CharsetUtil.US_ASCII);
        message.writeBytes(MEDIA_TAIL);
        counters.increment(MediaCounter.MARKS_SENT);
        write(message);
        return OfferResult.ACCEPTED;
    }

    @Override
    public OfferResult clear() {
        if (gone()) {
            return OfferResult.CLOSED;
        }
        counters.increment(MediaCounter.CLEARS_SENT);
        write(channel.alloc().directBuffer(clear.length).writeBytes(clear));
        return OfferResult.ACCEPTED;
    }

    @Override
    public void close(Termination termination) {
        if (closing) {
            return;
        }
        closing = true;
        if (!channel.isActive()) {
            return;
        }
        channel.writeAndFlush(new CloseWebSocketFrame(CloseCode.of(termination)))
                .addListener(ChannelFutureListener.CLOSE);
        channel.eventLoop().schedule(() -> channel.close(), CLOSE_LIMIT_MS, TimeUnit.MILLISECONDS);
    }

    /** True once {@link #close} was called: what still arrives means nothing any more. */
    boolean closing() {
        return closing;
    }

    private boolean gone() {
        return closing || !channel.isActive();
    }

    private void write(ByteBuf message) {
        channel.write(new TextWebSocketFrame(message), channel.voidPromise());
        if (!dirty) {
            dirty = true;
            worker.flushLater(this);
        }
    }

    @Override
    public void flushNow() {
        dirty = false;
        channel.flush();
    }
}
