/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Coded speech: audio that says which phrase it is, so that tests and load runs do not depend on a recogniser's luck. A
 * short codeword of tones inside the telephone band stands before real speech; whoever decodes it knows which phrase was
 * spoken, and lost, reordered or foreign audio decodes to nothing. Pure code without I/O; a stream's decoder belongs to one
 * thread and allocates nothing. Must not import Netty.
 */
@NullMarked
package dev.sidetone.bench.coded;

import org.jspecify.annotations.NullMarked;
