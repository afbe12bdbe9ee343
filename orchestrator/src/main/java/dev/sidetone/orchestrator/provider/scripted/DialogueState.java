/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.scripted;

import dev.sidetone.orchestrator.agent.AgentPlan.Job;
import dev.sidetone.orchestrator.agent.AgentPlan.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a scripted conversation stands. Immutable.
 *
 * @param mode what is awaited
 * @param progress the job under way, or null
 * @param question what "repeat that" repeats
 * @param unclearInARow turns not understood since the last that was
 * @param menu true once the caller was told which key stands for which wish
 * @param owed outcome of a tool that the caller has not heard yet; empty when there is none
 * @param requests the tool calls made so far
 */
record DialogueState(
        Mode mode,
        @Nullable Progress progress,
        String question,
        int unclearInARow,
        boolean menu,
        String owed,
        List<Request> requests) {

    DialogueState {
        requests = List.copyOf(requests);
    }

    static DialogueState opening(String greeting) {
        return new DialogueState(Mode.OPEN, null, greeting, 0, false, "", List.of());
    }

    DialogueState in(Mode newMode, @Nullable Progress newProgress, String newQuestion) {
        return new DialogueState(newMode, newProgress, newQuestion, 0, false, owed, requests);
    }

    DialogueState withProgress(Progress newProgress) {
        return new DialogueState(mode, newProgress, question, unclearInARow, menu, owed, requests);
    }

    DialogueState withUnclear(int count) {
        return new DialogueState(mode, progress, question, count, menu, owed, requests);
    }

    /** Not understood so often that keys are asked for; a number begun by voice is begun anew. */
    DialogueState byKeys(String newQuestion, int count) {
        Progress clean = progress == null ? null : progress.withoutPartialDigits();
        boolean wish = mode == Mode.OPEN || mode == Mode.MORE;
        return new DialogueState(mode, clean, newQuestion, count, wish, owed, requests);
    }

    DialogueState withOwed(String text) {
        return new DialogueState(mode, progress, question, unclearInARow, menu, text, requests);
    }

    /** With this request as the latest; one with the same id is replaced. */
    DialogueState withRequest(Request request) {
        List<Request> all = new ArrayList<>(requests);
        all.removeIf(other -> other.id().equals(request.id()));
        all.add(request);
        return new DialogueState(mode, progress, question, unclearInARow, menu, owed, all);
    }

    /** What the conversation awaits. */
    enum Mode {
        /** Any wish; nothing was asked yet. */
        OPEN,
        /** A slot's value. */
        ASK,
        /** Yes or no to a read-back. */
        CONFIRM,
        /** What to change. */
        CHANGE,
        /** The outcome of a tool. */
        WORKING,
        /** Further wishes, or the end. */
        MORE,
        /** Yes or no to being handed to a person. */
        PERSON,
        /** Nothing: a person takes over. */
        LEAVING
    }

    /**
     * A job under way.
     *
     * @param values values by slot name
     * @param asked the slot asked for, or null
     * @param partialDigits digits of the asked slot, too few so far
     * @param readBackHeard true once the caller has heard every value of the read-back
     * @param refusals read-backs that the caller did not agree to
     */
    record Progress(
            Job job,
            Map<String, String> values,
            @Nullable Slot asked,
            String partialDigits,
            boolean readBackHeard,
            int refusals) {
        Progress {
            values = Map.copyOf(values);
        }

        static Progress of(Job job) {
            return new Progress(job, Map.of(), null, "", false, 0);
        }

        Progress with(Slot slot, String value) {
            Map<String, String> changed = new LinkedHashMap<>(values);
            changed.put(slot.name(), value);
            return new Progress(job, changed, null, "", false, refusals);
        }

        Progress without(Slot slot) {
            Map<String, String> changed = new LinkedHashMap<>(values);
            changed.remove(slot.name());
            return new Progress(job, changed, null, "", false, refusals);
        }

        Progress asking(Slot slot, String partial) {
            return new Progress(job, values, slot, partial, false, refusals);
        }

        Progress heard() {
            return new Progress(job, values, asked, partialDigits, true, refusals);
        }

        Progress withoutPartialDigits() {
            return new Progress(job, values, asked, "", readBackHeard, refusals);
        }

        /** Nothing is asked for: what is known is about to be read back. */
        Progress toReadBack() {
            return new Progress(job, values, null, "", false, refusals);
        }

        Progress refused() {
            return new Progress(job, values, asked, partialDigits, readBackHeard, refusals + 1);
        }

        @Nullable Slot missing() {
            return job.slots().stream()
                    .filter(slot -> !values.containsKey(slot.name()))
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * A tool call of this conversation; the same job with the same values is the same request for
     * ever.
     *
     * @param id unique within the call
     * @param succeeded true once the tool said so
     */
    record Request(String id, Job job, Map<String, String> values, boolean succeeded) {
        Request {
            values = Map.copyOf(values);
        }
    }
}
