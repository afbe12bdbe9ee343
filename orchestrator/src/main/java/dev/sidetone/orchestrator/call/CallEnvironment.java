/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.call;

import dev.sidetone.media.inbox.InboxMailbox;
import dev.sidetone.media.metrics.WorkerCounters;
import dev.sidetone.media.metrics.WorkerLatency;
import dev.sidetone.media.playout.ChunkPool;
import dev.sidetone.media.worker.CallAlarm;
import dev.sidetone.media.worker.CyclePace;
import dev.sidetone.orchestrator.conversation.PhraseCache;
import dev.sidetone.orchestrator.journal.CallJournal;
import dev.sidetone.orchestrator.provider.ProviderSet;
import dev.sidetone.orchestrator.tool.ToolGateway;
import dev.sidetone.vad.VoiceActivityDetector;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a call is given by its worker and its server.
 *
 * @param alarm the call's alarm on its worker
 * @param mailbox its side of the worker's inbox, for providers and tools
 * @param counters the worker's
 * @param latency the worker's
 * @param chunks the worker's pool for playout
 * @param pace the worker's, told while the caller waits for an answer
 * @param providers of the agent; null for an agent that needs none, such as echo
 * @param tools runs tools off the worker
 * @param phrases pre-synthesised phrases
 * @param journal takes the call's facts
 * @param detectors makes the detector of the caller's speech, on the call's worker
 */
public record CallEnvironment(
        CallAlarm alarm,
        InboxMailbox mailbox,
        WorkerCounters counters,
        WorkerLatency latency,
        ChunkPool chunks,
        CyclePace pace,
        @Nullable ProviderSet providers,
        ToolGateway tools,
        PhraseCache phrases,
        CallJournal journal,
        Supplier<VoiceActivityDetector> detectors) {}
