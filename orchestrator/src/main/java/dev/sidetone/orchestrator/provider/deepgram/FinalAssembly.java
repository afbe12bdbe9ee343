/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import dev.sidetone.orchestrator.provider.RecognitionEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a turn's text together from the service's results, and knows when it is whole. Times are
 * milliseconds of audio since the call's stream opened, whatever connections carried it. Loop's
 * thread only.
 *
 * <p>Interim results replace each other, finals append. A request is answered by whatever covers
 * the audio up to it: the answer to its {@code Finalize}, any other final, an end of speech the
 * service declared by itself, or {@code UtteranceEnd}; by the first of them, once. A {@code
 * Finalize} that found nothing to flush may stay unanswered, and an answer may come after the next
 * one was sent; hence positions decide, and only where there is no doubt which request is meant,
 * the count. What is known so far answers where nothing else does, see {@link #settle}.
 */
final class FinalAssembly {
    /**
     * Onset of speech before the turn's begin: the gate's window, and speech it takes to interrupt.
     */
    static final int LOOK_BACK_MS = 600;

    /** Frames that were on their way when a request was numbered. */
    private static final int SLACK_MS = 100;

    /**
     * A request comes after at least this much silence; an end of speech that lies so little before
     * it is the end of the same speech.
     */
    private static final int PAUSE_MS = 150;

    private static final int NO_REQUEST = Integer.MIN_VALUE;

    private final List<Segment> segments = new ArrayList<>(4);
    private String interim = "";
    private long interimEndMs;
    private int request = NO_REQUEST;
    private long requestMs;
    private int unanswered;
    private boolean listening;

    /** Speech before it belongs to a turn that is over. */
    private long floorMs = -1;

    /** Up to here nobody speaks any more, as far as the service told. */
    private long silentAtMs = -1;

    /** Audio up to here is in finals. */
    private long coveredMs;

    /**
     * Words that will not change.
     *
     * @param provisional unless a final comes for the same audio after all
     */
    private record Segment(long endMs, String text, float confidence, boolean provisional) {}

    /** A turn begins: what was heard long before it is not of it. */
    void begin(long positionMs) {
        listening = true;
        request = NO_REQUEST;
        floorMs = Math.max(floorMs, positionMs - LOOK_BACK_MS);
        segments.removeIf(segment -> segment.endMs() <= floorMs);
    }

    /** The turn is over: what still comes of it is not of the next one. */
    void end() {
        listening = false;
        floorMs = Math.max(floorMs, requestMs);
        request = NO_REQUEST;
        segments.clear();
        interim = "";
    }

    /**
     * The final is asked for.
     *
     * @return it, where all is known already; else a {@code Finalize} is to be sent
     */
    RecognitionEvent.@Nullable Final request(int number, long positionMs) {
        return request(number, positionMs, silentAtMs >= positionMs - PAUSE_MS);
    }

    /**
     * The final is asked for because of an end of speech that was declared from here. By the time
     * of the request the audio is further on, by the service's delay, but only by silence.
     *
     * @return it, where all is known already; else a {@code Finalize} is to be sent
     */
    RecognitionEvent.@Nullable Final requestDeclared(int number, long positionMs) {
        return request(number, positionMs, true);
    }

    private RecognitionEvent.@Nullable Final request(int number, long positionMs, boolean silent) {
        request = number;
        requestMs = positionMs;
        return silent && interim.isBlank() && hasWords() ? answer() : null;
    }

    /** A {@code Finalize} went out. */
    void finalizeSent() {
        unanswered++;
    }

    /** Takes a result; the answer to the request, if this completes it. */
    RecognitionEvent.@Nullable Final onResults(ListenMessage.Results results) {
        boolean ofTurn = results.endMs() > floorMs;
        if (!results.isFinal()) {
            if (ofTurn) {
                interim(results);
            }
            return null;
        }
        coveredMs = Math.max(coveredMs, results.endMs());
        interim = "";
        segments.removeIf(Segment::provisional);
        if (ofTurn && !results.transcript().isBlank()) {
            segments.add(
                    new Segment(
                            results.endMs(),
                            results.transcript().strip(),
                            results.confidence(),
                            false));
        }
        return covers(results) && request != NO_REQUEST ? answer() : null;
    }

    private void interim(ListenMessage.Results results) {
        interim = results.transcript();
        interimEndMs = results.endMs();
        if (!interim.isBlank()) {
            // it repeats them: every result begins where the last final ended
            segments.removeIf(Segment::provisional);
        }
    }

    private boolean covers(ListenMessage.Results results) {
        boolean reaches = results.endMs() >= requestMs - SLACK_MS;
        if (results.fromFinalize()) {
            unanswered = Math.max(0, unanswered - 1);
            if (reaches) {
                unanswered = 0;
            }
            return reaches || unanswered == 0;
        }
        if (results.speechFinal()) {
            silentAtMs = Math.max(silentAtMs, results.endMs());
            return results.endMs() >= requestMs - PAUSE_MS;
        }
        return reaches;
    }

    /**
     * Takes the end that noise could not hide.
     *
     * @param silentAtMs up to where the service heard no further word
     */
    RecognitionEvent.@Nullable Final onUtteranceEnd(long silentAtMs) {
        this.silentAtMs = Math.max(this.silentAtMs, silentAtMs);
        if (!interim.isBlank()) {
            // words that never became final are better than none
            segments.add(new Segment(silentAtMs, interim.strip(), Float.NaN, true));
            interim = "";
        }
        boolean whole = request != NO_REQUEST && silentAtMs >= requestMs - PAUSE_MS;
        return whole ? answer() : null;
    }

    /**
     * Answers the request with the words so far: nothing better is to be expected.
     *
     * @param evenWithoutWords whether no words are an answer too
     * @return null where no final is awaited, or there are no words
     */
    RecognitionEvent.@Nullable Final settle(boolean evenWithoutWords) {
        boolean answers = request != NO_REQUEST && (evenWithoutWords || !text().isEmpty());
        return answers ? answer() : null;
    }

    private RecognitionEvent.Final answer() {
        int number = request;
        request = NO_REQUEST;
        double least =
                segments.stream()
                        .mapToDouble(Segment::confidence)
                        .filter(confidence -> !Double.isNaN(confidence))
                        .min()
                        .orElse(Double.NaN);
        return new RecognitionEvent.Final(number, text(), (float) least);
    }

    /** The words so far, interim ones last. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Segment segment : segments) {
            append(text, segment.text());
        }
        append(text, interim.strip());
        return text.toString();
    }

    private static void append(StringBuilder text, String more) {
        if (!text.isEmpty() && !more.isEmpty()) {
            text.append(' ');
        }
        text.append(more);
    }

    /** The number that waits for its final; gives it up. */
    @Nullable Integer takeRequest() {
        int number = request;
        request = NO_REQUEST;
        return number == NO_REQUEST ? null : number;
    }

    /** Whether a final is awaited. */
    boolean awaited() {
        return request != NO_REQUEST;
    }

    /** Whether a turn is on. */
    boolean listening() {
        return listening;
    }

    /** Whether the turn has words that will not change. */
    boolean hasWords() {
        return !segments.isEmpty();
    }

    /** Whether words are known that a final is sure to follow for. */
    boolean hasInterim() {
        return !interim.isBlank();
    }

    /** Audio up to here is in finals. */
    long coveredMs() {
        return coveredMs;
    }

    /** The connection is lost, and with it what it had not told yet: no final will come for it. */
    void connectionLost() {
        unanswered = 0;
        if (!interim.isBlank()) {
            segments.add(new Segment(interimEndMs, interim.strip(), Float.NaN, false));
            interim = "";
        }
    }
}
