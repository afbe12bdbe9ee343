/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.agent;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One voice agent, as its file describes it. Immutable and shared by all its calls.
 *
 * <p>Patterns ({@code asks}) are JSGF expansions without rule definitions: words, {@code
 * [optional]}, {@code (one | other)}, and the slot types {@code <day> <time> <digits>}; see <a
 * href="https://www.w3.org/TR/jsgf/">JSGF</a>.
 *
 * @param name the name callers' carriers select it by; {@code echo} is reserved
 * @param kind what holds the conversation
 * @param description who the agent is and what it may do, in prose: the system prompt of a real
 *     language model
 * @param voice how it speaks
 * @param phrases what it says in fixed situations
 * @param topics what it knows and answers at once
 * @param jobs what it does over several turns
 * @param tools what jobs (or a real model) may call
 * @param handover when and how a person takes over
 * @param neverSay words that must not be spoken
 * @param providers providers asked for by this agent, over the server's defaults
 */
public record AgentPlan(
        String name,
        Kind kind,
        String description,
        Voice voice,
        Phrases phrases,
        List<Topic> topics,
        List<Job> jobs,
        List<ToolPlan> tools,
        Handover handover,
        List<String> neverSay,
        Providers providers) {

    /** What holds the conversation. */
    public enum Kind {
        /** Each frame is returned as it came. */
        ECHO,
        /** Speech to text, language model, text to speech. */
        CASCADE
    }

    /**
     * How the agent speaks; what a provider does not know it ignores.
     *
     * @param name the provider's name of the voice
     * @param wordsPerMinute speaking rate
     */
    public record Voice(String name, int wordsPerMinute) {}

    /**
     * Fixed phrases; all are synthesised before the first call.
     *
     * @param greeting said first; says that the caller talks to an AI
     * @param unclear said when the caller was not understood, one after the other
     * @param silence said when the caller is silent, one after the other; after the last the call
     *     ends
     * @param goodbye said before the agent hangs up
     * @param trouble said when a provider fails
     * @param filler said while a tool takes long
     * @param prompts short replies that keep a scripted conversation going
     */
    public record Phrases(
            String greeting,
            List<String> unclear,
            List<String> silence,
            String goodbye,
            String trouble,
            String filler,
            Prompts prompts) {
        public Phrases {
            unclear = List.copyOf(unclear);
            silence = List.copyOf(silence);
        }

        /** Phrases with the default prompts. */
        public Phrases(
                String greeting,
                List<String> unclear,
                List<String> silence,
                String goodbye,
                String trouble,
                String filler) {
            this(greeting, unclear, silence, goodbye, trouble, filler, Prompts.DEFAULTS);
        }
    }

    /**
     * Short replies between the questions of a scripted conversation.
     *
     * @param help said to a caller who only greets, or says yes to an offer of more
     * @param more asks for further wishes once something was done or answered
     * @param change asks what is wrong with a read-back
     * @param cancelled said when the caller gives up a job
     * @param rest asks for the rest of a number that is too short so far
     * @param keys asks for keys where words were not understood
     */
    public record Prompts(
            String help,
            String more,
            String change,
            String cancelled,
            String rest,
            KeyPrompts keys) {
        /** English, for agents that give none. */
        public static final Prompts DEFAULTS =
                new Prompts(
                        "How can I help?",
                        "Anything else?",
                        "What should I change?",
                        "Okay, I will not do that.",
                        "And the rest?",
                        KeyPrompts.DEFAULTS);
    }

    /** A question with a fixed answer. */
    public record Topic(String name, List<String> asks, String answer) {
        public Topic {
            asks = List.copyOf(asks);
        }
    }

    /**
     * Something done over several turns: slots are asked for, read back, confirmed, then the tool
     * is called.
     *
     * @param confirm read-back question with {@code {slot}} placeholders
     * @param tool name of the tool, which takes one string property a slot
     * @param done said when the tool succeeded, with placeholders of slots and of the tool's answer
     * @param failed said when the tool failed
     */
    public record Job(
            String name,
            List<String> asks,
            List<Slot> slots,
            String confirm,
            String tool,
            String done,
            String failed) {
        public Job {
            asks = List.copyOf(asks);
            slots = List.copyOf(slots);
        }
    }

    /**
     * One thing a job must know.
     *
     * @param prompt the question that asks for it
     * @param minDigits fewest digits of a {@link SlotType#DIGITS} slot
     * @param maxDigits most digits of a {@link SlotType#DIGITS} slot
     */
    public record Slot(String name, SlotType type, String prompt, int minDigits, int maxDigits) {
        public Slot {
            if (minDigits < 1 || maxDigits < minDigits) {
                throw new IllegalArgumentException(
                        "digits must be 1 <= min <= max: " + minDigits + ", " + maxDigits);
            }
        }

        /** A slot that, if it holds digits, holds a telephone number of 7 to 10. */
        public Slot(String name, SlotType type, String prompt) {
            this(name, type, prompt, 7, 10);
        }
    }

    /** What a slot holds, and how its value is written for a tool. */
    public enum SlotType {
        /** A weekday, today or tomorrow: {@code tuesday}. */
        DAY,
        /** A time of day: {@code 15:30}. */
        TIME,
        /** Spoken or keyed digits: {@code 5550142}. */
        DIGITS
    }

    /**
     * How a person takes over.
     *
     * @param asks patterns by which a caller asks for a person
     * @param key the key that asks for a person, or null
     * @param say said before the stream ends
     */
    public record Handover(List<String> asks, @Nullable Character key, String say) {
        public Handover {
            asks = List.copyOf(asks);
        }
    }

    /** Provider names an agent asks for itself; null is the server's default. */
    public record Providers(@Nullable String stt, @Nullable String llm, @Nullable String tts) {}

    public AgentPlan {
        topics = List.copyOf(topics);
        jobs = List.copyOf(jobs);
        tools = List.copyOf(tools);
        neverSay = List.copyOf(neverSay);
    }

    /** Name of the agent that needs no file. */
    public static final String ECHO = "echo";

    /** The agent that returns each frame as it came. */
    public static AgentPlan echo() {
        return new AgentPlan(
                ECHO,
                Kind.ECHO,
                "Returns each frame as it came.",
                new Voice("", 0),
                new Phrases("", List.of(), List.of(), "", "", ""),
                List.of(),
                List.of(),
                List.of(),
                new Handover(List.of(), null, ""),
                List.of(),
                new Providers(null, null, null));
    }

    /** The tool of that name, or null. */
    public @Nullable ToolPlan tool(String toolName) {
        return tools.stream().filter(tool -> tool.name().equals(toolName)).findFirst().orElse(null);
    }

    /**
     * Every text without placeholders that the agent may say, each once: what is worth synthesising
     * before the first call.
     */
    public List<String> fixedTexts() {
        Set<String> texts = new LinkedHashSet<>();
        texts.add(phrases.greeting());
        texts.addAll(phrases.unclear());
        texts.addAll(phrases.silence());
        Prompts prompts = phrases.prompts();
        texts.addAll(
                List.of(
                        phrases.goodbye(),
                        phrases.trouble(),
                        phrases.filler(),
                        prompts.help(),
                        prompts.more(),
                        prompts.change(),
                        prompts.cancelled(),
                        prompts.rest(),
                        handover.say()));
        KeyPrompts keys = prompts.keys();
        texts.addAll(List.of(keys.menu(), keys.yesNo(), keys.day(), keys.time(), keys.digits()));
        topics.forEach(topic -> texts.add(topic.answer()));
        for (Job job : jobs) {
            job.slots().forEach(slot -> texts.add(slot.prompt()));
            texts.add(job.failed());
        }
        texts.removeIf(text -> text.isBlank() || text.contains("{"));
        return List.copyOf(texts);
    }
}
