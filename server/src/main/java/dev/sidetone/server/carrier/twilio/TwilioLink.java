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
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import dev.sidetone.server.carrier.CloseCode;
import dev.sidetone.server.io.EventLoopWorker;
import io.netty.util.CharsetUtil;

/**
 * What a call sends to Twilio: media, mark and clear, each with exactly the fields that are legal
 * (one more, and Twilio warns or drops the stream). Messages are built from templates that hold
 * this stream's sid.
 *
 * <p>Worker thread only. Lives as long as its socket. When full: once more bytes wait unsent than
 * the channel's high-water mark, {@link #sendMedia} refuses by value and counts; the socket handler
 * ends a call that stays so.
 */
final class TwilioLink implements CarrierLink, Flushable {
    /** How Twilio names G.711 µ-law, the only encoding its streams have. */
    static final String ENCODING = "audio/x-mulaw";

    static final int SAMPLE_RATE = 8000;

    private static final byte[] NOTHING = new byte[0];
    private static final byte[] MEDIA_TAIL = "\"}}".getBytes(CharsetUtil.US_ASCII);

    private final WebSocketFrames frames;
    private final EventLoopWorker worker;
    private final LinkTraits traits;
    private final PayloadEncoder payloads;
    private final Counters counters;
    private final byte[] mediaHead;
    private final byte[] markHead;
    private final byte[] clear;
    private boolean dirty;
    private boolean closing;
    private int faultCode;

    TwilioLink(WebSocketFrames frames, TwilioStation station, String streamSid) {
        this.frames = frames;
        this.worker = station.io;
        this.payloads = station.payloads;
        this.counters = station.counters;
        this.traits =
                new LinkTraits(
                        "twilio",
                        AudioFormat.MULAW_8K,
                        AudioFormat.MULAW_8K,
                        true,
                        true,
                        station.settings.lookAheadMs());
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
        if (!frames.writable()) {
            counters.increment(MediaCounter.CARRIER_BACK_PRESSURED);
            return OfferResult.BACK_PRESSURED;
        }
        int characters = payloads.encode(audio, offset, length);
        return write(mediaHead, payloads.encoded(), characters, MEDIA_TAIL);
    }

    @Override
    public OfferResult sendMark(long markId) {
        if (gone()) {
            return OfferResult.CLOSED;
        }
        counters.increment(MediaCounter.MARKS_SENT);
        byte[] name = Long.toString(markId).getBytes(CharsetUtil.US_ASCII);
        return write(markHead, name, name.length, MEDIA_TAIL);
    }

    @Override
    public OfferResult clear() {
        if (gone()) {
            return OfferResult.CLOSED;
        }
        counters.increment(MediaCounter.CLEARS_SENT);
        return write(clear, NOTHING, 0, NOTHING);
    }

    @Override
    public void close(Termination termination) {
        if (closing) {
            return;
        }
        closing = true;
        CloseCode how = CloseCode.of(termination);
        frames.close(faultCode == 0 ? how.code() : faultCode, how.reason());
    }

    /** The peer broke the protocol: its close will have this code instead of its reason's. */
    void closesWith(int code) {
        faultCode = code;
    }

    /** True once {@link #close} was called: what still arrives means nothing any more. */
    boolean closing() {
        return closing;
    }

    private boolean gone() {
        return closing || frames.closing();
    }

    private OfferResult write(byte[] head, byte[] body, int length, byte[] tail) {
        if (!frames.writeText(head, body, 0, length, tail)) {
            return OfferResult.CLOSED;
        }
        if (!dirty) {
            dirty = true;
            worker.flushLater(this);
        }
        return OfferResult.ACCEPTED;
    }

    @Override
    public void flushNow() {
        dirty = false;
        frames.flush();
    }
}
