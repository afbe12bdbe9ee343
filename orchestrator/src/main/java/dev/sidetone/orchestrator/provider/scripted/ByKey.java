/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.scripted;

import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.AgentPlan.Job;
import dev.sidetone.orchestrator.agent.AgentPlan.Slot;
import dev.sidetone.orchestrator.agent.AgentPlan.SlotType;
import dev.sidetone.orchestrator.agent.KeyPrompts;
import dev.sidetone.orchestrator.provider.scripted.DialogueState.Progress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The questions of a conversation as keys: what a caller is told to press who was not understood by
 * voice, and what the keys mean. Pure; immutable.
 */
final class ByKey {
    private static final List<String> DAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

    /** The longest entry that holds an hour alone. */
    private static final int HOUR_FIGURES = 2;

    private static final int LONGEST_TIME = 4;

    private final AgentPlan plan;
    private final KeyPrompts prompts;

    ByKey(AgentPlan plan) {
        this.plan = plan;
        this.prompts = plan.phrases().prompts().keys();
    }

    /** What the state awaits, asked for by keys; empty where there is nothing to key in. */
    String question(DialogueState state) {
        Progress progress = state.progress();
        Slot asked = progress == null ? null : progress.asked();
        return switch (state.mode()) {
            case OPEN, MORE -> prompts.menu();
            case ASK -> asked == null ? "" : slot(asked.type());
            // what is agreed to must have been heard, so it is said again
            case CONFIRM -> Phrasing.join(readBack(progress), prompts.yesNo());
            case PERSON -> Phrasing.join(state.question(), prompts.yesNo());
            case CHANGE -> progress == null ? "" : slots(progress.job());
            case WORKING, LEAVING -> "";
        };
    }

    private static String readBack(@Nullable Progress progress) {
        return progress == null ? "" : Phrasing.readBack(progress.job(), progress.values());
    }

    /** How a slot of that type is keyed in. */
    String slot(SlotType type) {
        return switch (type) {
            case DAY -> prompts.day();
            case TIME -> prompts.time();
            case DIGITS -> prompts.digits();
        };
    }

    /** The keys of a job's slots. */
    String slots(Job job) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < job.slots().size(); i++) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(
                            prompts.slot()
                                    .replace("{key}", SpokenForms.number(i + 1))
                                    .replace("{slot}", job.slots().get(i).name()));
        }
        return text.toString();
    }

    /** The wish that stands on that key of the menu, or null. */
    @Nullable Heard wish(String keys) {
        int index = index(keys);
        int topic = index - plan.jobs().size();
        if (index < 0 || topic >= plan.topics().size()) {
            return null;
        }
        return topic < 0
                ? Heard.ofJob(plan.jobs().get(index).name())
                : Heard.ofTopic(plan.topics().get(topic).name());
    }

    /** The slot that stands on that key, or null. */
    static @Nullable Slot slot(Job job, String keys) {
        int index = index(keys);
        return index < 0 || index >= job.slots().size() ? null : job.slots().get(index);
    }

    /** The day or time that was keyed in, as a slot's value; null when it is none. */
    static @Nullable String value(SlotType type, String keys) {
        return switch (type) {
            case DAY -> {
                int index = index(keys);
                yield index < 0 || index >= DAYS.size() ? null : DAYS.get(index);
            }
            case TIME -> time(keys);
            case DIGITS -> null;
        };
    }

    /** Hour, or hour and minutes; up to twelve it is taken as it would be if it were said. */
    private static @Nullable String time(String keys) {
        if (keys.isEmpty() || keys.length() > LONGEST_TIME) {
            return null;
        }
        boolean bare = keys.length() <= HOUR_FIGURES;
        int number = Integer.parseInt(keys);
        int hour = bare ? number : number / 100;
        int minute = bare ? 0 : number % 100;
        if (hour < 1 || hour > 23 || minute > 59) {
            return null;
        }
        return hour > 12 ? OpeningHours.value(hour, minute) : OpeningHours.assumed(hour, minute);
    }

    private static int index(String keys) {
        return keys.length() == 1 ? keys.charAt(0) - '1' : -1;
    }
}
