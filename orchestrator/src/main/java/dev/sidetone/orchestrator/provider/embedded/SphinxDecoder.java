/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import edu.cmu.sphinx.decoder.pruner.SimplePruner;
import edu.cmu.sphinx.decoder.scorer.SimpleAcousticScorer;
import edu.cmu.sphinx.decoder.search.PartitionActiveListFactory;
import edu.cmu.sphinx.decoder.search.SimpleBreadthFirstSearchManager;
import edu.cmu.sphinx.frontend.AutoCepstrum;
import edu.cmu.sphinx.frontend.DataProcessor;
import edu.cmu.sphinx.frontend.FrontEnd;
import edu.cmu.sphinx.frontend.feature.BatchCMN;
import edu.cmu.sphinx.frontend.feature.DeltasFeatureExtractor;
import edu.cmu.sphinx.frontend.feature.FeatureTransform;
import edu.cmu.sphinx.frontend.filter.Preemphasizer;
import edu.cmu.sphinx.frontend.transform.DiscreteFourierTransform;
import edu.cmu.sphinx.frontend.window.RaisedCosineWindower;
import edu.cmu.sphinx.linguist.Linguist;
import edu.cmu.sphinx.linguist.SearchGraph;
import edu.cmu.sphinx.linguist.acoustic.UnitManager;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Sphinx3Loader;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.TiedStateAcousticModel;
import edu.cmu.sphinx.linguist.flat.FlatLinguist;
import edu.cmu.sphinx.result.Result;
import edu.cmu.sphinx.util.props.PropertySheet;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One warm Sphinx4 decoder: an acoustic model, and search graphs compiled on it. Built by
 * constructors instead of Sphinx4's XML so that many graphs share one model and a change of grammar
 * is the change of one reference.
 *
 * <p>Confined to one thread at a time; the scores of its Gaussian mixtures are cached inside the
 * model, so decoders share none.
 */
final class SphinxDecoder {

    private static final String MODEL = "/edu/cmu/sphinx/models/en-us/en-us";

    /**
     * Low, so that a short grammar word is not put where the caller only breathed. Of 200 spoken
     * phone numbers 194 were right at 1e-13, 188 at 1e-16, where short digits went missing, and 183
     * at 1e-10, where breaths became digits.
     */
    private static final double WORD_INSERTION = 1e-13;

    private static final double SILENCE_INSERTION = 0.1;
    private static final float LANGUAGE_WEIGHT = 8.0f;

    /**
     * What it costs to explain the utterance by any phones instead of the grammar: measured by
     * {@code PhoneDialogueTest}.
     */
    private static final double OUT_OF_GRAMMAR = 1e-30;

    private static final double OUT_OF_GRAMMAR_PHONE = 1e-10;
    private static final int BEAM_TOKENS = 20_000;
    private static final double BEAM = 1e-60;

    private final Lexicon lexicon;
    private final UnitManager units = new UnitManager();
    private final TiedStateAcousticModel model;
    private final DecoderDictionary dictionary;
    private final UtteranceSource source = new UtteranceSource();
    private final Selected selected = new Selected();
    private final SimpleBreadthFirstSearchManager search;

    SphinxDecoder(Lexicon lexicon) throws IOException {
        this.lexicon = lexicon;
        URL location = SphinxDecoder.class.getResource(MODEL);
        if (location == null) {
            throw new IOException("not on the class path: the sphinx4-data jar");
        }
        Sphinx3Loader loader = new Sphinx3Loader(location, units, 0.0f, 1e-7f, 1e-4f, 4, true);
        model = new TiedStateAcousticModel(loader, units, true);
        model.allocate();
        dictionary = new DecoderDictionary(lexicon, units);
        search =
                new SimpleBreadthFirstSearchManager(
                        selected,
                        new SimplePruner(),
                        new SimpleAcousticScorer(frontEnd(loader), null),
                        new PartitionActiveListFactory(BEAM_TOKENS, BEAM),
                        false,
                        0.0,
                        0,
                        false);
        search.allocate();
    }

    private FrontEnd frontEnd(Sphinx3Loader loader) throws IOException {
        List<DataProcessor> pipeline =
                List.of(
                        source,
                        new Preemphasizer(0.97),
                        new RaisedCosineWindower(0.46, 25.625f, 10f),
                        new DiscreteFourierTransform(-1, false),
                        new AutoCepstrum(loader),
                        new BatchCMN(),
                        new DeltasFeatureExtractor(3),
                        new FeatureTransform(loader));
        FrontEnd frontEnd = new FrontEnd(pipeline);
        frontEnd.initialize();
        return frontEnd;
    }

    /** Compiles a grammar for this decoder; 10 to 120 ms. */
    SearchGraph compile(String jsgf) throws IOException {
        Jsgf parsed = Jsgf.parse(jsgf);
        Set<String> unknown = lexicon.missing(parsed.words());
        if (!unknown.isEmpty()) {
            throw new GrammarException(
                    "not in the pronunciation dictionary: " + String.join(", ", unknown));
        }
        FlatLinguist linguist =
                new FlatLinguist(
                        model,
                        new JsgfGrammar(parsed, dictionary),
                        units,
                        WORD_INSERTION,
                        SILENCE_INSERTION,
                        1.0,
                        1.0,
                        LANGUAGE_WEIGHT,
                        false,
                        false,
                        false,
                        true,
                        OUT_OF_GRAMMAR,
                        OUT_OF_GRAMMAR_PHONE,
                        model);
        linguist.allocate();
        return linguist.getSearchGraph();
    }

    /**
     * Decodes one utterance.
     *
     * @param utterance 16 kHz samples at 16 bit scale, dithered
     * @return lower-case words; empty when the grammar does not explain the utterance
     */
    String decode(SearchGraph graph, double[] utterance) {
        selected.graph = graph;
        source.load(utterance);
        search.startRecognition();
        Result result = search.recognize(Integer.MAX_VALUE);
        search.stopRecognition();
        if (result == null) {
            return "";
        }
        String text = result.getBestFinalResultNoFiller().strip();
        boolean understood =
                !text.isEmpty()
                        && !text.contains("<unk>")
                        && !UnexplainedSpeech.in(result.getTimedBestResult(true), utterance);
        return understood ? text : "";
    }

    /** The linguist whose graph is the one chosen for the utterance. */
    private static final class Selected implements Linguist {
        private @Nullable SearchGraph graph;

        @Override
        public SearchGraph getSearchGraph() {
            if (graph == null) {
                throw new IllegalStateException("no grammar chosen");
            }
            return graph;
        }

        @Override
        public void startRecognition() {
            // nothing changes between utterances but the graph
        }

        @Override
        public void stopRecognition() {
            // see startRecognition
        }

        @Override
        public void allocate() {
            // graphs are compiled before they are chosen
        }

        @Override
        public void deallocate() {
            graph = null;
        }

        @Override
        public void newProperties(PropertySheet properties) {
            throw new UnsupportedOperationException("built by constructor");
        }
    }
}
