/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.http;

import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import dev.sidetone.orchestrator.provider.net.CallIo;
import dev.sidetone.orchestrator.provider.net.Flushable;
import dev.sidetone.orchestrator.provider.net.OwnFault;
import dev.sidetone.orchestrator.provider.net.ProviderAddress;
import dev.sidetone.orchestrator.provider.net.ProviderNetwork;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection, kept alive, with one request at a time. Owned by whoever holds it, on
 * the loop of its channel; ends when either side closes it. HTTP/1.1 has no way to take a request
 * back but to close the connection, so that is what {@link #close} during an exchange does: the
 * server sees it and stops.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes its channel, which tells
final class HttpConnection extends ChannelInboundHandlerAdapter implements Flushable {
    private static final int MAX_LINE = 4096;
    private static final int MAX_HEADERS = 32 * 1024;

    private final CallIo io;
    private final ProviderAddress address;
    private final Channel channel;
    private final ProviderNetwork network;
    private @Nullable Holder holder;
    private @Nullable HttpExchange exchange;
    private boolean interim;
    private boolean keepAlive;
    private boolean gone;
    private long idleSinceNs;

    /** Whoever is to know that the connection is free, or no longer there. */
    interface Holder {

        /** The answer is complete and the connection can be used again. */
        void onFree(HttpConnection connection);

        /** The connection is gone; called once, unless the holder closed it. */
        void onGone(HttpConnection connection);
    }

    private HttpConnection(
            CallIo io, ProviderAddress address, Channel channel, ProviderNetwork network) {
        this.network = network;
        this.io = io;
        this.address = address;
        this.channel = channel;
    }

    /**
     * Speaks HTTP on a fresh connection.
     *
     * @param network where it counts how it is lost in mid-answer; that an idle one ends is the
     *     usual course
     */
    static HttpConnection on(
            CallIo io, ProviderAddress address, Channel channel, ProviderNetwork network) {
        HttpConnection connection = new HttpConnection(io, address, channel, network);
        HttpDecoderConfig bounds =
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(MAX_LINE)
                        .setMaxHeaderSize(MAX_HEADERS);
        channel.pipeline()
                .addLast("http", new HttpClientCodec(bounds, false, false))
                .addLast("exchange", connection);
        return connection;
    }

    void hold(Holder newHolder) {
        holder = newHolder;
    }

    boolean isOpen() {
        return !gone && channel.isActive();
    }

    void idleSince(long nowNs) {
        idleSinceNs = nowNs;
    }

    long idleSinceNs() {
        return idleSinceNs;
    }

    /** Sends a request; the connection is idle and open. It takes the request over. */
    void send(FullHttpRequest request, HttpExchange answer) {
        exchange = answer;
        keepAlive = true;
        channel.write(request, channel.voidPromise());
        io.flushLater(this);
    }

    @Override
    public void flushNow() {
        channel.flush();
    }

    /** Ends it; nobody hears of it any more. */
    void close() {
        holder = null;
        exchange = null;
        gone = true;
        channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (gone) {
                return;
            }
            if (exchange == null || !(message instanceof HttpObject part)) {
                network.counters().increment(MediaCounter.PROVIDER_MESSAGES_MALFORMED);
                fail(Kind.MALFORMED, "bytes that nobody asked for");
            } else if (part.decoderResult().isFailure()) {
                fail(Kind.MALFORMED, "the answer is not HTTP");
            } else {
                read(exchange, part);
            }
        } catch (RuntimeException | Error fault) {
            ownFault(fault);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very exchange, or another one by now
    private void read(HttpExchange answer, HttpObject part) {
        if (part instanceof HttpResponse head) {
            interim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            if (!interim) {
                keepAlive = HttpUtil.isKeepAlive(head);
                answer.onHead(head);
            }
        }
        if (part instanceof HttpContent body && !interim) {
            // the answer's owner may have closed it in any of these calls
            if (exchange == answer && body.content().isReadable()) {
                answer.onBody(body.content());
            }
            if (exchange == answer && part instanceof LastHttpContent) {
                finish(answer);
            }
        }
    }

    /** Free before its last answer is told: whoever hears of that may send the next request. */
    private void finish(HttpExchange answer) {
        exchange = null;
        Holder owner = holder;
        if (keepAlive && isOpen()) {
            if (owner != null) {
                owner.onFree(this);
            }
        } else {
            close();
            if (owner != null) {
                owner.onGone(this);
            }
        }
        try {
            answer.onEnd();
        } catch (RuntimeException | Error fault) {
            // the connection may carry the next request by now, which has no part in it
            answer.onFailed(network.ownFault(address.vendor(), fault));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        lose("the connection ended");
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (OwnFault.isOfTheNetwork(cause)) {
            lose("the connection broke");
        } else {
            ownFault(cause);
        }
    }

    private void lose(String reason) {
        if (!gone && exchange != null) {
            network.counters().increment(MediaCounter.PROVIDER_CONNECTIONS_LOST);
        }
        fail(Kind.UNREACHABLE, reason);
    }

    /** What is left of the answer is not understood any more, by nobody's fault but ours. */
    private void ownFault(Throwable cause) {
        fail(network.ownFault(address.vendor(), cause));
    }

    private void fail(Kind kind, String reason) {
        fail(new ProviderFailure(kind, address.vendor(), address.hostAndPort() + ": " + reason));
    }

    private void fail(ProviderFailure failure) {
        if (gone) {
            return;
        }
        HttpExchange unanswered = exchange;
        Holder owner = holder;
        close();
        if (owner != null) {
            owner.onGone(this);
        }
        if (unanswered != null) {
            unanswered.onFailed(failure);
        }
    }
}
