/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.worker.ManualClock;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
@SuppressWarnings("FutureReturnValueIgnored") // only that it was asked matters
final class AddressBookTest {
    private static final String NAME = "api.vendor.example";
    private static final AddressBook.Limits LIMITS =
            new AddressBook.Limits(
                    Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofSeconds(2), 2);

    private final ManualClock clock = new ManualClock();
    private final Deque<Runnable> lookups = new ArrayDeque<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final EventLoop loop = channel.eventLoop();
    private InetAddress[] network = {address(1)};
    private boolean networkFails;

    private final AddressBook book =
            new AddressBook(
                    host -> {
                        if (networkFails) {
                            throw new UnknownHostException(host);
                        }
                        return network;
                    },
                    LIMITS,
                    clock,
                    lookups::add);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
        book.close();
    }

    @Test
    void shouldAnswerAnIpLiteralWithoutAnyLookup() {
        assertThat(book.resolve("127.0.0.9", loop).getNow()).containsExactly(address(9));
        assertThat(book.resolve("::1", loop).getNow()).hasSize(1);
        assertThat(lookups).isEmpty();
    }

    @Test
    void shouldLookUpANameOnceForAllWhoAskMeanwhile() {
        Future<List<InetAddress>> first = book.resolve(NAME, loop);
        Future<List<InetAddress>> second = book.resolve(NAME, loop);
        assertThat(lookups).hasSize(1);
        assertThat(first.isDone()).isFalse();
        runLookups();
        assertThat(first.getNow()).containsExactly(address(1));
        assertThat(second.getNow()).containsExactly(address(1));
    }

    @Test
    void shouldKeepAnAnswerForItsLifetime() {
        book.resolve(NAME, loop);
        runLookups();
        clock.advanceMs(59_999);
        assertThat(book.resolve(NAME, loop).getNow()).containsExactly(address(1));
        assertThat(lookups).isEmpty();
    }

    @Test
    void shouldServeTheOldAnswerAtOnceWhileItIsLookedUpAnew() {
        book.resolve(NAME, loop);
        runLookups();
        clock.advanceMs(60_000);
        network = new InetAddress[] {address(2)};
        assertThat(book.resolve(NAME, loop).getNow()).containsExactly(address(1));
        assertThat(book.resolve(NAME, loop).getNow()).containsExactly(address(1));
        assertThat(lookups).hasSize(1);
        runLookups();
        assertThat(book.resolve(NAME, loop).getNow()).containsExactly(address(2));
    }

    @Test
    void shouldServeTheOldAnswerWhenANewOneCannotBeHad() {
        book.resolve(NAME, loop);
        runLookups();
        clock.advanceMs(60_000);
        networkFails = true;
        book.resolve(NAME, loop);
        runLookups();
        assertThat(book.resolve(NAME, loop).getNow()).containsExactly(address(1));
        // and the network is not asked again at once
        assertThat(lookups).isEmpty();
    }

    @Test
    void shouldTellAFailureShortlyWithoutAskingAgain() {
        networkFails = true;
        book.resolve(NAME, loop);
        runLookups();
        assertThat(book.resolve(NAME, loop).cause()).isInstanceOf(UnknownHostException.class);
        assertThat(lookups).isEmpty();
        clock.advanceMs(1000);
        networkFails = false;
        Future<List<InetAddress>> again = book.resolve(NAME, loop);
        runLookups();
        assertThat(again.getNow()).containsExactly(address(1));
    }

    @Test
    void shouldWaitNoLongerThanTheLimitForALookupThatHangs() {
        Future<List<InetAddress>> waiting = book.resolve(NAME, loop);
        channel.advanceTimeBy(1999, TimeUnit.MILLISECONDS);
        channel.runPendingTasks();
        assertThat(waiting.isDone()).isFalse();
        channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        channel.runPendingTasks();
        assertThat(waiting.cause()).isInstanceOf(TimeoutException.class);
        // the one that hangs is not started a second time, and what it brings in the end is kept
        book.resolve(NAME, loop);
        assertThat(lookups).hasSize(1);
        runLookups();
        assertThat(book.resolve(NAME, loop).getNow()).containsExactly(address(1));
    }

    @Test
    void shouldRefuseMoreNamesThanItHasRoomFor() {
        book.resolve("a.example", loop);
        book.resolve("b.example", loop);
        assertThat(book.resolve("c.example", loop).cause()).hasMessage("too many names");
    }

    private void runLookups() {
        while (!lookups.isEmpty()) {
            lookups.remove().run();
        }
        channel.runPendingTasks();
    }

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }
}
