/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import java.time.Duration;

/**
 * What the socket side of Twilio needs to know.
 *
 * @param tokenNeeded true when a stream without a valid call token is refused
 * @param lookAheadMs how far ahead of real time audio may be sent
 * @param startTimeout longest wait for start
 * @param mediaTimeout longest wait for the first media after start
 * @param mediaGap longest wait for further media
 * @param stallTimeout longest time the peer may not read
 */
record TwilioSettings(
        boolean tokenNeeded,
        int lookAheadMs,
        Duration startTimeout,
        Duration mediaTimeout,
        Duration mediaGap,
        Duration stallTimeout) {}
