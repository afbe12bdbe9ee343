/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.turn;

/**
 * When a caller's turn begins and ends. All but {@code stallMs} are stream time.
 *
 * @param endpointingMs silence after the last speech that ends a turn
 * @param pauseMs silence after the last speech at which the recogniser's final is asked for, so
 *     that its work hides inside endpointing
 * @param bargeInEnabled whether speech while the agent is audible begins a turn; if not, it does
 *     once the agent is silent, if it still goes on
 * @param bargeInMinSpeechMs speech, from its first to its last block, that interrupts the agent
 * @param stallMs wall-clock time without a frame from which a stalled stream counts as silence;
 *     longer than a network's usual bursts
 * @param endpointing whose word ends a turn
 * @param speculation whether the model is asked as soon as the recogniser's final is there, before
 *     the silence that ends the turn is over; nothing of its answer is spoken or done until then
 */
public record TurnConfig(
        int endpointingMs,
        int pauseMs,
        boolean bargeInEnabled,
        int bargeInMinSpeechMs,
        int stallMs,
        Endpointing endpointing,
        boolean speculation) {

    /**
     * Silence that ends a turn which the recogniser ought to have ended: its word may get lost, and
     * the caller must not wait for ever.
     */
    public static final int FALLBACK_MS = 3000;

    /**
     * Longest turn of a caller. What sounds on beyond it (music on hold, a television) is no longer
     * taken for someone who wants an answer; the next turn begins after a silence.
     */
    public static final int MAX_TURN_MS = 30_000;

    /** Endpointing after 400 ms. */
    public static final TurnConfig DEFAULT = new TurnConfig(400, 150, true, 200, 600);

    /** One that ends turns by whoever is first, and speculates. */
    public TurnConfig(
            int endpointingMs,
            int pauseMs,
            boolean bargeInEnabled,
            int bargeInMinSpeechMs,
            int stallMs) {
        this(
                endpointingMs,
                pauseMs,
                bargeInEnabled,
                bargeInMinSpeechMs,
                stallMs,
                Endpointing.FIRST,
                true);
    }

    public TurnConfig {
        require(
                endpointingMs >= 100 && endpointingMs <= 10_000,
                "endpointingMs must be 100 to 10000",
                endpointingMs);
        require(
                pauseMs > 0 && pauseMs < endpointingMs,
                "pauseMs must be above 0 and below endpointingMs",
                pauseMs);
        require(
                bargeInMinSpeechMs >= 0 && bargeInMinSpeechMs <= 5_000,
                "bargeInMinSpeechMs must be 0 to 5000",
                bargeInMinSpeechMs);
        require(
                stallMs > 0 && stallMs <= 60_000,
                "stallMs must be above 0 and at most 60000",
                stallMs);
    }

    /** The same with another endpointing time. */
    public TurnConfig withEndpointingMs(int newEndpointingMs) {
        return new TurnConfig(
                newEndpointingMs,
                pauseMs,
                bargeInEnabled,
                bargeInMinSpeechMs,
                stallMs,
                endpointing,
                speculation);
    }

    /** The same with turns ended by another one's word. */
    public TurnConfig withEndpointing(Endpointing other) {
        return new TurnConfig(
                endpointingMs,
                pauseMs,
                bargeInEnabled,
                bargeInMinSpeechMs,
                stallMs,
                other,
                speculation);
    }

    /** The silence after which we end a turn ourselves. */
    public int ownEndMs() {
        return endpointing == Endpointing.PROVIDER
                ? Math.max(endpointingMs, FALLBACK_MS)
                : endpointingMs;
    }

    private static void require(boolean holds, String expectation, int value) {
        if (!holds) {
            throw new IllegalArgumentException(expectation + ": " + value);
        }
    }
}
