/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.scripted;

import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.AgentPlan.Job;
import dev.sidetone.orchestrator.agent.AgentPlan.Slot;
import dev.sidetone.orchestrator.agent.AgentPlan.SlotType;
import dev.sidetone.orchestrator.provider.ModelEvent;
import dev.sidetone.orchestrator.provider.ToolCall;
import dev.sidetone.orchestrator.provider.ToolOutcome;
import dev.sidetone.orchestrator.provider.scripted.DialogueState.Mode;
import dev.sidetone.orchestrator.provider.scripted.DialogueState.Progress;
import dev.sidetone.orchestrator.provider.scripted.DialogueState.Request;
import dev.sidetone.orchestrator.provider.scripted.Heard.Intent;
import org.jspecify.annotations.Nullable;

/**
 * The part of a conversation that gathers a job's slots, reads them back, and has the tool called.
 * Nothing is done that was not read back, heard and confirmed. Pure; immutable.
 */
final class JobDialogue {
    /** A caller who has refused so many read-backs is misheard: what is wrong is asked by keys. */
    private static final int KEYS_AFTER_REFUSALS = 2;

    private final AgentPlan plan;
    private final ByKey byKey;

    JobDialogue(AgentPlan plan, ByKey byKey) {
        this.plan = plan;
        this.byKey = byKey;
    }

    /** Answers a turn within the job; null when it says nothing about it. */
    @Nullable DialogueStep onTurn(DialogueState state, Progress progress, Heard heard) {
        Progress filled = fill(progress, heard);
        if (!filled.values().equals(progress.values())) {
            return proceed(state, state.mode() == Mode.CONFIRM ? filled.refused() : filled);
        }
        Slot asked = progress.asked();
        if (asked != null && !heard.digits().isEmpty()) {
            return onDigits(state, progress, asked, heard.digits());
        }
        return switch (state.mode()) {
            case CONFIRM -> onConfirm(state, progress, heard);
            case CHANGE -> onChange(state, progress, heard);
            default -> sameAgain(state, progress, heard);
        };
    }

    /** Asks for the first missing slot, or reads back. */
    DialogueStep proceed(DialogueState state, Progress progress) {
        Slot missing = progress.missing();
        if (missing == null) {
            String readBack = Phrasing.readBack(progress.job(), progress.values());
            return DialogueStep.say(
                    state.in(Mode.CONFIRM, progress.toReadBack(), readBack), readBack);
        }
        String question = keysAreBetter(progress) ? byKey.slot(missing.type()) : missing.prompt();
        return DialogueStep.say(
                state.in(Mode.ASK, progress.asking(missing, ""), question), question);
    }

    private static boolean keysAreBetter(Progress progress) {
        return progress.refusals() >= KEYS_AFTER_REFUSALS;
    }

    /** Keys pressed within the job, in whatever state; null when they mean nothing there. */
    @Nullable DialogueStep onKeys(DialogueState state, Progress progress, String keys) {
        Slot asked = progress.asked();
        return switch (state.mode()) {
            case ASK -> asked == null ? null : onKeyed(state, progress, asked, keys);
            case CONFIRM ->
                    switch (keys) {
                        case "1" -> onYes(state, progress);
                        case "2" -> change(state, progress.refused());
                        default -> null;
                    };
            case CHANGE -> {
                Slot wrong = ByKey.slot(progress.job(), keys);
                yield wrong == null ? null : proceed(state, progress.without(wrong));
            }
            default -> null;
        };
    }

    private @Nullable DialogueStep onKeyed(
            DialogueState state, Progress progress, Slot asked, String keys) {
        if (asked.type() == SlotType.DIGITS) {
            return keys.isEmpty() ? null : onDigits(state, progress, asked, keys);
        }
        String value = ByKey.value(asked.type(), keys);
        return value == null ? null : proceed(state, progress.with(asked, value));
    }

    /** Digits of the number that is asked for, said or pressed; null when they are too many. */
    private @Nullable DialogueStep onDigits(
            DialogueState state, Progress progress, Slot asked, String digits) {
        String together = progress.partialDigits() + digits;
        String best = together.length() > asked.maxDigits() ? digits : together;
        if (best.length() > asked.maxDigits()) {
            return null;
        }
        if (best.length() < asked.minDigits()) {
            String rest = plan.phrases().prompts().rest();
            return DialogueStep.say(state.in(Mode.ASK, progress.asking(asked, best), rest), rest);
        }
        return proceed(state, progress.with(asked, best));
    }

    /**
     * The read-back was answered with yes: calls the tool, unless the caller cannot have heard what
     * is agreed to.
     */
    private DialogueStep onYes(DialogueState state, Progress progress) {
        if (!progress.readBackHeard()) {
            return proceed(state, progress);
        }
        Job job = progress.job();
        for (Request earlier : state.requests()) {
            if (earlier.job().equals(job) && earlier.values().equals(progress.values())) {
                return earlier.succeeded() ? alreadyDone(state, progress) : call(state, earlier);
            }
        }
        return call(
                state,
                new Request(
                        Phrasing.requestId(job, progress.values()), job, progress.values(), false));
    }

