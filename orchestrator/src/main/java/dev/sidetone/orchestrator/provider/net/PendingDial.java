/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** One dial, from the name to the end of the TLS handshake. Loop's thread only. */
@SuppressWarnings("FutureReturnValueIgnored") // closing a connection nobody waits for
final class PendingDial implements Dial {
    private static final String FAULTS = "dial-faults";
    private static final int MAX_CAUSES = 10;

    /** Nothing goes into the pipeline of a connection that is not encrypted. */
    private static final ChannelHandler PLAIN =
            new ChannelInitializer<Channel>() {
                @Override
                protected void initChannel(Channel fresh) {}
            };

    private final CallIo io;
    private final ProviderAddress address;
    private final long limitNs;
    private final long startNs = System.nanoTime();
    private final ClientTls tls;
    private final DialListener listener;
    private @Nullable ScheduledFuture<?> limit;
    private @Nullable Channel channel;
    private String stage = "name lookup";
    private boolean over;

    PendingDial(
            CallIo io,
            ProviderAddress address,
            Duration limit,
            ClientTls tls,
            DialListener listener) {
        this.io = io;
        this.address = address;
        this.limitNs = limit.toNanos();
        this.tls = tls;
        this.listener = listener;
    }

    /**
     * Begins.
     *
     * @param bootstrap of the loop, to which each attempt adds what is its own
     */
    void start(AddressBook addresses, Bootstrap bootstrap) {
        limit =
                io.loop()
                        .schedule(
                                () -> fail(Kind.TIMED_OUT, stage + " took too long"),
                                limitNs,
                                TimeUnit.NANOSECONDS);
        Future<List<InetAddress>> names = addresses.resolve(address.host(), io.loop());
        // an answer at hand would call back at once, into a caller that has not got its dial yet
        io.loop().execute(() -> names.addListener(done -> resolved(names, bootstrap)));
    }

    private void resolved(Future<List<InetAddress>> names, Bootstrap bootstrap) {
        if (over) {
            return;
        }
        if (names.isSuccess()) {
            stage = "connecting";
            connect(bootstrap, names.getNow(), 0);
        } else if (names.cause() instanceof TimeoutException) {
            fail(Kind.TIMED_OUT, "name lookup took too long");
        } else {
            fail(Kind.UNREACHABLE, "unknown name");
        }
    }

    private void connect(Bootstrap bootstrap, List<InetAddress> candidates, int next) {
        boolean last = next == candidates.size() - 1;
        long leftNs = limitNs - (System.nanoTime() - startNs);
        // an address that drops packets must leave time for the next one
        long shareNs = last ? leftNs : leftNs / 2;
        // read at once, within connect: the next dial of this loop sets its own
        ChannelFuture connecting =
                bootstrap
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(shareNs)))
                        .handler(address.tls() ? new Encryption() : PLAIN)
                        .connect(new InetSocketAddress(candidates.get(next), address.port()));
        channel = connecting.channel();
        connecting.addListener(done -> {
            if (over) {
                connecting.channel().close();
            } else if (connecting.isSuccess()) {
                tcpStands(connecting.channel());
            } else if (!last) {
                connect(bootstrap, candidates, next + 1);
            } else if (connecting.cause() instanceof ConnectTimeoutException) {
                fail(Kind.TIMED_OUT, "connecting took too long");
            } else {
                fail(Kind.UNREACHABLE, reason(connecting.cause()));
            }
        });
    }

    private void tcpStands(Channel connected) {
        SslHandler handshake = connected.pipeline().get(SslHandler.class);
        if (handshake == null) {
            succeed(connected);
            return;
        }
        stage = "TLS handshake";
        // the dial's limit holds for it too
        handshake.setHandshakeTimeoutMillis(0);
        handshake
                .handshakeFuture()
                .addListener(done -> {
                    if (over) {
                        connected.close();
                    } else if (done.isSuccess()) {
                        succeed(connected);
                    } else {
                        fail(
                                kindOfFailedHandshake(done.cause()),
                                "TLS handshake: " + reason(done.cause()));
                    }
                });
    }

    /**
     * A certificate that nobody vouches for, or of another name, stays so; an alert or a broken
     * handshake may be of the moment.
     */
    static Kind kindOfFailedHandshake(@Nullable Throwable cause) {
        Throwable reason = cause;
        for (int depth = 0; reason != null && depth < MAX_CAUSES; depth++) {
            if (reason instanceof CertificateException
                    || reason instanceof CertPathValidatorException
                    || reason instanceof CertPathBuilderException
                    || reason instanceof SSLPeerUnverifiedException) {
                return Kind.REJECTED;
            }
            reason = reason.getCause();
        }
        return Kind.UNREACHABLE;
    }

    private void succeed(Channel connected) {
        end();
        if (connected.pipeline().get(FAULTS) != null) {
            connected.pipeline().remove(FAULTS);
        }
        listener.onConnected(connected);
    }

    private void fail(Kind kind, String reason) {
        if (over) {
            return;
        }
        cancel();
        listener.onFailed(
                new ProviderFailure(kind, address.vendor(), address.hostAndPort() + ": " + reason));
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause == null) {
            return "no reason told";
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    @Override
    public void cancel() {
        end();
        if (channel != null) {
            channel.close();
        }
    }

    private void end() {
        over = true;
        if (limit != null) {
            limit.cancel(false);
        }
    }

    /** What goes into the pipeline of a connection that is encrypted. */
    private final class Encryption extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel fresh) {
            fresh.pipeline()
                    .addLast("tls", tls.handler(fresh.alloc(), address))
                    .addLast(FAULTS, new Faults());
        }
    }

    /** A handshake that fails tells its future, and the pipeline; once is enough. */
    private static final class Faults extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
