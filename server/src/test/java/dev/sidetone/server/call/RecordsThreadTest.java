/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.SharedCounters;
import dev.sidetone.orchestrator.journal.CallEvent;
import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.orchestrator.provider.ToolOutcome;
import dev.sidetone.server.metrics.EndingCounters;
import dev.sidetone.server.metrics.ProviderHealth;
import dev.sidetone.server.store.CallStore;
import dev.sidetone.server.store.NoStore;
import dev.sidetone.server.store.StoreRecord;
import dev.sidetone.server.store.StoreStatus;
import dev.sidetone.server.store.StoredCalls;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class RecordsThreadTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Mailbox DOOR = new NoDoor();

    private final CallDirectory directory = new CallDirectory(10);
    private final EndingCounters endings = new EndingCounters();
    private final CompletableFuture<Long> rounds = new CompletableFuture<>();
    private final SharedCounters counters = new SharedCounters();
    private final RecordsThread records = thread(rounds::complete);

    private RecordsThread thread(LongConsumer... rounds) {
        return thread(new NoStore(), rounds);
    }

    private RecordsThread thread(CallStore store, LongConsumer... rounds) {
        return new RecordsThread(
                2,
                directory,
                store,
                new ProviderHealth(List.of()),
                endings,
                new RecordsThread.Sight(counters, Clock.fixed(NOW, ZoneOffset.UTC)),
                List.of(rounds));
    }

    @Test
    void shouldLearnOfEveryEndThoughTheQueueIsFullAndRefuseTheRest() {
        enter("a");
        enter("b");
        assertThat(records.offer(tool("a"))).isEqualTo(OfferResult.ACCEPTED);
        assertThat(records.offer(tool("a"))).isEqualTo(OfferResult.ACCEPTED);
        assertThat(records.offer(tool("a"))).isEqualTo(OfferResult.BACK_PRESSURED);
        assertThat(records.offer(end("a", Termination.Reason.CALLER_HUNG_UP)))
                .isEqualTo(OfferResult.ACCEPTED);
        assertThat(records.offer(end("b", Termination.Reason.CARRIER_STALLED)))
                .isEqualTo(OfferResult.ACCEPTED);
        drain();
        assertThat(reasonOf("a")).isEqualTo(Termination.Reason.CALLER_HUNG_UP);
        assertThat(reasonOf("b")).isEqualTo(Termination.Reason.CARRIER_STALLED);
    }

    @Test
    void shouldMakeItsRoundsThoughNobodyAsks() {
        records.start();
        assertThat(rounds.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(NOW.toEpochMilli());
        records.close();
    }

    @Test
    void shouldGoOnThoughARoundFails() {
        CompletableFuture<Long> second = new CompletableFuture<>();
        AtomicInteger failures = new AtomicInteger();
        RecordsThread faulty =
                thread(
                        _ -> {
                            failures.incrementAndGet();
                            throw new IllegalStateException("on purpose");
                        },
                        nowMs -> {
                            if (failures.get() > 1) {
                                second.complete(nowMs);
                            }
                        });
        enter("a");
        faulty.start();
        assertThat(second.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(NOW.toEpochMilli());
        faulty.offer(end("a", Termination.Reason.CALLER_HUNG_UP));
        faulty.close();
        assertThat(reasonOf("a")).isEqualTo(Termination.Reason.CALLER_HUNG_UP);
        assertThat(counters.get(MediaCounter.RECORD_FAULTS)).isEqualTo(failures.get());
    }

    @Test
    void shouldCountTheFirstOfTwoEnds() {
        enter("a");
        records.record(end("a", Termination.Reason.CALLER_HUNG_UP));
        records.record(end("a", Termination.Reason.INTERNAL));
        assertThat(reasonOf("a")).isEqualTo(Termination.Reason.CALLER_HUNG_UP);
        assertThat(endings.count(Termination.Reason.CALLER_HUNG_UP)).isEqualTo(1);
        assertThat(endings.count(Termination.Reason.INTERNAL)).isZero();
    }

    @Test
    void shouldNotEndANewCallByTheLateEndOfOneOfTheSameName() {
        String first = enter("a");
        directory.leave(first, DOOR);
        String second = enter("a");
        assertThat(second).isNotEqualTo(first);
        records.record(end(first, Termination.Reason.CALLER_HUNG_UP));
        assertThat(directory.find(second).orElseThrow().live()).isTrue();
        directory.leave(second, DOOR);
        records.record(end(second, Termination.Reason.CALLER_HUNG_UP));
        assertThat(enter("a")).as("free again").isEqualTo("a");
    }

    @Test
    void shouldHandStartTurnsAndEndOfACallToTheStoreThoughItRefuses() {
        for (OfferResult answer : List.of(OfferResult.ACCEPTED, OfferResult.BACK_PRESSURED)) {
            List<StoreRecord> offered = new ArrayList<>();
            RecordsThread keeping = thread(new OfferedStore(offered, answer));
            String id = enter("a");
            keeping.record(new CallEvent.Started(id, "echo", "twilio"));
            keeping.record(new CallEvent.TurnEnded(id, turn(id)));
            keeping.record(tool(id));
            directory.leave(id, DOOR);
            keeping.record(end(id, Termination.Reason.CALLER_HUNG_UP));
            assertThat(offered)
                    .hasExactlyElementsOfTypes(
                            StoreRecord.Started.class,
                            StoreRecord.Turn.class,
                            StoreRecord.Ended.class)
                    .allMatch(kept -> kept.call().callId().equals(id));
            assertThat(((StoreRecord.Ended) offered.getLast()).mrl().p50Ms()).isEqualTo(700.0);
            assertThat(reasonOf(id)).isEqualTo(Termination.Reason.CALLER_HUNG_UP);
        }
        assertThat(counters.get(MediaCounter.RECORD_FAULTS)).isZero();
    }

    @Test
    void shouldForgetACallThatWasNotMade() {
        directory.forget(enter("a"), DOOR);
        assertThat(directory.find("a")).isEmpty();
        assertThat(directory.liveCalls()).isZero();
    }

    private String enter(String id) {
        return directory.enter(id, "echo", "twilio", DOOR, NOW);
    }

    /** Runs the thread over what is queued: it ends once it was told to and nothing is left. */
    private void drain() {
        records.start();
        records.close();
    }

    private Termination.Reason reasonOf(String id) {
        Termination termination = directory.find(id).orElseThrow().termination();
        return java.util.Objects.requireNonNull(termination).reason();
    }

    private static CallEvent tool(String id) {
        return new CallEvent.ToolEnded(id, "t", ToolOutcome.Status.OK, 1);
    }

    private static CallEvent.Ended end(String id, Termination.Reason reason) {
        return new CallEvent.Ended(id, Termination.of(reason), 10, 1, 1);
    }

    private static TurnRecord turn(String id) {
        return new TurnRecord(
                id,
                1,
                "twilio",
                "words",
                "answer",
                "agent",
                100.0,
                null,
                null,
                700.0,
                400.0,
                null,
                10.0,
                20.0,
                30.0,
                40.0,
                200.0,
                false,
                null,
                null,
                new TurnRecord.Providers(null, null, null));
    }

    /** Keeps what it is offered in a list, and answers as it was told. */
    private record OfferedStore(List<StoreRecord> offered, OfferResult answer)
            implements CallStore {
        @Override
        public void start(Counters counters, Listener listener) {}

        @Override
        public OfferResult offer(StoreRecord entry) {
            offered.add(entry);
            return answer;
        }

        @Override
        public long lastKey() {
            return 0;
        }

        @Override
        public StoredCalls calls() {
            return new NoStore().calls();
        }

        @Override
        public StoreStatus status() {
            return new NoStore().status();
        }

        @Override
        public void close() {}
    }

    private static final class NoDoor implements Mailbox {
        @Override
        public OfferResult synthesis(int utterance, byte[] audio, int offset, int length) {
            return OfferResult.CLOSED;
        }

        @Override
        public OfferResult fact(SlotKind kind, Object fact) {
            return OfferResult.CLOSED;
        }
    }
}
