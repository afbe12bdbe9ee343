/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.elevenlabs;

import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import dev.sidetone.orchestrator.provider.net.CallIo;
import dev.sidetone.orchestrator.provider.net.Dial;
import dev.sidetone.orchestrator.provider.net.Flushable;
import dev.sidetone.orchestrator.provider.net.ProviderNetwork;
import dev.sidetone.orchestrator.provider.net.UpgradeListener;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketCloseCode;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFault;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketListener;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketRole;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * One socket, good for one utterance: opened ahead, given its text clause by clause, and closed by
 * the server behind the last audio, or by us when the caller interrupts, which is how the vendor is
 * told to stop. Owned by its call's stream; loop's thread.
 */
final class VoiceSocket implements WebSocketListener, UpgradeListener, Flushable {
    /** 10 s of linear audio at 16 kHz in base64, and its alignment. */
    private static final int MAX_MESSAGE_BYTES = 1024 * 1024;

    private static final byte[] HEAD = ascii("{\"text\":\"");
    private static final byte[] FLUSHED = ascii(" \",\"flush\":true}");
    private static final byte[] NOTHING = {};
    private static final byte[] END = ascii("{\"text\":\"\"}");

    private final CallIo io;
    private final ProviderNetwork network;
    private final byte[] opening;
    private final Owner owner;
    private final long startedNs;
    private final WebSocketFrames frames =
            new WebSocketFrames(WebSocketRole.CLIENT, MAX_MESSAGE_BYTES, this);
    private @Nullable Dial dial;
    private @Nullable Channel channel;
    private boolean over;
    private boolean ended;

    /** Whoever opened it; told no more once it closed the socket itself. */
    interface Owner {

        /** Text can be sent. */
        void onOpen(VoiceSocket socket);

        /** A message came; valid until this returns. */
        void onMessage(VoiceSocket socket, ByteBuf message);

        /** It never opened, or is gone; the last word. */
        void onLost(VoiceSocket socket, ProviderFailure failure);
    }

    /**
     * A socket that is not connected yet.
     *
     * @param network is told what of ours throws
     * @param opening the first message, with the voice's settings
     */
    VoiceSocket(CallIo io, ProviderNetwork network, byte[] opening, Owner owner, long nowNs) {
        this.io = io;
        this.network = network;
        this.opening = opening;
        this.owner = owner;
        this.startedNs = nowNs;
    }

    /** What goes into its pipeline. */
    WebSocketFrames frames() {
        return frames;
    }

    /** Its connection is on its way. */
    void dialling(Dial started) {
        dial = started;
    }

    /** When it was begun; the vendor keeps it for so long. */
    long startedNs() {
        return startedNs;
    }

    boolean isOpen() {
        return channel != null && !over;
    }

    boolean isOver() {
        return over;
    }

    /** It never opened. */
    boolean neverOpened() {
        return channel == null;
    }

    /** The server closed it as one does whose work is done. */
    boolean isEnded() {
        return ended;
    }

    /** Has a clause spoken at once. */
    void speak(String clause) {
        byte[] text = JsonStringEncoder.getInstance().quoteAsUTF8(clause);
        frames.writeText(HEAD, text, 0, text.length, FLUSHED);
        io.flushLater(this);
    }

    /** No more text: the rest of the audio comes, then the end. */
    void finish() {
        frames.writeText(END, NOTHING, 0, 0, NOTHING);
        io.flushLater(this);
    }

    @Override
    public void flushNow() {
        frames.flush();
    }

    /** Reads no further, so that the vendor waits; or reads again. */
    void read(boolean on) {
        if (channel != null) {
            channel.config().setAutoRead(on);
        }
    }

    /** Ends it; its owner hears nothing more. */
    void close() {
        if (over) {
            return;
        }
        over = true;
        if (channel == null) {
            if (dial != null) {
                dial.cancel();
            }
        } else {
            read(true);
            frames.close(WebSocketCloseCode.NORMAL, "");
        }
    }

    @Override
    public void onOpen(Channel opened) {
        channel = opened;
        if (over) {
            frames.close(WebSocketCloseCode.NORMAL, "");
            return;
        }
        frames.writeText(opening, NOTHING, 0, 0, NOTHING);
        io.flushLater(this);
        owner.onOpen(this);
    }

    @Override
    public void onFailed(ProviderFailure failure, int status) {
        lose(failure);
    }

    @Override
    public void onText(ByteBuf message) {
        if (!over) {
            owner.onMessage(this, message);
        }
    }

    @Override
    public void onBinary(ByteBuf message) {
        if (!over) {
            frames.close(WebSocketCloseCode.PROTOCOL_ERROR, "");
            lose(failure(Kind.MALFORMED, "a binary message"));
        }
    }

    @Override
    public void onClosing(int statusCode) {
        ended = statusCode == WebSocketCloseCode.NORMAL || statusCode == WebSocketCloseCode.NONE;
        Kind kind =
                switch (statusCode) {
                    case WebSocketCloseCode.POLICY_VIOLATION -> Kind.REJECTED;
                    case WebSocketCloseCode.TRY_AGAIN_LATER -> Kind.OVERLOADED;
                    case WebSocketCloseCode.INTERNAL_ERROR -> Kind.BROKEN;
                    default -> Kind.UNREACHABLE;
                };
        lose(failure(kind, "closed with " + statusCode));
    }

    @Override
    public void onViolation(WebSocketFault fault) {
        frames.close(fault.closeCode(), fault.detail());
        lose(failure(Kind.MALFORMED, fault.detail()));
    }

    @Override
    public boolean onFailure(Throwable cause) {
        frames.close(WebSocketCloseCode.INTERNAL_ERROR, "");
        lose(network.ownFault(ElevenLabsVoice.VENDOR, cause));
        return true;
    }

    @Override
    public void onGone() {
        lose(failure(Kind.UNREACHABLE, "the connection ended"));
    }

    private void lose(ProviderFailure failure) {
        if (!over) {
            over = true;
            owner.onLost(this, failure);
        }
    }

    private static ProviderFailure failure(Kind kind, String detail) {
        return new ProviderFailure(kind, ElevenLabsVoice.VENDOR, detail);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
