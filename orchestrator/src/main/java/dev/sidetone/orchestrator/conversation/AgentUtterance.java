/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

import dev.sidetone.orchestrator.provider.ModelEvent;
import dev.sidetone.orchestrator.provider.VoiceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One utterance of the agent: its clauses, and where in its audio each lies. Owned by one
 * conversation on its worker.
 */
final class AgentUtterance {
    /**
     * Speech runs at about 14 characters a second; only for a clause whose audio is still arriving,
     * at 8 kHz.
     */
    private static final int SAMPLES_PER_CHAR = 8000 / 14;

    private final int number;
    private final List<Clause> clauses = new ArrayList<>();
    private int delivered;
    private boolean textComplete;
    private ModelEvent.Next next = ModelEvent.Next.LISTEN;

    AgentUtterance(int number) {
        this.number = number;
    }

    /** A clause, and its place in the utterance once its audio is known. */
    static final class Clause {
        final String text;
        PhraseCache.@Nullable Phrase cached;
        long startSample;
        long samples = -1;
        VoiceEvent.@Nullable Alignment alignment;

        Clause(String text, PhraseCache.@Nullable Phrase cached) {
            this.text = text;
            this.cached = cached;
        }
    }

    int number() {
        return number;
    }

    /** Adds a clause and returns its index. */
    int add(String text, PhraseCache.@Nullable Phrase cached) {
        clauses.add(new Clause(text, cached));
        return clauses.size() - 1;
    }

    boolean isEmpty() {
        return clauses.isEmpty();
    }

    int size() {
        return clauses.size();
    }

    Clause clause(int index) {
        return clauses.get(index);
    }

    /** The clause whose audio comes next; null when all given so far are delivered. */
    @Nullable Clause pending() {
        return delivered < clauses.size() ? clauses.get(delivered) : null;
    }

    /** Index of {@link #pending}. */
    int pendingIndex() {
        return delivered;
    }

    /** All audio of the pending clause lies between these positions of the utterance. */
    void deliver(long startSample, long endSample, VoiceEvent.@Nullable Alignment alignment) {
        Clause clause = clauses.get(delivered++);
        clause.startSample = startSample;
        clause.samples = endSample - startSample;
        clause.alignment = alignment;
    }

    /**
     * Takes the audio of every clause that is not delivered from elsewhere; false, and nothing is
     * changed, when that does not have all of them or there may be more.
     */
    boolean rescue(Function<String, PhraseCache.@Nullable Phrase> elsewhere) {
        List<PhraseCache.Phrase> found = new ArrayList<>();
        for (Clause clause : clauses.subList(delivered, clauses.size())) {
            PhraseCache.Phrase phrase = elsewhere.apply(clause.text);
            if (phrase == null) {
                return false;
            }
            found.add(phrase);
        }
        if (!textComplete || found.isEmpty()) {
            return false;
        }
        for (int i = 0; i < found.size(); i++) {
            clauses.get(delivered + i).cached = found.get(i);
        }
        return true;
    }

    /** No clause will follow. */
    void completeText(ModelEvent.Next next) {
        this.textComplete = true;
        this.next = next;
    }

    /** True when every clause there will ever be has its audio. */
    boolean complete() {
        return textComplete && delivered == clauses.size();
    }

    /** True when no clause from this one on needs a voice, and none will come. */
    boolean asksNoMore(int from) {
        boolean none = textComplete;
        for (int i = from; none && i < clauses.size(); i++) {
            none = clauses.get(i).cached != null;
        }
        return none;
    }

    boolean textComplete() {
        return textComplete;
    }

    ModelEvent.Next next() {
        return next;
    }

    /** All of its text so far. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Clause clause : clauses) {
            append(text, clause.text);
        }
        return text.toString();
    }

    /** What was spoken of it after this many samples, to the last whole word. */
    String heard(long samples) {
        StringBuilder heard = new StringBuilder();
        for (int i = 0; i < clauses.size(); i++) {
            Clause clause = clauses.get(i);
            boolean known = i < delivered;
            long into = samples - (known ? clause.startSample : undeliveredStart());
            if (known && into >= clause.samples) {
                append(heard, clause.text);
                continue;
            }
            append(heard, wholeWords(clause, Math.max(0, into), known));
            break;
        }
        return heard.toString();
    }

    private long undeliveredStart() {
        if (delivered == 0) {
            return 0;
        }
        Clause last = clauses.get(delivered - 1);
        return last.startSample + last.samples;
    }

    private static String wholeWords(Clause clause, long into, boolean known) {
        String text = clause.text;
        int chars;
        VoiceEvent.Alignment alignment =
                clause.cached == null ? clause.alignment : clause.cached.alignment();
        if (alignment != null) {
            chars = alignment.charsAt(into);
        } else if (known && clause.samples > 0) {
            chars = (int) (text.length() * into / clause.samples);
        } else {
            chars = (int) Math.min(text.length(), into / SAMPLES_PER_CHAR);
        }
        if (chars >= text.length()) {
            return text;
        }
        if (chars > 0 && Character.isWhitespace(text.charAt(chars))) {
            return text.substring(0, chars).strip();
        }
        int space = text.lastIndexOf(' ', chars);
        return space <= 0 ? "" : text.substring(0, space).strip();
    }

    private static void append(StringBuilder text, String clause) {
        if (clause.isEmpty()) {
            return;
        }
        if (!text.isEmpty()) {
            text.append(' ');
        }
        text.append(clause);
    }
}
