/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Silero VAD through ONNX Runtime, behind the energy detector and in one batch for all calls of a worker. On workers, except for
 * loading; must not import codec or Netty.
 */
@NullMarked
package dev.sidetone.vad.silero;

import org.jspecify.annotations.NullMarked;
