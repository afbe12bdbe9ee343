/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import com.sun.speech.freetts.FeatureSet;
import com.sun.speech.freetts.Item;
import com.sun.speech.freetts.Relation;
import com.sun.speech.freetts.Utterance;
import com.sun.speech.freetts.UtteranceProcessor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notes where each token of the text ends in the audio: the last step of a voice's pipeline, run
 * for each sentence just before its audio is written. Belongs to one voice's thread.
 */
final class WordMarks implements UtteranceProcessor {

    private static final int VOICE_RATE = 16000;

    private final PcmSink sink;
    private final List<Mark> marks = new ArrayList<>();
    private String text = "";
    private int cursor;

    WordMarks(PcmSink sink) {
        this.sink = sink;
    }

    void begin(String newText) {
        text = newText;
        cursor = 0;
        marks.clear();
    }

    List<Mark> marks() {
        return marks;
    }

    @Override
    public void processUtterance(Utterance utterance) {
        Relation tokens = utterance.getRelation(Relation.TOKEN);
        for (Item token = tokens == null ? null : tokens.getHead();
                token != null;
                token = token.getNext()) {
            float endSeconds = lastSegmentEnd(token);
            String name = token.getFeatures().getString("name");
            int at = name == null ? -1 : text.indexOf(name, cursor);
            if (at >= 0) {
                cursor = at + name.length();
                if (endSeconds > 0) {
                    marks.add(
                            new Mark(
                                    withPunctuation(cursor),
                                    sink.length() + (long) (endSeconds * VOICE_RATE)));
                }
            }
        }
    }

    /** A full stop is spoken with its word. */
    private int withPunctuation(int end) {
        int at = end;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static float lastSegmentEnd(Item token) {
        float end = -1;
        for (Item word = token.getDaughter(); word != null; word = word.getNext()) {
            Item syllables = word.getItemAs(Relation.SYLLABLE_STRUCTURE);
            Item syllable = syllables == null ? null : syllables.getLastDaughter();
            Item phone = syllable == null ? null : syllable.getLastDaughter();
            Item segment = phone == null ? null : phone.getItemAs(Relation.SEGMENT);
            end = Math.max(end, end(segment));
        }
        return end;
    }

    private static float end(@Nullable Item segment) {
        if (segment == null) {
            return -1;
        }
        FeatureSet features = segment.getFeatures();
        return features.isPresent("end") ? features.getFloat("end") : -1;
    }

    /**
     * The text up to {@code chars} has been spoken at {@code sample}.
     *
     * @param sample at 16 kHz, from the start of the clause
     */
    record Mark(int chars, long sample) {}
}
