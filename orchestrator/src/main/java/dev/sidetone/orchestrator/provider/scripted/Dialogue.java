/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.scripted;

import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.AgentPlan.Job;
import dev.sidetone.orchestrator.agent.AgentPlan.Slot;
import dev.sidetone.orchestrator.agent.AgentPlan.SlotType;
import dev.sidetone.orchestrator.agent.Expectation;
import dev.sidetone.orchestrator.agent.GrammarCompiler;
import dev.sidetone.orchestrator.provider.ModelEvent.Next;
import dev.sidetone.orchestrator.provider.ToolOutcome;
import dev.sidetone.orchestrator.provider.scripted.DialogueState.Mode;
import dev.sidetone.orchestrator.provider.scripted.DialogueState.Progress;
import dev.sidetone.orchestrator.provider.scripted.Heard.Intent;
import dev.sidetone.orchestrator.provider.scripted.TurnReader.Ear;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One agent's conversation as pure functions: (state, what happened) → (state, what to say, what to
 * do). Immutable, shared by all calls of the agent; any thread.
 */
final class Dialogue {
    /** So many turns in a row that were not understood bring a person. */
    static final int UNCLEAR_LIMIT = 3;

    /** So many turns in a row that were not understood bring keys into play. */
    static final int KEYS_AFTER = 2;

    /** So many read-backs that the caller did not agree to bring a person. */
    static final int REFUSAL_LIMIT = 5;

    private static final int SHORTEST_NUMBER_IN_PASSING = 3;

    private final AgentPlan plan;
    private final GrammarCompiler grammars;
    private final TurnReader reader;
    private final ByKey byKey;
    private final JobDialogue jobs;

    Dialogue(AgentPlan plan) {
        this.plan = plan;
        this.grammars = new GrammarCompiler(plan);
        this.reader = new TurnReader(plan, grammars.rules());
        this.byKey = new ByKey(plan);
        this.jobs = new JobDialogue(plan, byKey);
    }

    List<Expectation> expectations() {
        return grammars.all();
    }

    DialogueState opening() {
        return DialogueState.opening(plan.phrases().greeting());
    }

    /** What the caller may say in this state. */
    Expectation expectation(DialogueState state) {
        Progress progress = state.progress();
        Slot asked = progress == null ? null : progress.asked();
        return grammars.expectation(
                switch (state.mode()) {
                    case OPEN -> GrammarCompiler.OPEN;
                    case MORE, WORKING -> GrammarCompiler.MORE;
                    case PERSON, LEAVING -> GrammarCompiler.PERSON;
                    case ASK ->
                            progress == null || asked == null
                                    ? GrammarCompiler.OPEN
                                    : GrammarCompiler.asking(progress.job(), asked);
                    case CONFIRM ->
                            progress == null
                                    ? GrammarCompiler.OPEN
                                    : GrammarCompiler.confirming(progress.job());
                    case CHANGE ->
                            progress == null
                                    ? GrammarCompiler.OPEN
                                    : GrammarCompiler.changing(progress.job());
                });
    }

    /** The caller said something. */
    DialogueStep onText(DialogueState state, String text) {
        Progress progress = state.progress();
        Heard heard =
                reader.read(
                        text, progress == null ? List.of() : progress.job().slots(), ear(state));
        if (state.mode() == Mode.LEAVING || heard.has(Intent.HUMAN)) {
            return handOver(state);
        }
        if (heard.has(Intent.GOODBYE)) {
            return hangUp(state);
        }
        if (heard.has(Intent.REPEAT)) {
            return new DialogueStep(state.withUnclear(0), state.question(), Next.LISTEN, null);
        }
        if (state.mode() == Mode.WORKING) {
            return DialogueStep.say(state.withUnclear(0), plan.phrases().filler());
        }
        if (heard.has(Intent.CANCEL)) {
            return cancel(state);
        }
        DialogueStep step = progress == null ? null : jobs.onTurn(state, progress, heard);
        return step != null ? bounded(step) : onWish(state, heard);
    }

    /** A caller who agrees to nothing that is read back is better served by a person. */
    private DialogueStep bounded(DialogueStep step) {
        Progress progress = step.state().progress();
        return progress != null && progress.refusals() >= REFUSAL_LIMIT
                ? handOver(step.state())
                : step;
    }

    /** The caller pressed keys. */
    DialogueStep onKeys(DialogueState state, String keys) {
        Character person = plan.handover().key();
        if (state.mode() == Mode.LEAVING || (person != null && keys.equals(person.toString()))) {
            return handOver(state);
        }
        if (state.mode() == Mode.WORKING) {
            return DialogueStep.say(state.withUnclear(0), plan.phrases().filler());
        }
        String digits = keys.replaceAll("\\D", "");
        Progress progress = state.progress();
        Heard wish = state.menu() ? byKey.wish(digits) : null;
        if (wish != null) {
            return onWish(state, wish);
        }
        DialogueStep step = progress == null ? null : jobs.onKeys(state, progress, digits);
        return step != null ? bounded(step) : onYesOrNo(state, digits);
    }

    private DialogueStep onYesOrNo(DialogueState state, String digits) {
        boolean yes = digits.equals("1");
        if (!yes && !digits.equals("2")) {
            return onUnclear(state);
        }
        return switch (state.mode()) {
            case PERSON -> yes ? handOver(state) : more(state);
            case MORE -> yes ? help(state) : hangUp(state);
            default -> onUnclear(state);
        };
    }

