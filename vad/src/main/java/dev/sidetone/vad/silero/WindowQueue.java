/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.silero;

/**
 * Where streams wait to have their next window judged. The worker's batch in production; a replay,
 * which has no model, answers with the results that were recorded. Worker's thread.
 */
interface WindowQueue {

    /** False when nothing is judged any more. */
    boolean isServing();

    /**
     * The stream has a window to judge; its {@link SileroStream#onJudged} follows, but not within
     * this call. A stream waits once, however many windows it has.
     *
     * @return false when there is no room, or nothing is judged
     */
    boolean offer(SileroStream stream);

    /** So many windows could not wait for their turn. */
    void onDropped(int windows);

    /** The stream's call is over. */
    void remove(SileroStream stream);
}
