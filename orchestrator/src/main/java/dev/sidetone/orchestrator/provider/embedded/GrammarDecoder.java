/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import edu.cmu.sphinx.linguist.SearchGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Sphinx4 decoder with its compiled grammars: choosing one is a look-up, where loading one would
 * take 10 to 120 ms inside an answer. A graph holds 2 MB (yes or no) to 27 MB (a number of ten
 * digits, or a change of the day); beyond the bound the least recently used goes. One thread at a
 * time.
 */
final class GrammarDecoder implements UtteranceDecoder {

    private final SphinxDecoder decoder;
    private final UtterancePreparation preparation = new UtterancePreparation();
    private final Map<GrammarKey, SearchGraph> graphs;

    GrammarDecoder(Lexicon lexicon, int maxGraphs) {
        try {
            decoder = new SphinxDecoder(lexicon);
        } catch (IOException e) {
            throw new UncheckedIOException("loading the acoustic model", e);
        }
        graphs =
                new LinkedHashMap<>(maxGraphs * 2, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<GrammarKey, SearchGraph> eldest) {
                        return size() > maxGraphs;
                    }
                };
    }

    @Override
    public boolean prepare(GrammarKey grammar) {
        if (graphs.containsKey(grammar)) {
            return false;
        }
        graphs.put(grammar, compile(grammar));
        return true;
    }

    @Override
    public String decode(GrammarKey grammar, UtteranceAudio audio) {
        SearchGraph graph = graphs.get(grammar);
        if (graph == null) {
            graph = compile(grammar);
            graphs.put(grammar, graph);
        }
        double[] samples = preparation.prepare(audio);
        return samples.length == 0 ? "" : decoder.decode(graph, samples);
    }

    private SearchGraph compile(GrammarKey grammar) {
        try {
            return decoder.compile(grammar.jsgf());
        } catch (GrammarException e) {
            throw e.in(grammar.agent(), grammar.state());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
