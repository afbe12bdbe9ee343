/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media;

/**
 * Answer of everything bounded that takes something in. Back pressure is this value and a counter,
 * never an exception.
 */
public enum OfferResult {
    /** Taken; it will be handled. */
    ACCEPTED,
    /** Full just now; nothing was taken. */
    BACK_PRESSURED,
    /** The other side has ended; nothing will be taken any more. */
    CLOSED
}
