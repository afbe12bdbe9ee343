/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import dev.sidetone.media.inbox.InboxSlot;
import dev.sidetone.server.call.AgentRoster;
import dev.sidetone.server.call.CallFactory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * The way of one frame in this dialect, piece by piece, for whoever measures it: the parts that the
 * server runs, behind a door that it does not use itself. The thread that opens it uses and closes
 * it.
 */
public final class TwilioHotPath implements AutoCloseable {
    /** The stream that it speaks of. */
    public static final String STREAM_SID = "MZ00000000000000000000000000000000";

    private final StreamSid stream = new StreamSid(STREAM_SID);
    private final TwilioDialect dialect = new TwilioDialect();
    private final TwilioStage stage;
    private final TwilioLink link;
    private final Wire wire = new Wire();

    /**
     * One call on one socket, begun.
     *
     * @param agents among which {@code echo} always is
     * @param allocator of the buffers that frames are written into
     */
    public TwilioHotPath(AgentRoster agents, CallFactory factory, ByteBufAllocator allocator) {
        stage = new TwilioStage(agents, factory);
        stage.channel.config().setAllocator(allocator);
        stage.channel.pipeline().addFirst(wire);
        stage.start();
        link = new TwilioLink(stage.frames, stage.station, STREAM_SID);
    }

    /** Reads a message as the socket does: its bytes first, else in general; bytes of audio. */
    public int decode(byte[] json) {
        return audioLength(dialect.decode(json, 0, json.length, stream));
    }

    /** Reads a message by the general reader alone; bytes of audio. */
    public int decodeInGeneral(byte[] json) {
        return audioLength(dialect.decode(json, 0, json.length));
    }

    private static int audioLength(TwilioMessage message) {
        return message instanceof TwilioMessage.Media media
                        && media.timestampMs() != InboxSlot.MEDIA_MS_UNKNOWN
                ? media.length()
                : -1;
    }

    /**
     * Bytes from the socket, through codec, scan, inbox and call to what the call answers; released
     * here.
     *
     * @return bytes written to the socket since it was opened
     */
    public long receive(ByteBuf bytes) {
        stage.channel.pipeline().fireChannelRead(bytes);
        stage.channel.pipeline().fireChannelReadComplete();
        stage.cycle();
        return wire.bytes;
    }

    /**
     * A frame of the agent's, from its link to the socket.
     *
     * @return bytes written to the socket since it was opened
     */
    public long send(byte[] audio) {
        link.sendMedia(audio, 0, audio.length);
        stage.station.io.flush();
        return wire.bytes;
    }

    @Override
    public void close() {
        stage.close();
    }

    /** Where a socket would be. */
    private static final class Wire extends ChannelOutboundHandlerAdapter {
        private long bytes;

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            ByteBuf frame = (ByteBuf) message;
            bytes += frame.readableBytes();
            frame.release();
        }

        @Override
        public void flush(ChannelHandlerContext ctx) {
            // it is there already
        }
    }
}
