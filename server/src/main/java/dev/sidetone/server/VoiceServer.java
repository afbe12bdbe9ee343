/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import dev.sidetone.media.metrics.CounterStore;
import dev.sidetone.media.metrics.SharedCounters;
import dev.sidetone.server.api.BearerGate;
import dev.sidetone.server.api.CallsResource;
import dev.sidetone.server.api.ConnectionLimit;
import dev.sidetone.server.api.DescriptionResource;
import dev.sidetone.server.api.HealthResource;
import dev.sidetone.server.api.HttpLimits;
import dev.sidetone.server.api.HttpPort;
import dev.sidetone.server.api.MetricsResource;
import dev.sidetone.server.api.Router;
import dev.sidetone.server.api.UpgradeRoute;
import dev.sidetone.server.call.CallAdmission;
import dev.sidetone.server.call.CallDirectory;
import dev.sidetone.server.call.CallHistory;
import dev.sidetone.server.call.CallOpener;
import dev.sidetone.server.call.RecordsThread;
import dev.sidetone.server.carrier.twilio.TwilioCarrier;
import dev.sidetone.server.config.ServerConfig;
import dev.sidetone.server.io.TlsFiles;
import dev.sidetone.server.lifecycle.CallDrain;
import dev.sidetone.server.lifecycle.FaultLog;
import dev.sidetone.server.lifecycle.Readiness;
import dev.sidetone.server.lifecycle.Repeated;
import dev.sidetone.server.live.CallsPicture;
import dev.sidetone.server.live.FiguresPicture;
import dev.sidetone.server.live.LiveResource;
import dev.sidetone.server.live.LiveStreams;
import dev.sidetone.server.metrics.EndingCounters;
import dev.sidetone.server.metrics.LatencyReadings;
import dev.sidetone.server.metrics.NodeGauge;
import dev.sidetone.server.metrics.PrometheusText;
import dev.sidetone.server.metrics.ProviderHealth;
import dev.sidetone.server.stat.NodePublisher;
import dev.sidetone.server.store.CallStore;
import dev.sidetone.server.store.NoStore;
import dev.sidetone.server.store.sqlite.SqliteStore;
import dev.sidetone.vad.CallDetectors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.agrona.concurrent.SystemNanoClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole server: builds its parts in the order they depend on each other, warms up, and says
 * ready; {@link #close} drains and takes them down in reverse. One thread launches and closes.
 */
public final class VoiceServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceServer.class);
    private static final long PUBLISHED_EVERY_MS = 1000;
    private static final long SHOWN_EVERY_MS = 500;

    private final ServerConfig config;
    private final CallParts callParts;
    private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final FaultLog faults = new FaultLog(virtualThreads);
    private final Readiness readiness = new Readiness();
    private final SharedCounters counters;
    private final EndingCounters endings;
    private final CallStore calls;
    private final CallDirectory directory;
    private final CallHistory history;
    private final CallAdmission admission;
    private final RecordsThread records;
    private final MediaThreads threads;
    private final Surroundings surroundings;
    private final ProviderHealth health;
    private final ConnectionLimit connections;
    private final LatencyReadings latencies;
    private final List<NodeGauge> gauges;
    private final LiveStreams live;
    private @Nullable HttpPort port;
    private @Nullable HttpPort adminPort;
    private List<String> served = List.of();
    private boolean closed;

    private VoiceServer(
            ServerConfig config, CallParts callParts, Surroundings surroundings, CallStore calls) {
        this.config = config;
        this.calls = calls;
        this.callParts = callParts;
        this.surroundings = surroundings;
        this.health = new ProviderHealth(callParts.providers());
        ServerConfig.Limits limits = config.limits();
        this.connections = new ConnectionLimit(limits.connections());
        CounterStore store =
                surroundings
                        .counters()
                        .open(config.workers().count(), storeCapacity(config.workers(), callParts));
        this.counters = new SharedCounters(store);
        this.endings = new EndingCounters(store);
        this.directory = new CallDirectory(limits.keptCalls(), calls.lastKey());
        this.history = new CallHistory(directory, calls.calls());
        this.threads =
                new MediaThreads(
                        config.workers(),
                        limits.busyPercent(),
                        surroundings.transport(),
                        counters,
                        store,
                        faults);
        this.admission =
                new CallAdmission(
                        Math.multiplyExact(limits.maxCalls(), config.workers().count()),
                        config.carriers().twilio().tokenValidity().toMillis(),
                        counters,
                        threads.headroom());
        this.latencies =
                new LatencyReadings(threads.workers().latencyTotals(), SystemNanoClock.INSTANCE);
        this.gauges = NodeGauges.of(directory, admission, connections, threads, readiness, calls);
        NodePublisher publisher = new NodePublisher(store, gauges, latencies, health::statuses);
        Repeated publishing =
                new Repeated(
                        PUBLISHED_EVERY_MS, virtualThreads, nowMs -> publish(publisher, nowMs));
        Clock clock = surroundings.clock();
        var figures =
                new FiguresPicture(gauges, threads.workers(), latencies, health::statuses, clock);
        this.live = new LiveStreams(new CallsPicture(directory)::json, figures::json, counters);
        Repeated showing = new Repeated(SHOWN_EVERY_MS, virtualThreads, live::round);
        this.records =
                new RecordsThread(
                        limits.recordQueue(),
                        directory,
                        calls,
                        health,
                        endings,
                        new RecordsThread.Sight(counters, clock),
                        List.of(
                                _ -> admission.expire(surroundings.steady().millis()),
                                health::sample,
                                threads::lookAfter,
                                publishing::round,
                                showing::round));
    }

    private static int storeCapacity(ServerConfig.Workers threads, CallParts callParts) {
        return CounterStore.capacityFor(threads.count())
                + EndingCounters.capacity()
                + NodePublisher.capacityFor(NodeGauges.COUNT, callParts.providers().size());
    }

    private void publish(NodePublisher publisher, long nowMs) {
        threads.measure();
        publisher.publish(nowMs);
        surroundings.counters().published(nowMs);
    }

    /**
     * Starts a server; when it returns, the server is warm and takes calls.
     *
     * @throws LaunchException when a file or a port is not usable
     */
    public static VoiceServer launch(ServerConfig config, CallParts callParts)
            throws LaunchException, InterruptedException {
        return launch(config, callParts, Surroundings.ofThisProcess());
    }

    /**
     * The same in other surroundings.
     *
     * @throws LaunchException when a file or a port is not usable
     */
    public static VoiceServer launch(
            ServerConfig config, CallParts callParts, Surroundings surroundings)
            throws LaunchException, InterruptedException {
        VoiceServer server =
                new VoiceServer(
                        config, callParts, surroundings, openStore(config, surroundings.steady()));
        try {
            server.open();
        } catch (IOException | RuntimeException failure) {
            server.close();
            throw new LaunchException(String.valueOf(failure.getMessage()), failure);
        } catch (InterruptedException interrupted) {
            server.close();
            throw interrupted;
        }
        return server;
    }

    /** Before anything else: a server that cannot keep its calls as it was told takes none. */
    private static CallStore openStore(ServerConfig config, Clock clock) throws LaunchException {
        ServerConfig.Store store = config.store();
        Path file = store.file();
        if (file == null) {
            LOG.info(
                    "ended calls are kept in memory only, the last {}",
                    config.limits().keptCalls());
            return new NoStore();
        }
        try {
            CallStore opened =
                    SqliteStore.open(
                            new SqliteStore.Settings(
                                    file,
                                    store.retention(),
                                    store.maxMb(),
                                    config.limits().storeQueue()),
                            clock);
            LOG.info("calls and their words are kept in {}", file.toAbsolutePath());
            return opened;
        } catch (IOException unusable) {
            throw new LaunchException(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private void open() throws IOException, InterruptedException {
        calls.start(counters, directory::stored);
        records.start();
        attachDetectors();
        threads.start();
        callParts.attach(threads.own(), counters);
        CallOpener opener =
                new CallOpener(
                        callParts.agents(),
                        admission,
                        directory,
                        callParts.factory(records),
                        records,
                        counters,
                        new CallOpener.Clocks(surroundings.clock(), surroundings.steady()));
        TwilioCarrier twilio =
                new TwilioCarrier(
                        new TwilioCarrier.Parts(
                                config.carriers().twilio(),
                                config.listen().publicUrl(),
                                config.listen().tls() != null,
                                callParts.agents(),
                                admission,
                                opener,
                                counters,
                                endings,
                                surroundings.steady()),
                        threads.sockets(),
                        threads.workers().workers());
        WarmUp.run(callParts);
        Router carrierRoutes = new Router(new BearerGate(config.adminToken()));
        new HealthResource(
                        readiness,
                        threads.watchdog(),
                        admission,
                        directory,
                        () -> health.statuses(surroundings.clock().millis()),
                        () -> callParts.detectors().status(),
                        calls::status)
                .routes(carrierRoutes);
        twilio.routes(carrierRoutes);
        Router adminRoutes = new Router(new BearerGate(config.adminToken()));
        new CallsResource(directory, history, counters).routes(adminRoutes);
        new DescriptionResource().routes(adminRoutes);
        new LiveResource(live).routes(adminRoutes);
        new MetricsResource(new PrometheusText(threads.workers(), latencies, endings, gauges))
                .routes(adminRoutes);
        served =
                Stream.concat(carrierRoutes.served().stream(), adminRoutes.served().stream())
                        .toList();
        listen(carrierRoutes, adminRoutes, List.of(twilio.mediaSocket()));
        readiness.ready();
    }

    private void attachDetectors() {
        CallDetectors detectors = callParts.detectors();
        threads.workers().workers().forEach(detectors::attach);
        CallDetectors.Status status = detectors.status();
        if (status.state().equals(CallDetectors.Status.OK)) {
            LOG.info("{} serves", status.detector());
            if (status.problem() != null) {
                LOG.warn("{}: {}", status.detector(), status.problem());
            }
        } else {
            LOG.warn("{} does not serve, energy does: {}", status.detector(), status.problem());
        }
    }

    private void listen(Router carrierRoutes, Router adminRoutes, List<UpgradeRoute> sockets)
            throws IOException, InterruptedException {
        ServerConfig.Listen listen = config.listen();
        Integer separate = listen.adminPort();
        if (separate == null) {
            port = listen(listen.port(), carrierRoutes.include(adminRoutes), sockets);
        } else {
            adminPort = listen(separate, adminRoutes, List.of());
            port = listen(listen.port(), carrierRoutes, sockets);
        }
    }

    private HttpPort listen(int number, Router router, List<UpgradeRoute> sockets)
            throws IOException, InterruptedException {
        ServerConfig.Listen listen = config.listen();
        ServerConfig.Limits limits = config.limits();
        ServerConfig.Tls tls = listen.tls();
        HttpPort.Service service =
                new HttpPort.Service(
                        router,
                        sockets,
                        new HttpLimits(
                                limits.requestBytes(),
                                limits.messageBytes(),
                                limits.requestTimeout(),
                                limits.writeBytes()),
                        connections,
                        tls == null ? null : TlsFiles.serverContext(tls.certificate(), tls.key()),
                        virtualThreads,
                        counters,
                        faults);
        return HttpPort.open(
                new InetSocketAddress(address(listen.host()), number),
                threads.sockets(),
                surroundings.transport(),
                service);
    }

    /** Resolved here, once: nothing looks up a name on a worker. */
    private static InetAddress address(String host) throws IOException {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw new IOException("host " + host + " is unknown", unknown);
        }
    }

    /** Where the server answers, as a client on this machine reaches it. */
    public URI uri() {
        if (port == null) {
            throw new IllegalStateException("the server does not listen");
        }
        String host = config.listen().host();
        boolean everywhere = "0.0.0.0".equals(host) || "::".equals(host);
        String scheme = config.listen().tls() == null ? "http" : "https";
        String name = everywhere ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
        return URI.create(scheme + "://" + name + ":" + port.number());
    }

    /** Method and path of everything that it answers over HTTP, as {@code GET /v1/calls/{id}}. */
    public List<String> served() {
        return served;
    }

    /** The port of API, metrics and page. */
    public int adminPort() {
        HttpPort separate = adminPort;
        return separate == null ? uri().getPort() : separate.number();
    }

    /**
     * Drains and closes, each part after those that use it: calls, ports, workers with their
     * sockets, providers, and last the thread that takes the records of all of them and the store
     * that keeps them. Idempotent.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        int ended = new CallDrain(readiness, admission, directory).run(config.drainTime());
        if (ended > 0) {
            LOG.info("{} calls outlived the drain time and were ended", ended);
        }
        live.close();
        closePort(port);
        closePort(adminPort);
        threads.close();
        callParts.close();
        records.close();
        calls.close();
        virtualThreads.shutdown();
        surroundings.counters().close();
    }

    private static void closePort(@Nullable HttpPort open) {
        if (open != null) {
            open.close();
        }
    }
}
