/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of providers' names. Nothing on a worker waits for the system's resolver, which may
 * block for as long as it likes: a lookup runs on one of a few threads of its own, at most one for
 * a name at a time, and its answer comes to the loop that asked. Answers are kept for a while; one
 * that is out of date still serves while it is looked up anew, and when that fails. Failures are
 * kept shortly.
 *
 * <p>Those threads are platform threads: the JDK's lookup is one native call, which would hold a
 * carrier of the virtual threads, and two names that hang would hold both carriers of a small
 * machine.
 *
 * <p>Any thread may ask; the lock is held for a few instructions and never during a lookup. Names
 * come from configuration, so there are few; more than {@link Limits#names} are refused.
 */
public final class AddressBook implements AutoCloseable {
    private static final int THREADS = 4;

    private final Lookup lookup;
    private final Limits limits;
    private final NanoClock clock;
    private final Executor threads;
    private final Object lock = new Object();
    private final Map<String, Name> names = new HashMap<>();

    /** Asks the network; may block. */
    @FunctionalInterface
    public interface Lookup {

        /**
         * The addresses of a name, best first, at least one.
         *
         * @throws UnknownHostException when there is none, or nobody answered
         */
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /**
     * Bounds of a book.
     *
     * @param lifetime from when on an answer is asked for anew
     * @param failureLifetime how long a failure is told without asking again
     * @param maxWait the longest that somebody waits for an answer
     * @param names most names
     */
    public record Limits(Duration lifetime, Duration failureLifetime, Duration maxWait, int names) {
        /** The JDK keeps answers for 30 s; vendors' names move between addresses in minutes. */
        public static final Limits DEFAULTS =
                new Limits(
                        Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofSeconds(2), 256);
    }

    /** What is known about a name; under the lock. */
    private static final class Name {
        private @Nullable List<InetAddress> addresses;
        private @Nullable UnknownHostException failure;
        private long askedAgainAtNs;
        private boolean lookupRuns;
        private List<Promise<List<InetAddress>>> waiting = new ArrayList<>();
    }

    /** A book that asks the system's resolver. */
    public static AddressBook ofThisMachine() {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        10,
                        TimeUnit.SECONDS,
                        // bounded by the number of names, of which each has one lookup at most
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("name-lookup-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
        return new AddressBook(
                InetAddress::getAllByName, Limits.DEFAULTS, SystemNanoClock.INSTANCE, threads);
    }

    /**
     * A book that asks in another way.
     *
     * @param threads where lookups run; closed with the book where it can be
     */
    public AddressBook(Lookup lookup, Limits limits, NanoClock clock, Executor threads) {
        this.lookup = lookup;
        this.limits = limits;
        this.clock = clock;
        this.threads = threads;
    }

    /**
     * The addresses of a name or IP literal. An answer that is at hand is complete on return; else
     * it comes on {@code loop}, within {@link Limits#maxWait}.
     *
     * @return fails with {@link UnknownHostException}, or with {@link
     *     java.util.concurrent.TimeoutException} after the wait
     */
    public Future<List<InetAddress>> resolve(String host, EventLoop loop) {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        if (literal != null) {
            return loop.newSucceededFuture(List.of(address(host, literal)));
        }
        Promise<List<InetAddress>> answer = loop.newPromise();
        boolean lookUp;
        synchronized (lock) {
            Name name = names.get(host);
            if (name == null) {
                if (names.size() >= limits.names()) {
                    return loop.newFailedFuture(new UnknownHostException("too many names"));
                }
                name = new Name();
                name.askedAgainAtNs = clock.nanoTime();
                names.put(host, name);
            }
            boolean due = clock.nanoTime() - name.askedAgainAtNs >= 0;
            lookUp = due && !name.lookupRuns;
            name.lookupRuns |= lookUp;
            if (name.addresses != null) {
                answer.setSuccess(name.addresses);
            } else if (name.failure != null && !due) {
                answer.setFailure(name.failure);
            } else {
                name.waiting.add(answer);
            }
        }
        if (lookUp) {
            start(host);
        }
        if (!answer.isDone()) {
            limit(host, answer, loop);
        }
        return answer;
    }

    private void limit(String host, Promise<List<InetAddress>> answer, EventLoop loop) {
        ScheduledFuture<?> limit =
                loop.schedule(
                        () -> {
                            forget(host, answer);
                            answer.tryFailure(
                                    new java.util.concurrent.TimeoutException("name not resolved"));
                        },
                        limits.maxWait().toNanos(),
                        TimeUnit.NANOSECONDS);
        answer.addListener(done -> limit.cancel(false));
    }

    /** One that waited too long is not kept for as long as the lookup hangs. */
    private void forget(String host, Promise<List<InetAddress>> answer) {
        synchronized (lock) {
            Name name = names.get(host);
            if (name != null) {
                name.waiting.remove(answer);
            }
        }
    }

    private void start(String host) {
        try {
            threads.execute(() -> lookUp(host));
        } catch (RejectedExecutionException closed) {
            keep(host, null, new UnknownHostException("the server is closing"));
        }
    }

    private void lookUp(String host) {
        try {
            keep(host, List.of(lookup.addresses(host)), null);
        } catch (UnknownHostException unknown) {
            keep(host, null, unknown);
        } catch (RuntimeException | Error failed) {
            keep(host, null, new UnknownHostException(host + ": " + failed));
        }
    }

    private void keep(
            String host,
            @Nullable List<InetAddress> found,
            @Nullable UnknownHostException failure) {
        List<Promise<List<InetAddress>>> waiting;
        List<InetAddress> addresses;
        synchronized (lock) {
            Name name = names.get(host);
            if (name == null) {
                return;
            }
            boolean usable = found != null && !found.isEmpty();
            if (usable) {
                name.addresses = found;
            }
            name.failure = usable ? null : failure;
            Duration kept = usable ? limits.lifetime() : limits.failureLifetime();
            name.askedAgainAtNs = clock.nanoTime() + kept.toNanos();
            name.lookupRuns = false;
            waiting = name.waiting;
            name.waiting = new ArrayList<>();
            addresses = name.addresses == null ? List.of() : name.addresses;
        }
        // outside the lock: a promise tells its listeners by its own loop, or at once
        for (Promise<List<InetAddress>> answer : waiting) {
            if (addresses.isEmpty()) {
                answer.tryFailure(failure == null ? new UnknownHostException(host) : failure);
            } else {
                answer.trySuccess(addresses);
            }
        }
    }

    private static InetAddress address(String host, byte[] literal) {
        try {
            return InetAddress.getByAddress(host, literal);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }

    /** No further lookups; one that hangs is left to its daemon thread. */
    @Override
    public void close() {
        if (threads instanceof ThreadPoolExecutor pool) {
            pool.shutdownNow();
        }
    }
}
