/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.jspecify.annotations.Nullable;

/**
 * What clients of providers share. It is there before the workers are, so that providers can be
 * built and checked first; their calls, which begin after {@link #attach}, then find the workers'
 * loops. Built and closed by the composition root; any thread uses it.
 */
public final class ProviderNetwork implements AutoCloseable {
    private final AddressBook addresses;
    private final ProviderDialer dialer;
    private final NanoClock clock;
    private final ErrorHandler faults;
    private final @Nullable ExecutorService handshakeTasks;
    private volatile @Nullable Node node;

    private record Node(CallIos ios, Counters counters) {}

    private ProviderNetwork(
            AddressBook addresses,
            ProviderDialer dialer,
            NanoClock clock,
            ErrorHandler faults,
            @Nullable ExecutorService handshakeTasks) {
        this.addresses = addresses;
        this.dialer = dialer;
        this.clock = clock;
        this.faults = faults;
        this.handshakeTasks = handshakeTasks;
    }

    /**
     * A network of these parts; the name book is closed with it.
     *
     * @param faults is told what our own code throws on a connection; any thread, must not block
     */
    public ProviderNetwork(
            AddressBook addresses, ProviderDialer dialer, NanoClock clock, ErrorHandler faults) {
        this(addresses, dialer, clock, faults, null);
    }

    /**
     * The network that a server uses: the machine's resolver, and TLS with its steps on virtual
     * threads.
     *
     * @param authorities PEM file of authorities to trust beside those of the JDK, or null
     * @param faults is told what our own code throws on a connection; any thread, must not block
     * @throws IOException when the file holds no certificates
     */
    public static ProviderNetwork ofThisMachine(@Nullable Path authorities, ErrorHandler faults)
            throws IOException {
        ExecutorService handshakeTasks = Executors.newVirtualThreadPerTaskExecutor();
        ClientTls tls = ClientTls.trusting(authorities, handshakeTasks);
        AddressBook addresses = AddressBook.ofThisMachine();
        return new ProviderNetwork(
                addresses,
                new ProviderDialer(addresses, tls, faults),
                SystemNanoClock.INSTANCE,
                faults,
                handshakeTasks);
    }

    /**
     * The workers are there; once, before the first stream opens.
     *
     * @param counters where clients count; any thread writes it
     */
    public void attach(CallIos ios, Counters counters) {
        node = new Node(ios, counters);
    }

    /**
     * The I/O of the calling worker; on another thread, the next worker's in turn.
     *
     * @throws IllegalStateException before {@link #attach}
     */
    public CallIo ioOfThisThread() {
        return attached().ios().ofThisThread();
    }

    /**
     * Where clients count.
     *
     * @throws IllegalStateException before {@link #attach}
     */
    public Counters counters() {
        return attached().counters();
    }

    private Node attached() {
        Node known = node;
        if (known == null) {
            throw new IllegalStateException("no worker runs yet");
        }
        return known;
    }

    /**
     * Our own code threw on a connection: counts it and tells the handler, with its stack.
     *
     * @return what the call hears
     * @throws IllegalStateException before {@link #attach}
     */
    public ProviderFailure ownFault(String vendor, Throwable cause) {
        counters().increment(MediaCounter.PROVIDER_CLIENT_FAULTS);
        OwnFault.tell(faults, cause);
        return OwnFault.of(vendor, cause);
    }

    /** Names, looked up off the workers. */
    public AddressBook addresses() {
        return addresses;
    }

    /** Opens connections. */
    public ProviderDialer dialer() {
        return dialer;
    }

    /** The time of stages. */
    public NanoClock clock() {
        return clock;
    }

    @Override
    public void close() {
        addresses.close();
        if (handshakeTasks != null) {
            handshakeTasks.shutdownNow();
        }
    }
}
