/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.orchestrator.conversation.SentenceSplitter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Cutting an answer into clauses. One operation takes a whole answer of three sentences, token by
 * token as a language model brings it. Once a turn, not once a frame: it makes the clauses'
 * strings.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SentenceSplitterBenchmark {

    private static final String ANSWER =
            "We have an opening on Tuesday the third, at half past ten in the morning. Dr. Smith"
                    + " can see you then, and it takes about thirty minutes. Shall I book that?";
    private static final int TOKEN_CHARS = 4;

    private final List<String> tokens = tokens();
    private final SentenceSplitter splitter = new SentenceSplitter(this::take);
    private int clauseChars;

    @Benchmark
    public int splitAnswer() {
        for (int i = 0; i < tokens.size(); i++) {
            splitter.append(tokens.get(i));
        }
        splitter.finish();
        return clauseChars;
    }

    private void take(String clause) {
        clauseChars += clause.length();
    }

    private static List<String> tokens() {
        List<String> tokens = new ArrayList<>();
        for (int at = 0; at < ANSWER.length(); at += TOKEN_CHARS) {
            tokens.add(ANSWER.substring(at, Math.min(ANSWER.length(), at + TOKEN_CHARS)));
        }
        return List.copyOf(tokens);
    }
}
