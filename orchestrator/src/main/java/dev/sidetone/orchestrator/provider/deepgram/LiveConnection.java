/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import dev.sidetone.orchestrator.provider.net.CallIo;
import dev.sidetone.orchestrator.provider.net.Dial;
import dev.sidetone.orchestrator.provider.net.Flushable;
import dev.sidetone.orchestrator.provider.net.ProviderAddress;
import dev.sidetone.orchestrator.provider.net.ProviderNetwork;
import dev.sidetone.orchestrator.provider.net.UpgradeListener;
import dev.sidetone.orchestrator.provider.net.UpgradeRequest;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketCloseCode;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFault;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketListener;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketRole;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket to the service, from its dial to its end, which is told exactly once unless the
 * owner abandoned it. Loop's thread only.
 */
final class LiveConnection implements WebSocketListener, UpgradeListener, Flushable {
    private static final int MAX_MESSAGE_BYTES = 1 << 20;
    private static final byte[] KEEP_ALIVE = text("{\"type\":\"KeepAlive\"}");
    private static final byte[] FINALIZE = text("{\"type\":\"Finalize\"}");
    private static final byte[] CLOSE_STREAM = text("{\"type\":\"CloseStream\"}");
    private static final byte[] NOTHING = {};

    /** So many in a row are no slip of the wire. */
    private static final int MAX_MALFORMED = 3;

    private final CallIo io;
    private final ProviderAddress address;
    private final ProviderNetwork network;
    private final ListenReader reader;
    private final Owner owner;
    private final WebSocketFrames frames;
    private @Nullable Dial dial;
    private @Nullable Channel channel;
    private @Nullable ProviderFailure failure;
    private int malformed;
    private boolean dirty;
    private boolean over;

    /** Whoever wants the connection; calls come on the loop's thread. */
    interface Owner {
        /** It is open. */
        void onOpen();

        /** A message came, or any other sign of life: null. */
        void onMessage(@Nullable ListenMessage message);

        /** What came was no message. */
        void onMalformed();

        /** It takes more again. */
        void onRoom();

        /**
         * It ended.
         *
         * @param opened whether it had been open
         */
        void onEnd(ProviderFailure failure, boolean opened);
    }

    /**
     * One not opened.
     *
     * @param network is told what of ours throws
     * @param reader of the loop
     */
    LiveConnection(
            CallIo io,
            ProviderAddress address,
            ProviderNetwork network,
            ListenReader reader,
            Owner owner) {
        this.io = io;
        this.address = address;
        this.network = network;
        this.reader = reader;
        this.owner = owner;
        this.frames = new WebSocketFrames(WebSocketRole.CLIENT, MAX_MESSAGE_BYTES, this);
    }

    private static byte[] text(String json) {
        return json.getBytes(StandardCharsets.US_ASCII);
    }

    void open(UpgradeRequest request) {
        dial = network.dialer().openWebSocket(io, address, request, frames, this);
    }

    // ---- what is sent

    boolean isOpen() {
        return !over && channel != null && !frames.closing();
    }

    /** Sends audio, never none: an empty message would end the stream. */
    boolean audio(byte[] audio, int offset, int length) {
        Channel open = channel;
        if (length == 0 || open == null || !isOpen() || !open.isWritable()) {
            return false;
        }
        return sent(frames.writeBinary(audio, offset, length));
    }

    void keepAlive() {
        sent(frames.writeText(Unpooled.wrappedBuffer(KEEP_ALIVE)));
    }

    void finalizeSpeech() {
        sent(frames.writeText(Unpooled.wrappedBuffer(FINALIZE)));
    }

    void closeStream() {
        sent(frames.writeText(Unpooled.wrappedBuffer(CLOSE_STREAM)));
    }

    void ping() {
        sent(frames.writePing(NOTHING, 0, 0));
    }

    private boolean sent(boolean written) {
        if (written && !dirty) {
            dirty = true;
            io.flushLater(this);
        }
        return written;
    }

    @Override
    public void flushNow() {
        dirty = false;
        frames.flush();
    }

    /** Ends it, and tells the owner why. */
    void giveUp(ProviderFailure why) {
        if (failure == null) {
            failure = why;
        }
        boolean opened = channel != null;
        shut(WebSocketCloseCode.GOING_AWAY);
        end(opened);
    }

    /** Ends it; the owner hears nothing any more. */
    void abandon() {
        over = true;
        shut(WebSocketCloseCode.NORMAL);
    }

    private void shut(int code) {
        if (channel != null) {
            frames.close(code, "");
        } else if (dial != null) {
            dial.cancel();
        }
    }

    // ---- what comes

    @Override
    public void onOpen(Channel opened) {
        channel = opened;
        if (over) {
            shut(WebSocketCloseCode.NORMAL);
        } else {
            owner.onOpen();
        }
    }

    @Override
    public void onFailed(ProviderFailure why, int status) {
        failure = why;
        end(false);
    }

    @Override
    public void onText(ByteBuf message) {
        if (over) {
            return;
        }
        ListenMessage read = reader.read(message);
        if (read == null) {
            malformed();
        } else {
            malformed = 0;
            owner.onMessage(read);
        }
    }

    /** The service sends none. */
    @Override
    public void onBinary(ByteBuf message) {
        if (!over) {
            malformed();
        }
    }

    private void malformed() {
        owner.onMalformed();
        if (++malformed >= MAX_MALFORMED) {
            giveUp(failure(Kind.MALFORMED, "message after message is not of the protocol"));
        }
    }

    @Override
    public void onPong(ByteBuf payload) {
        if (!over) {
            owner.onMessage(null);
        }
    }

    @Override
    public void onClosing(int code) {
        Kind kind =
                switch (code) {
                    case WebSocketCloseCode.POLICY_VIOLATION, WebSocketCloseCode.INVALID_PAYLOAD ->
                            Kind.REJECTED;
                    case WebSocketCloseCode.TRY_AGAIN_LATER -> Kind.OVERLOADED;
                    case WebSocketCloseCode.INTERNAL_ERROR -> Kind.BROKEN;
                    default -> Kind.UNREACHABLE;
                };
        failure = failure(kind, "closed with " + code);
    }

    @Override
    public void onViolation(WebSocketFault fault) {
        // a peer out of step may take its time to go: what was awaited of it fails now
        frames.close(fault.closeCode(), "");
        if (!over) {
            owner.onMalformed();
            failure = failure(Kind.MALFORMED, fault.detail());
            end(true);
        }
    }

    @Override
    public boolean onFailure(Throwable cause) {
        frames.close(WebSocketCloseCode.INTERNAL_ERROR, "");
        ProviderFailure ours = network.ownFault(address.vendor(), cause);
        if (failure == null) {
            failure = ours;
        }
        end(channel != null);
        return true;
    }

    @Override
    public void onWritability(boolean writable) {
        if (writable && isOpen()) {
            owner.onRoom();
        }
    }

    @Override
    public void onGone() {
        if (channel != null) {
            end(true);
        }
    }

    private void end(boolean opened) {
        if (!over) {
            over = true;
            owner.onEnd(
                    failure == null ? failure(Kind.UNREACHABLE, "the connection broke") : failure,
                    opened);
        }
    }

    ProviderFailure failure(Kind kind, String detail) {
        return new ProviderFailure(kind, address.vendor(), address.hostAndPort() + ": " + detail);
    }
}