    /** The outcome of the tool; null when it belongs to no request. */
    @Nullable DialogueStep onOutcome(DialogueState state, ToolOutcome outcome) {
        for (Request request : state.requests()) {
            if (request.id().equals(outcome.id()) && !request.succeeded()) {
                return outcome.status() == ToolOutcome.Status.OK
                        ? onDone(state, request, outcome)
                        : onFailed(state, request);
            }
        }
        return null;
    }

    private @Nullable DialogueStep onConfirm(DialogueState state, Progress progress, Heard heard) {
        return heard.has(Intent.NO)
                ? change(state, progress.refused())
                : heard.has(Intent.YES)
                        ? onYes(state, progress)
                        : sameAgain(state, progress, heard);
    }

    /** The read-back was answered with no. */
    private DialogueStep change(DialogueState state, Progress progress) {
        String question = plan.phrases().prompts().change();
        if (keysAreBetter(progress)) {
            question = Phrasing.join(question, byKey.slots(progress.job()));
        }
        return DialogueStep.say(state.in(Mode.CHANGE, progress, question), question);
    }

    private @Nullable DialogueStep onChange(DialogueState state, Progress progress, Heard heard) {
        for (Slot slot : progress.job().slots()) {
            if (slot.name().equals(heard.named())) {
                return proceed(state, progress.without(slot));
            }
        }
        return heard.has(Intent.NO) ? proceed(state, progress) : sameAgain(state, progress, heard);
    }

    /**
     * A value that is already held, said again, is answered by the question; anything else is left
     * to the caller of this class.
     */
    private @Nullable DialogueStep sameAgain(DialogueState state, Progress progress, Heard heard) {
        boolean same = heard.day() != null || heard.time() != null || !heard.digits().isEmpty();
        return same ? proceed(state, progress) : null;
    }

    private Progress fill(Progress progress, Heard heard) {
        Progress filled = progress;
        for (Slot slot : progress.job().slots()) {
            String value =
                    switch (slot.type()) {
                        case DAY -> heard.day();
                        case TIME -> heard.time();
                        case DIGITS ->
                                slot.equals(progress.asked())
                                        ? null
                                        : wholeNumber(slot, heard.digits());
                    };
            if (value != null && !value.equals(progress.values().get(slot.name()))) {
                filled = filled.with(slot, value);
            }
        }
        boolean numberGoesOn =
                filled.asked() == null && progress.asked() != null && !heard.digits().isEmpty();
        return numberGoesOn ? fillAsked(filled, progress, heard.digits()) : filled;
    }

    /** A day or time came in one breath with the number that was asked for. */
    private static Progress fillAsked(Progress filled, Progress before, String digits) {
        Slot asked = before.asked();
        String value =
                asked == null || asked.type() != SlotType.DIGITS
                        ? null
                        : wholeNumber(asked, before.partialDigits() + digits);
        return asked == null || value == null ? filled : filled.with(asked, value);
    }

    private static @Nullable String wholeNumber(Slot slot, String digits) {
        return digits.length() >= slot.minDigits() && digits.length() <= slot.maxDigits()
                ? digits
                : null;
    }

    private DialogueStep call(DialogueState state, Request request) {
        String filler = plan.phrases().filler();
        DialogueState working =
                state.in(Mode.WORKING, state.progress(), filler).withRequest(request);
        ToolCall toolCall =
                new ToolCall(
                        request.id(),
                        request.job().tool(),
                        Phrasing.arguments(request.job(), request.values()));
        return new DialogueStep(working, "", ModelEvent.Next.LISTEN, toolCall);
    }

    private DialogueStep onDone(DialogueState state, Request request, ToolOutcome outcome) {
        Job job = request.job();
        String done = Phrasing.done(job, request.values(), outcome.contentJson());
        DialogueState after =
                state.withRequest(new Request(request.id(), job, request.values(), true))
                        .in(Mode.MORE, null, done)
                        .withOwed(done);
        return DialogueStep.say(after, Phrasing.join(done, plan.phrases().prompts().more()));
    }

    private DialogueStep alreadyDone(DialogueState state, Progress progress) {
        String done = Phrasing.done(progress.job(), progress.values(), "{}");
        return DialogueStep.say(
                state.in(Mode.MORE, null, done),
                Phrasing.join(done, plan.phrases().prompts().more()));
    }

    private DialogueStep onFailed(DialogueState state, Request request) {
        String failed = request.job().failed();
        return DialogueStep.say(state.in(Mode.PERSON, null, failed).withOwed(failed), failed);
    }
}
