/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.load.LoadReport;
import dev.sidetone.bench.load.LoadTable;
import dev.sidetone.bench.load.Scenario;
import dev.sidetone.bench.load.TestReports;
import dev.sidetone.bench.load.call.BadFigures;
import dev.sidetone.bench.load.call.BadKind;
import dev.sidetone.bench.load.call.LoadSnapshot;
import dev.sidetone.bench.report.ReportFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("unit")
final class LoadFilesTest {

    private final JsonMapper mapper = new JsonMapper();

    @Test
    void shouldHaveTheNamesOfEveryReportAndAnObjectOfItsOwn() {
        JsonNode json = mapper.readTree(LoadJson.text(TestReports.echo(1)));
        assertThat(json.propertyNames())
                .containsExactly(
                        "tool",
                        "started_at",
                        "machine",
                        "config",
                        "calls",
                        "turns",
                        "summary",
                        "self",
                        "load");
        assertThat(json.path("calls").toString())
                .isEqualTo("{\"attempted\":3,\"completed\":2,\"failed\":0}");
        assertThat(json.path("summary").path("frames").toString())
                .isEqualTo("{\"sent\":500,\"received\":499,\"late\":2,\"lost\":1}");
        assertThat(json.path("summary").path("mrl_ms").path("p99").isNull()).isTrue();
        assertThat(json.path("self").path("valid").asBoolean()).isTrue();
        JsonNode load = json.path("load");
        assertThat(load.path("refused").asInt()).isEqualTo(1);
        assertThat(load.path("streams").isNumber()).isTrue();
        assertThat(load.path("added_mrl_strict_ms").path("count").asInt(-1)).isZero();
        assertThat(load.path("echo_latency_ms").path("count").asInt()).isEqualTo(2);
        assertThat(load.path("cpu").path("server_us_per_call_second").asDouble()).isEqualTo(165);
        assertThat(load.path("server_rss").path("slope_kb_per_call").asDouble()).isEqualTo(12.5);
        assertThat(load.path("floor").path("server").asString()).isEqualTo("echo in C");
        assertThat(load.path("samples").size()).isEqualTo(1);
    }

    @Test
    void shouldTellBadCallersApartByKind() {
        assertThat(bad(TestReports.echo(1)).isNull()).isTrue();
        BadFigures oversized =
                new BadFigures(
                        BadKind.OVERSIZED,
                        4,
                        3,
                        1,
                        0,
                        Map.of("close 1009", 3),
                        List.of(4.0, 1.0, 2.0));
        LoadReport run =
                TestReports.withBad(
                        TestReports.echo(1), List.of(oversized), Map.of("message_oversized", 3L));
        JsonNode kind = bad(run).path("kinds").path("oversized");
        assertThat(kind.path("begun").asInt()).isEqualTo(4);
        assertThat(kind.path("refused").asInt()).isEqualTo(1);
        assertThat(kind.path("ended").asInt()).isEqualTo(3);
        assertThat(kind.path("failed").asInt(-1)).isZero();
        assertThat(kind.path("ends").toString()).isEqualTo("{\"close 1009\":3}");
        assertThat(kind.path("to_end_ms").path("p50").asDouble()).isEqualTo(2);
        assertThat(kind.path("to_end_ms").path("max").asDouble()).isEqualTo(4);
        assertThat(bad(run).path("server_counts").toString())
                .isEqualTo("{\"message_oversized\":3}");
        assertThat(LoadHtml.render(run)).contains("bad callers: oversized", "3 × close 1009");
        assertThat(LoadTable.summary(run))
                .anyMatch(line -> line.startsWith("oversized ") && line.endsWith("3 × close 1009"))
                .contains("the server counted message_oversized 3");
    }

    @Test
    void shouldTellWhatCallersHeardThatTheyShouldNot() {
        LoadReport idle =
                TestReports.heard(
                        TestReports.echo(1), Scenario.IDLE, 7, 2, new LoadSnapshot.Idle(3, 4, 1));
        JsonNode load = mapper.readTree(LoadJson.text(idle)).path("load");
        assertThat(load.path("messages").toString())
                .isEqualTo("{\"of_audio\":499,\"of_another_stream\":2,\"not_of_the_protocol\":7}");
        assertThat(load.path("idle").toString())
                .isEqualTo("{\"greeted\":3,\"prompts\":4,\"out_of_turn\":1}");
        assertThat(LoadTable.summary(idle))
                .contains(
                        "messages 2 of another stream, 7 not of the protocol",
                        "silent   3 calls greeted, 4 prompts, 1 times spoken to out of turn");
        assertThat(LoadHtml.render(idle))
                .contains("2 messages of another stream", "1 times spoken to out of turn");
        LoadReport echo = TestReports.echo(1);
        assertThat(LoadTable.summary(echo))
                .noneMatch(line -> line.startsWith("messages") || line.startsWith("silent"));
        assertThat(mapper.readTree(LoadJson.text(echo)).path("load").path("idle").isNull())
                .isTrue();
    }

    private JsonNode bad(LoadReport run) {
        return mapper.readTree(LoadJson.text(run)).path("load").path("bad");
    }

    @Test
    void shouldCallARunInvalidWhoseOwnSendsWereLate() {
        JsonNode json = mapper.readTree(LoadJson.text(TestReports.echo(5.2)));
        assertThat(json.path("self").path("valid").asBoolean(true)).isFalse();
        assertThat(LoadHtml.render(TestReports.echo(5.2))).contains("this run is not valid");
    }

    @Test
    void shouldBeOnePageThatNeedsNothingElse(@TempDir Path folder) throws Exception {
        LoadFiles.write(TestReports.echo(1), ReportFolder.prepare(folder));
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder(
                        "report.json", "report.html", "turns.jsonl", "latency.hlog");
        String page = Files.readString(folder.resolve("report.html"));
        assertThat(page)
                .contains("new Chart(", "Chart.js v4.4.9", "&lt;cpu&gt;")
                .doesNotContain("src=", "href=", "sourceMappingURL", "<cpu>");
        // one for the library and one for ours: no text of the run ends a script
        assertThat(page.split("</script>", -1)).hasSize(3);
    }
}