    /** The caller spoke and was not understood. */
    DialogueStep onUnclear(DialogueState state) {
        int count = state.unclearInARow() + 1;
        if (state.mode() == Mode.LEAVING || count >= UNCLEAR_LIMIT) {
            return handOver(state);
        }
        List<String> phrases = plan.phrases().unclear();
        String sorry = phrases.isEmpty() ? "" : phrases.get(Math.min(count, phrases.size()) - 1);
        String keys = count >= KEYS_AFTER ? byKey.question(state) : "";
        if (!keys.isEmpty()) {
            return DialogueStep.say(state.byKeys(keys, count), Phrasing.join(sorry, keys));
        }
        boolean asked = state.mode() != Mode.OPEN && state.mode() != Mode.MORE;
        return DialogueStep.say(
                state.withUnclear(count),
                asked || sorry.isEmpty() ? Phrasing.join(sorry, state.question()) : sorry);
    }

    /** A tool answered; one nobody asked for changes nothing. */
    DialogueStep onOutcome(DialogueState state, ToolOutcome outcome) {
        DialogueStep step = jobs.onOutcome(state, outcome);
        return step != null ? step : DialogueStep.say(state, state.question());
    }

    /** The caller heard this much of what was said. */
    DialogueState onHeard(DialogueState state, String heard) {
        Progress progress = state.progress();
        DialogueState told =
                CallerWords.of(heard.replace("[interrupted]", "")).isEmpty()
                        ? state
                        : state.withOwed("");
        boolean all =
                progress != null
                        && state.mode() == Mode.CONFIRM
                        && Phrasing.readBackHeard(progress.job(), progress.values(), heard);
        return progress != null && all ? told.withProgress(progress.heard()) : told;
    }

    private DialogueStep onWish(DialogueState state, Heard heard) {
        Progress progress = state.progress();
        for (AgentPlan.Topic topic : plan.topics()) {
            if (topic.name().equals(heard.topic())) {
                return answer(state, topic);
            }
        }
        for (Job job : plan.jobs()) {
            if (job.name().equals(heard.job())) {
                Progress begun =
                        progress != null && progress.job().equals(job)
                                ? progress
                                : Progress.of(job);
                DialogueStep filled = jobs.onTurn(state.in(Mode.OPEN, begun, ""), begun, heard);
                return filled != null ? filled : jobs.proceed(state, begun);
            }
        }
        return switch (state.mode()) {
            case PERSON ->
                    heard.has(Intent.NO)
                            ? more(state)
                            : heard.has(Intent.YES) ? handOver(state) : onUnclear(state);
            case MORE ->
                    heard.has(Intent.NO) || heard.has(Intent.ENOUGH)
                            ? hangUp(state)
                            : heard.has(Intent.YES) || heard.has(Intent.GREET)
                                    ? help(state)
                                    : onUnclear(state);
            case OPEN -> heard.has(Intent.GREET) ? help(state) : onUnclear(state);
            default -> onUnclear(state);
        };
    }

    /** Answers a question; a job under way goes on where it stood. */
    private DialogueStep answer(DialogueState state, AgentPlan.Topic topic) {
        if (state.progress() != null || state.mode() == Mode.PERSON) {
            return DialogueStep.say(
                    state.withUnclear(0), Phrasing.join(topic.answer(), state.question()));
        }
        return DialogueStep.say(
                state.in(Mode.MORE, null, topic.answer()),
                Phrasing.join(topic.answer(), plan.phrases().prompts().more()));
    }

    private DialogueStep cancel(DialogueState state) {
        AgentPlan.Prompts prompts = plan.phrases().prompts();
        if (state.progress() == null) {
            return state.mode() == Mode.OPEN ? help(state) : more(state);
        }
        return DialogueStep.say(
                state.in(Mode.MORE, null, prompts.more()),
                Phrasing.join(prompts.cancelled(), prompts.more()));
    }

    private DialogueStep help(DialogueState state) {
        String help = plan.phrases().prompts().help();
        return DialogueStep.say(state.in(Mode.OPEN, null, help), help);
    }

    private DialogueStep more(DialogueState state) {
        String more = plan.phrases().prompts().more();
        return DialogueStep.say(state.in(Mode.MORE, null, more), more);
    }

    private DialogueStep hangUp(DialogueState state) {
        String goodbye = plan.phrases().goodbye();
        return new DialogueStep(state.in(Mode.MORE, null, goodbye), goodbye, Next.HANG_UP, null);
    }

    private DialogueStep handOver(DialogueState state) {
        String say = plan.handover().say();
        return new DialogueStep(state.in(Mode.LEAVING, null, say), say, Next.HAND_OVER, null);
    }

    private static Ear ear(DialogueState state) {
        @Nullable Progress progress = state.progress();
        Slot asked = progress == null ? null : progress.asked();
        SlotType type = asked == null ? null : asked.type();
        boolean revising = state.mode() == Mode.CONFIRM || state.mode() == Mode.CHANGE;
        if (type == SlotType.DIGITS) {
            return new Ear(false, 1);
        }
        return new Ear(
                type == SlotType.TIME || revising, revising ? SHORTEST_NUMBER_IN_PASSING : 7);
    }
}
