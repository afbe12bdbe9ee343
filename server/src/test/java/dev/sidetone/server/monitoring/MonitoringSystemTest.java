/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.testing.Http;
import dev.sidetone.server.testing.MediaSocket;
import dev.sidetone.server.testing.TestServers;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What a running server exports after one call: by Prometheus' conventions, and enough for the
 * board and the alert rules, which ask for nothing else.
 */
@Tag("system")
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MonitoringSystemTest {
    private static final Path DEPLOY =
            Path.of(System.getProperty("sidetone.root", "..")).resolve("deploy");
    private static final Pattern NAME = Pattern.compile("sidetone(_[a-z0-9]+)+");
    private static final Pattern OTHER_UNIT =
            Pattern.compile(
                    ".*_(ns|us|ms|nanos|micros|millis|minutes|hours|kb|mb|kilobytes|megabytes|bits|percent)(_.*)?");

    /** What Prometheus itself adds to every series it scrapes. */
    private static final Set<String> SCRAPED = Set.of("instance", "job");

    private final HttpClient client = HttpClient.newHttpClient();
    private List<Exposition.Family> families = List.of();
    private String openMetrics = "";

    @BeforeAll
    void scrapeAfterOneCall() throws Exception {
        try (VoiceServer server = TestServers.launch(Map.of())) {
            MediaSocket call = MediaSocket.open(client, server.uri(), "1").start();
            call.media(new byte[160]).nextAudio();
            call.close();
            call.closing();
            Http.awaitEnding(client, server, Termination.Reason.CALLER_HUNG_UP);
            HttpResponse<String> plain = Http.get(client, server.uri().resolve("/metrics"));
            assertThat(plain.headers().firstValue("content-type"))
                    .contains("text/plain; version=0.0.4; charset=utf-8");
            families = Exposition.read(plain.body());
            HttpResponse<String> open =
                    Http.send(
                            client,
                            HttpRequest.newBuilder(server.uri().resolve("/metrics"))
                                    .header(
                                            "Accept",
                                            "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3"));
            assertThat(open.headers().firstValue("content-type"))
                    .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
            openMetrics = open.body();
        }
    }

    @AfterAll
    void closeClient() {
        client.close();
    }

    @Test
    void shouldNameMetricsAsPrometheusAsks() {
        assertThat(families).hasSizeGreaterThan(100);
        for (Exposition.Family family : families) {
            String name = family.name();
            assertThat(name).matches(NAME).doesNotMatch(OTHER_UNIT);
            assertThat(name.endsWith("_total"))
                    .as("%s is a %s", name, family.type())
                    .isEqualTo("counter".equals(family.type()));
            assertThat(family.help()).as("HELP of %s", name).endsWith(".").hasSizeGreaterThan(9);
            assertThat(family.samples()).as(name).isNotEmpty();
        }
    }

    @Test
    void shouldTellTheUnitOfTimesAndSizesAsOpenMetrics() {
        assertThat(openMetrics).endsWith("# EOF\n");
        for (Exposition.Family family : families) {
            String name = family.name().replaceFirst("_total$", "");
            for (String unit : List.of("seconds", "bytes")) {
                assertThat(openMetrics.contains("# UNIT " + name + " " + unit + "\n"))
                        .as("unit of %s", name)
                        .isEqualTo(name.endsWith("_" + unit));
            }
        }
    }

    @Test
    void shouldCountEveryLatencyInBucketsThatAddUp() {
        List<Exposition.Family> histograms =
                families.stream().filter(family -> "histogram".equals(family.type())).toList();
        assertThat(histograms).hasSize(13);
        for (Exposition.Family family : histograms) {
            assertThat(family.name()).endsWith("_seconds");
            List<Exposition.Sample> buckets = named(family, "_bucket");
            List<Double> bounds =
                    buckets.stream()
                            .map(bucket -> String.valueOf(bucket.labels().get("le")))
                            .map(le ->
                                    "+Inf".equals(le)
                                            ? Double.POSITIVE_INFINITY
                                            : Double.parseDouble(le))
                            .toList();
            assertThat(bounds).as(family.name()).isSorted().endsWith(Double.POSITIVE_INFINITY);
            assertThat(buckets.stream().map(Exposition.Sample::value).toList())
                    .as(family.name())
                    .isSorted()
                    .endsWith(named(family, "_count").getFirst().value());
        }
        assertThat(samplesOf("sidetone_inbox_wait_seconds_count").toList())
                .as("the call's frame was measured")
                .singleElement()
                .matches(count -> count.value() >= 1);
    }

    private static List<Exposition.Sample> named(Exposition.Family family, String suffix) {
        return family.samples().stream()
                .filter(sample -> sample.name().equals(family.name() + suffix))
                .toList();
    }

    @Test
    void shouldShowOnTheBoardOnlyMetricsThatExist() throws Exception {
        JsonNode board = read(JsonMapper.shared(), "grafana/sidetone.json");
        List<String> expressions = board.findValuesAsString("expr");
        assertThat(expressions).hasSizeGreaterThan(60);
        expressions.forEach(expression ->
                assertAnswerable(expression.replace("$__rate_interval", "1m"), Set.of()));
        assertThat(board.get("templating").findValuesAsString("definition"))
                .containsExactly("label_values(sidetone_ready, instance)");
        assertThat(samplesOf("sidetone_ready")).hasSize(1);
    }

    @Test
    void shouldDrawABoardWhosePanelsDoNotOverlapAndHaveTitleUnitAndWords() throws Exception {
        JsonNode board = read(JsonMapper.shared(), "grafana/sidetone.json");
        Set<Integer> ids = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : board.get("panels")) {
            String title = panel.get("title").asString();
            assertThat(ids.add(panel.get("id").asInt())).as("id of %s", title).isTrue();
            assertThat(cellsOf(panel.get("gridPos")).filter(Predicate.not(cells::add)).toList())
                    .as("overlaps: %s", title)
                    .isEmpty();
            if (!"row".equals(panel.get("type").asString())) {
                assertThat(panel.get("description").asString()).as(title).isNotBlank();
                assertThat(panel.at("/fieldConfig/defaults/unit").asString())
                        .as(title)
                        .isNotBlank();
                assertThat(panel.get("targets").findValuesAsString("uid"))
                        .as(title)
                        .isNotEmpty()
                        .allMatch("${datasource}"::equals);
            }
        }
    }

    private static Stream<String> cellsOf(JsonNode grid) {
        int x = grid.get("x").asInt();
        int y = grid.get("y").asInt();
        assertThat(x + grid.get("w").asInt()).isLessThanOrEqualTo(24);
        return IntStream.range(x, x + grid.get("w").asInt())
                .boxed()
                .flatMap(column ->
                        IntStream.range(y, y + grid.get("h").asInt())
                                .mapToObj(line -> column + "/" + line));
    }

    @Test
    void shouldAlertOnMetricsThatExist() throws Exception {
        JsonNode rules = read(new YAMLMapper(), "prometheus/alerts.yaml");
        List<String> names = rules.findValuesAsString("alert");
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(9);
        assertThat(rules.findValuesAsString("summary")).hasSameSizeAs(names);
        List<String> expressions = rules.findValuesAsString("expr");
        assertThat(expressions).hasSameSizeAs(names);
        expressions.forEach(expression -> assertAnswerable(expression, Set.of("up")));
    }

    /** Every rule has a case in the file that promtool runs. */
    @Test
    void shouldTryEveryAlert() throws Exception {
        JsonNode rules = read(new YAMLMapper(), "prometheus/alerts.yaml");
        JsonNode tried = read(new YAMLMapper(), "prometheus/alerts.test.yaml");
        assertThat(new HashSet<>(tried.findValuesAsString("alertname")))
                .containsAll(rules.findValuesAsString("alert"));
        for (JsonNode series : tried.findValues("series")) {
            assertAnswerable(series.asString(), Set.of("up"));
        }
    }

    private void assertAnswerable(String expression, Set<String> besides) {
        PromQl.Question question = PromQl.read(expression);
        assertThat(question.selectors()).as(expression).isNotEmpty();
        Set<String> labels = new HashSet<>(SCRAPED);
        for (PromQl.Selector selector : question.selectors()) {
            if (besides.contains(selector.metric())) {
                continue;
            }
            List<Exposition.Sample> samples = samplesOf(selector.metric()).toList();
            assertThat(samples).as("%s in %s", selector.metric(), expression).isNotEmpty();
            labels.addAll(samples.getFirst().labels().keySet());
            for (PromQl.Matching matching : selector.matchings()) {
                assertMatches(samples, matching, expression);
            }
        }
        assertThat(labels).as(expression).containsAll(question.groupings());
    }

    /** A matcher names a label that is there, and each alternative of it a value that is there. */
    private static void assertMatches(
            List<Exposition.Sample> samples, PromQl.Matching matching, String expression) {
        if (SCRAPED.contains(matching.label())) {
            return;
        }
        Set<String> values =
                samples.stream()
                        .map(sample -> String.valueOf(sample.labels().get(matching.label())))
                        .collect(Collectors.toSet());
        assertThat(values)
                .as("label %s in %s", matching.label(), expression)
                .contains(matching.value().split("\\|"));
    }

    private Stream<Exposition.Sample> samplesOf(String metric) {
        return families.stream()
                .flatMap(family -> family.samples().stream())
                .filter(sample -> sample.name().equals(metric));
    }

    private static JsonNode read(ObjectMapper mapper, String file) throws Exception {
        return mapper.readTree(Files.readString(DEPLOY.resolve(file)));
    }
}
