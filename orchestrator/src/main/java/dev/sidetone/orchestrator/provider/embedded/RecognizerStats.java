/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

/**
 * Counters of the embedded recogniser since it was created; a consistent-enough snapshot, read by
 * any thread.
 *
 * @param requested finals asked for
 * @param decoded utterances decoded
 * @param notUnderstood of these, those that no grammar explained
 * @param superseded requests replaced by a newer one of the same call while they waited
 * @param cancelled requests whose turn or call ended before the answer
 * @param overloaded requests refused because the queue was full
 * @param late requests given up because they had waited too long
 * @param broken requests on which a decoder threw, or for which there was none
 * @param unbuilt attempts to build such a decoder anew that failed
 * @param rejected requests without a usable grammar
 * @param compiledLate grammars that were not prepared and had to be compiled within an answer
 * @param droppedBytes audio beyond the longest utterance
 * @param busyNs time decoder threads spent decoding
 * @param standing decoders that can be used now; 0 means that nobody is understood
 */
public record RecognizerStats(
        long requested,
        long decoded,
        long notUnderstood,
        long superseded,
        long cancelled,
        long overloaded,
        long late,
        long broken,
        long unbuilt,
        long rejected,
        long compiledLate,
        long droppedBytes,
        long busyNs,
        int standing) {}
