/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.agent.AgentPlan.Slot;
import dev.sidetone.orchestrator.agent.AgentPlan.SlotType;
import edu.cmu.sphinx.jsgf.JSGFRuleGrammarFactory;
import edu.cmu.sphinx.jsgf.JSGFRuleGrammarManager;
import edu.cmu.sphinx.jsgf.parser.JSGFParser;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class GrammarCompilerTest {
    private static final AgentPlan.Job CALL_BACK =
            new AgentPlan.Job(
                    "call-back",
                    List.of("call me back"),
                    List.of(
                            new Slot("day", SlotType.DAY, "What day?"),
                            new Slot("number", SlotType.DIGITS, "What number?")),
                    "{day}, {number}. Right?",
                    "call_back",
                    "Done.",
                    "Failed.");

    private final GrammarCompiler grammars = new GrammarCompiler(plan(List.of("agent")));

    @Test
    void shouldNarrowTheReadBackToYesNoAndCorrections() {
        assertThat(grammars.expectation("confirm-call-back").jsgf())
                .isEqualTo(
                        """
                        #JSGF V1.0;
                        grammar confirm_call_back;
                        <yes> = yes [please | correct | that's right] | that's right | that's correct | correct | yeah;
                        <no> = no [thanks | thank you | that's wrong] | nope | that's wrong;
                        <day> = monday | tuesday | wednesday | thursday | friday | saturday | sunday | today | tomorrow;
                        <human> = agent;
                        <repeat> = [can you | please] repeat that [please] | [can you] say that again [please];
                        <cancel> = cancel [that] | never mind;
                        <goodbye> = goodbye | bye bye | thank you (bye | goodbye);
                        <global> = <human> | <repeat> | <cancel> | <goodbye>;
                        public <top> = <yes> | <no> | (no | actually | [no] make it) [on | for] <day> | <global>;
                        """);
    }

    @Test
    void shouldLeaveOutPersonWhenNobodyTakesOver() {
        GrammarCompiler alone = new GrammarCompiler(plan(List.of()));
        assertThat(alone.all())
                .allSatisfy(state -> assertThat(state.jsgf()).doesNotContain("human"));
    }

    @Test
    void shouldAskForNoTimeWhereTheJobHasNone() {
        assertThat(grammars.all())
                .allSatisfy(state -> assertThat(state.jsgf()).doesNotContain("<time>"));
    }

    @Test
    void shouldWriteGrammarsThatSphinxReads() throws Exception {
        for (Expectation state : grammars.all()) {
            var grammar =
                    JSGFParser.newGrammarFromJSGF(
                            new StringReader(state.jsgf()),
                            new JSGFRuleGrammarFactory(new JSGFRuleGrammarManager()));
            grammar.resolveAllRules();
            assertThat(grammar.getRule("top")).as(state.id()).isNotNull();
        }
    }

    @Test
    void shouldHintTheWordsOfTheState() {
        assertThat(grammars.expectation("ask-call-back-number").keywords())
                .contains("seven", "oh", "agent")
                .doesNotContain("yes", "call");
    }

    private static AgentPlan plan(List<String> handover) {
        AgentPlan echo = AgentPlan.echo();
        return new AgentPlan(
                "desk",
                AgentPlan.Kind.CASCADE,
                "A desk.",
                echo.voice(),
                echo.phrases(),
                List.of(),
                List.of(CALL_BACK),
                List.of(),
                new AgentPlan.Handover(handover, null, ""),
                List.of(),
                echo.providers());
    }
}
