/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The scripted model: a conversation straight from the agent's plan, without a service. Pure functions over immutable states, run inline on
 * the call's worker; must not import any other provider.
 */
@NullMarked
package dev.sidetone.orchestrator.provider.scripted;

import org.jspecify.annotations.NullMarked;
