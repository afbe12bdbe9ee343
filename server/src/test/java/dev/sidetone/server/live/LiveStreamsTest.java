/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.SharedCounters;
import dev.sidetone.server.api.EventStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class LiveStreamsTest {
    private static final String CALLS = "event: calls\ndata: ";
    private static final String FIGURES = "event: figures\ndata: ";

    private final SharedCounters counters = new SharedCounters();
    private String calls = "c1";
    private String figures = "f1";
    private int asked;
    private final LiveStreams streams =
            new LiveStreams(
                    () -> {
                        asked++;
                        return calls;
                    },
                    () -> figures,
                    counters);

    @Test
    void shouldAskNobodyWhileNobodyLooks() {
        streams.round(0);
        assertThat(asked).isZero();
    }

    @Test
    void shouldSendWhatChangedOnceAndTheLastOfManyChanges() {
        Browser browser = open();
        streams.round(0);
        assertThat(browser.taken()).isEqualTo(CALLS + "c1\n\n" + FIGURES + "f1\n\n");
        streams.round(500);
        assertThat(browser.taken()).as("nothing is new").isEmpty();
        for (int change = 2; change < 100; change++) {
            calls = "c" + change;
        }
        figures = "f2";
        streams.round(900);
        assertThat(browser.taken()).as("figures each second").isEqualTo(CALLS + "c99\n\n");
        streams.round(1000);
        assertThat(browser.taken()).isEqualTo(FIGURES + "f2\n\n");
    }

    @Test
    void shouldBringALateOneEverythingAndAClockThatWasSetBackNoStandstill() {
        open();
        streams.round(10_000);
        Browser late = open();
        figures = "f2";
        streams.round(5_000);
        assertThat(late.taken()).contains("c1", "f2");
    }

    @Test
    void shouldKeepNothingForOneThatDoesNotReadAndCutItAtTheEndOfPatience() {
        Browser slow = open();
        Browser beside = open();
        streams.round(0);
        slow.reads = false;
        for (long ms = 500; ms <= 500 + LiveStreams.PATIENCE_MS; ms += 500) {
            calls = "c" + ms;
            streams.round(ms);
        }
        assertThat(slow.dropped).isTrue();
        assertThat(counters.get(MediaCounter.LIVE_STREAMS_DROPPED)).isEqualTo(1);
        calls = "more";
        streams.round(6_000);
        assertThat(counters.get(MediaCounter.LIVE_STREAMS_DROPPED)).as("once").isEqualTo(1);
        assertThat(beside.dropped).isFalse();
        assertThat(beside.sent).hasSize(13);
    }

    @Test
    void shouldBringOneThatReadsAgainTheNewestPictureAlone() {
        Browser slow = open();
        streams.round(0);
        slow.taken();
        slow.reads = false;
        calls = "c2";
        streams.round(500);
        calls = "c3";
        streams.round(4_900);
        slow.reads = true;
        calls = "c4";
        streams.round(5_400);
        assertThat(slow.taken()).contains("c4").doesNotContain("c2", "c3");
        slow.reads = false;
        calls = "c5";
        streams.round(6_000);
        calls = "c6";
        streams.round(10_900);
        assertThat(slow.dropped).as("its patience began anew").isFalse();
    }

    @Test
    void shouldRefuseOneTooManyAndTakeItWhenAnotherHasGone() {
        Browser first = open();
        for (int i = 1; i < LiveStreams.MOST; i++) {
            open();
        }
        assertThat(streams.admit()).isFalse();
        assertThat(counters.get(MediaCounter.LIVE_STREAMS_REFUSED)).isEqualTo(1);
        first.open = false;
        streams.round(0);
        assertThat(streams.admit()).isTrue();
        assertThat(streams.admit()).isFalse();
    }

    @Test
    void shouldEndAllWhenTheServerCloses() {
        Browser browser = open();
        streams.close();
        assertThat(browser.ended).isTrue();
        assertThat(open().ended).as("one that was on its way").isTrue();
        streams.round(0);
        assertThat(browser.sent).isEmpty();
    }

    private Browser open() {
        assertThat(streams.admit()).isTrue();
        Browser browser = new Browser();
        streams.open(browser);
        return browser;
    }

    /** The other end, without a socket. */
    private static final class Browser implements EventStream {
        final List<String> sent = new ArrayList<>();
        boolean reads = true;
        boolean open = true;
        boolean ended;
        boolean dropped;

        @Override
        public boolean offer(byte[] piece) {
            if (reads) {
                sent.add(new String(piece, StandardCharsets.UTF_8));
            }
            return reads;
        }

        @Override
        public void end() {
            ended = true;
        }

        @Override
        public void drop() {
            dropped = true;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        String taken() {
            String all = String.join("", sent);
            sent.clear();
            return all;
        }
    }
}
