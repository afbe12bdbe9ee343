/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import edu.cmu.sphinx.linguist.acoustic.Unit;
import edu.cmu.sphinx.linguist.acoustic.UnitManager;
import edu.cmu.sphinx.linguist.dictionary.Dictionary;
import edu.cmu.sphinx.linguist.dictionary.Pronunciation;
import edu.cmu.sphinx.linguist.dictionary.Word;
import edu.cmu.sphinx.util.props.PropertySheet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Lexicon} in the units of one decoder's acoustic model. Belongs to that decoder's
 * thread.
 */
final class DecoderDictionary implements Dictionary {

    private final Lexicon lexicon;
    private final UnitManager units;
    private final Word silence;
    private final Map<String, Word> words = new HashMap<>();

    DecoderDictionary(Lexicon lexicon, UnitManager units) {
        this.lexicon = lexicon;
        this.units = units;
        this.silence = word(SILENCE_SPELLING, List.of(UnitManager.SILENCE_NAME), true);
        words.put(SILENCE_SPELLING, silence);
        words.put(
                SENTENCE_START_SPELLING,
                word(SENTENCE_START_SPELLING, List.of(UnitManager.SILENCE_NAME), true));
        words.put(
                SENTENCE_END_SPELLING,
                word(SENTENCE_END_SPELLING, List.of(UnitManager.SILENCE_NAME), true));
    }

    @Override
    public @Nullable Word getWord(String spelling) {
        Word word = words.get(spelling);
        if (word == null) {
            List<String> pronunciations = lexicon.pronunciations(spelling);
            if (pronunciations.isEmpty()) {
                return null;
            }
            word = word(spelling, pronunciations, false);
            words.put(spelling, word);
        }
        return word;
    }

    private Word word(String spelling, List<String> phones, boolean filler) {
        Pronunciation[] pronunciations = new Pronunciation[phones.size()];
        for (int i = 0; i < pronunciations.length; i++) {
            String[] names = phones.get(i).split("\\s+", -1);
            Unit[] sequence = new Unit[names.length];
            for (int u = 0; u < names.length; u++) {
                sequence[u] = units.getUnit(names[u], filler);
            }
            pronunciations[i] = new Pronunciation(sequence, "", 1.0f);
        }
        Word word = new Word(spelling, pronunciations, filler);
        for (Pronunciation pronunciation : pronunciations) {
            pronunciation.setWord(word);
        }
        return word;
    }

    @Override
    public Word getSentenceStartWord() {
        return words.getOrDefault(SENTENCE_START_SPELLING, silence);
    }

    @Override
    public Word getSentenceEndWord() {
        return words.getOrDefault(SENTENCE_END_SPELLING, silence);
    }

    @Override
    public Word getSilenceWord() {
        return silence;
    }

    @Override
    public Word[] getFillerWords() {
        return new Word[] {silence};
    }

    @Override
    public void allocate() {
        // words are made when a grammar asks for them
    }

    @Override
    public void deallocate() {
        words.clear();
    }

    @Override
    public void newProperties(PropertySheet properties) {
        throw new UnsupportedOperationException("built by constructor");
    }
}
