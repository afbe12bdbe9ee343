/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.AgentPlan.SlotType;
import dev.sidetone.orchestrator.agent.ToolPlan;
import dev.sidetone.server.config.ReadVariables;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class AgentFileLoaderTest {
    private final AgentFileLoader loader = new AgentFileLoader(_ -> null);

    @Test
    void shouldLoadBuiltInAgentsWithoutAFolder() {
        Map<String, AgentPlan> agents = loader.load(null);
        assertThat(agents).containsOnlyKeys("echo", "front-desk");
        AgentPlan desk = agent(agents, "front-desk");
        assertThat(desk.phrases().greeting()).contains("automated").hasSizeLessThan(90);
        assertThat(desk.voice()).isEqualTo(new AgentPlan.Voice("kevin16", 160));
        assertThat(desk.handover().key()).isEqualTo('0');
        assertThat(desk.jobs().getFirst().slots())
                .extracting(AgentPlan.Slot::type)
                .containsExactly(SlotType.DAY, SlotType.TIME, SlotType.DIGITS);
        ToolPlan tool = desk.tools().getFirst();
        assertThat(tool.url()).isEqualTo(URI.create("http://127.0.0.1:9090/bookings"));
        assertThat(tool.attempts()).isEqualTo(2);
        assertThat(tool.parameters()).startsWith("{\"type\":\"object\"");
        assertThat(agent(agents, "echo").kind()).isEqualTo(AgentPlan.Kind.ECHO);
    }

    @Test
    void shouldTellWhichVariablesTheAgentsName() {
        ReadVariables variables = new ReadVariables(Map.of("SIDETONE_TYPO", "x"));
        new AgentFileLoader(variables).load(null);
        assertThat(variables.names())
                .contains("SIDETONE_BOOKINGS_URL")
                .doesNotContain("SIDETONE_TYPO");
    }

    @Test
    void shouldTakeAddressesAndSecretsFromTheEnvironment() {
        Map<String, String> environment =
                Map.of(
                        "SIDETONE_BOOKINGS_URL",
                        "https://clinic.example/b",
                        "CLINIC_TOKEN",
                        "s3cret");
        String yaml =
                frontDesk()
                        .replace(
                                "    attempts: 2",
                                "    attempts: 2\n    headers:\n      Authorization: Bearer ${CLINIC_TOKEN}");
        ToolPlan tool =
                new AgentFileLoader(environment::get).parse("a.yaml", yaml).tools().getFirst();
        assertThat(tool.url()).isEqualTo(URI.create("https://clinic.example/b"));
        assertThat(tool.headers()).isEqualTo(Map.of("Authorization", "Bearer s3cret"));
        assertThat(tool.toString()).doesNotContain("s3cret");
    }

    @Test
    void shouldLetFolderOverrideByName(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("mine.yaml"),
                frontDesk().replace("more: Anything else?", "more: What else?"));
        Files.writeString(folder.resolve("notes.txt"), "not an agent");
        AgentPlan desk = agent(loader.load(folder), "front-desk");
        assertThat(desk.phrases().prompts().more()).isEqualTo("What else?");
    }

    @Test
    void shouldRefuseTwoFilesOfOneName(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.yaml"), frontDesk());
        Files.writeString(folder.resolve("b.yaml"), frontDesk());
        assertThatThrownBy(() -> loader.load(folder))
                .isInstanceOf(AgentFileException.class)
                .hasMessageContaining("b.yaml: the agent 'front-desk' is defined in")
                .hasMessageContaining("a.yaml already");
    }

    @Test
    void shouldRefuseFolderThatIsNotThere(@TempDir Path folder) {
        assertThatThrownBy(() -> loader.load(folder.resolve("none")))
                .isInstanceOf(AgentFileException.class)
                .hasMessageContaining("cannot be read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: front-desk|name: echo|name '|the name 'echo' is reserved",
                "words-per-minute: 160|words-per-minute: fast|words-per-minute|voice.words-per-minute: string found, integer expected",
                "words-per-minute: 160|wordsPerMinute: 160|wordsPerMinute|unknown key 'wordsPerMinute' in voice",
                "goodbye: Thank|goodby: Thank|goodby|unknown key 'goodby' in phrases",
                "tool: book_appointment|tool: book|tool: book|no tool 'book' under tools",
                "{day} at {time}, and|{date} at {time}, and|confirm|placeholder {date} names no slot; slots are day, number, time",
                "{day} at {time}, and|{time}, and|confirm|slot 'day' is not read back: {day} expected",
                "what is your address|what is (your address|what is (|pattern, character 9: '(' is not closed by ')'",
                "how do i get there|how do 1 get there|how do 1|pattern, character 8: '1' cannot be spoken: words are lower-case letters and '",
                "how do i get there|how do i get <city>|how do i get|pattern: <city> is not one of <day>, <time>, <digits>",
                "name: prices|name: hours|name: hours|the name 'hours' is taken already",
                "A visit is sixty|We Guarantee sixty|answer: We|says 'guarantee', which is under never-say",
                "url: ${SIDETONE_BOOKINGS_URL:-http://127.0.0.1:9090/bookings}|url: ${NOT_SET}/b|url|environment variable NOT_SET is not set",
                "url: ${SIDETONE_BOOKINGS_URL:-http://127.0.0.1:9090/bookings}|url: ftp://x/b|url|a http or https address with a host is expected",
                "        time:|        clock:|tool: book|tool 'book_appointment' has no property 'time' for the slot of that name",
            })
    void shouldRefuseFileWithLineAndReason(String right, String wrong, String at, String reason) {
        String yaml =
                frontDesk()
                        .replaceFirst(
                                java.util.regex.Pattern.quote(right),
                                java.util.regex.Matcher.quoteReplacement(wrong));
        assertThat(yaml).isNotEqualTo(frontDesk());
        AgentFileException refused = refused(yaml);
        assertThat(refused.problems()).extracting(AgentFileProblem::reason).contains(reason);
        AgentFileProblem problem =
                refused.problems().stream()
                        .filter(found -> found.reason().equals(reason))
                        .findFirst()
                        .orElseThrow();
        String line = yaml.lines().toList().get(problem.line() - 1);
        assertThat(line).contains(at.equals("name '") ? "name: echo" : at);
        assertThat(refused.getMessage())
                .contains("a.yaml:" + problem.line() + ":" + problem.column() + ": " + reason);
        assertThat(problem.column())
                .isEqualTo(
                        line.length() - line.stripLeading().replaceFirst("^- ", "").length() + 1);
    }

    @Test
    void shouldNameEveryProblemInOrder() {
        String yaml =
                frontDesk()
                        .replace("  goodbye:", "  goodby:")
                        .replace("key: \"0\"", "key: zero")
                        .replace("attempts: 2", "attempts: 9");
        assertThat(refused(yaml).problems())
                .extracting(AgentFileProblem::reason)
                .containsExactly(
                        "missing key 'goodbye' in phrases",
                        "unknown key 'goodby' in phrases",
                        "tools.0.attempts: must have a maximum value of 5",
                        "handover.key: does not match the regex pattern ^[0-9*#A-D]$");
    }

    @Test
    void shouldSayWhereTheYamlIsBroken() {
        AgentFileException refused = refused("name: a\nphrases:\n  - x\n greeting: hi\n");
        assertThat(refused.problems()).hasSize(1);
        assertThat(refused.problems().getFirst().line()).isEqualTo(4);
        assertThat(refused.problems().getFirst().reason()).startsWith("not YAML: ");
    }

    @Test
    void shouldRefuseKeyGivenTwiceAndEmptyFile() {
        assertThat(refused("name: a\nname: b\n").problems().getFirst().line()).isEqualTo(2);
        assertThat(refused("").problems()).isNotEmpty();
    }

    private AgentFileException refused(String yaml) {
        AgentFileException refused =
                catchThrowableOfType(AgentFileException.class, () -> loader.parse("a.yaml", yaml));
        if (refused == null) {
            throw new AssertionError("the file was taken");
        }
        return refused;
    }

    private static AgentPlan agent(Map<String, AgentPlan> agents, String name) {
        AgentPlan plan = agents.get(name);
        if (plan == null) {
            throw new AssertionError("no agent " + name);
        }
        return plan;
    }

    private static String frontDesk() {
        try (InputStream stream =
                AgentFileLoader.class.getResourceAsStream("/agents/front-desk.yaml")) {
            if (stream == null) {
                throw new AssertionError("front-desk.yaml is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
