/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.report;

import dev.sidetone.bench.load.CpuFigures;
import dev.sidetone.bench.load.FloorFigures;
import dev.sidetone.bench.load.LatencyCurve;
import dev.sidetone.bench.load.LoadReport;
import dev.sidetone.bench.load.LoadSample;
import dev.sidetone.bench.load.ProviderFigures;
import dev.sidetone.bench.load.RssFigures;
import dev.sidetone.bench.load.Scenario;
import dev.sidetone.bench.load.TurnCounts;
import dev.sidetone.bench.load.call.BadFigures;
import dev.sidetone.bench.load.call.LoadSnapshot;
import dev.sidetone.bench.report.Percentiles;
import dev.sidetone.bench.report.ReportJson;
import dev.sidetone.bench.report.RunFacts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** {@code report.json} of a load run: what every tool reports, and the object {@code load}. */
final class LoadJson {

    private final JsonGenerator json;

    private LoadJson(JsonGenerator json) {
        this.json = json;
    }

    static String text(LoadReport run) {
        RunFacts facts = run.facts();
        RunFacts written =
                new RunFacts(
                        facts.tool(),
                        facts.startedAt(),
                        facts.machine(),
                        facts.config(),
                        facts.calls(),
                        facts.turns().size() <= LoadFiles.MOST_TURNS ? facts.turns() : List.of(),
                        facts.figures(),
                        facts.frames(),
                        facts.self());
        return ReportJson.report(written, generator -> new LoadJson(generator).property(run));
    }

    /** The object {@code load} alone. */
    static String load(LoadReport run) {
        return ReportJson.text(generator -> {
            generator.writeStartObject();
            new LoadJson(generator).content(run);
            generator.writeEndObject();
        });
    }

    private void property(LoadReport run) {
        json.writeObjectPropertyStart("load");
        content(run);
        json.writeEndObject();
    }

    private void content(LoadReport run) {
        json.writeStringProperty("scenario", run.request().scenario().toString());
        json.writeBooleanProperty("ended_early", run.early());
        json.writeNumberProperty("streams", run.streams());
        json.writeNumberProperty("refused", run.end().calls().refused());
        reasons("failures", run.end().failures());
        reasons("refusals", run.end().refusals());
        messages(run.end().frames());
        idle(run);
        ReportJson.percentiles(json, "echo_latency_ms", run.latency());
        ReportJson.percentiles(json, "setup_ms", run.setup());
        ReportJson.percentiles(json, "added_mrl_strict_ms", run.addedStrict());
        ReportJson.percentiles(json, "late_sends_ms", Percentiles.ofMicros(run.end().latenessUs()));
        json.writeNumberProperty("late_sends_limit_ms", run.facts().self().limitMs());
        ReportJson.echo(json, run.request().scenario().echoes() ? run.end().frames().echo() : null);
        turns(run.turns());
        cpu(run.cpu());
        rss(run.rss());
        floor(run);
        providers(run.providers());
        bad(run);
        json.writeArrayPropertyStart("notes");
        run.notes().forEach(json::writeString);
        json.writeEndArray();
        checks(run);
        curve(run.curve());
        json.writeArrayPropertyStart("samples");
        run.samples().forEach(this::sample);
        json.writeEndArray();
    }

    private void reasons(String name, Map<String, Integer> reasons) {
        json.writeObjectPropertyStart(name);
        reasons.forEach(json::writeNumberProperty);
        json.writeEndObject();
    }

    private void messages(LoadSnapshot.Frames frames) {
        json.writeObjectPropertyStart("messages");
        json.writeNumberProperty("of_audio", frames.messages());
        json.writeNumberProperty("of_another_stream", frames.otherStream());
        json.writeNumberProperty("not_of_the_protocol", frames.warnings());
        json.writeEndObject();
    }

    private void idle(LoadReport run) {
        if (run.request().scenario() != Scenario.IDLE) {
            json.writeNullProperty("idle");
            return;
        }
        json.writeObjectPropertyStart("idle");
        json.writeNumberProperty("greeted", run.end().idle().greeted());
        json.writeNumberProperty("prompts", run.end().idle().prompts());
        json.writeNumberProperty("out_of_turn", run.end().idle().outOfTurn());
        json.writeEndObject();
    }

    private void turns(TurnCounts turns) {
        json.writeObjectPropertyStart("turns");
        json.writeNumberProperty("all", turns.all());
        json.writeNumberProperty("measured", turns.measured());
        json.writeNumberProperty("answered", turns.answered());
        json.writeNumberProperty("missed", turns.missed());
        json.writeNumberProperty("early", turns.early());
        json.writeNumberProperty("foreign", turns.foreign());
        json.writeNumberProperty("uncoded", turns.uncoded());
        json.writeNumberProperty("cut", turns.cut());
        json.writeNumberProperty("faulted", turns.faulted());
        json.writeEndObject();
    }

    private void cpu(CpuFigures cpu) {
        json.writeObjectPropertyStart("cpu");
        ReportJson.number(json, "server_cores", cpu.shares().server());
        ReportJson.number(json, "harness_cores", cpu.shares().harness());
        ReportJson.number(json, "machine_cores", cpu.shares().machine());
        ReportJson.number(json, "stolen_cores", cpu.shares().stolen());
        ReportJson.number(json, "call_seconds", cpu.callSeconds());
        ReportJson.number(json, "server_us_per_call_second", cpu.serverUsPerCallSecond());
        ReportJson.number(json, "harness_us_per_call_second", cpu.harnessUsPerCallSecond());
        json.writeEndObject();
    }

    private void rss(RssFigures rss) {
        json.writeObjectPropertyStart("server_rss");
        ReportJson.number(json, "start_mb", rss.startMb());
        ReportJson.number(json, "end_mb", rss.endMb());
        ReportJson.number(json, "slope_kb_per_call", rss.slopeKbPerCall());
        ReportJson.number(json, "growth_kb_per_s", rss.growthKbPerS());
        json.writeEndObject();
    }

    private void floor(LoadReport run) {
        FloorFigures floor = run.floor();
        if (floor == null) {
            json.writeNullProperty("floor");
            return;
        }
        json.writeObjectPropertyStart("floor");
        json.writeStringProperty("server", floor.server());
        json.writeNumberProperty("calls", floor.calls());
        ReportJson.percentiles(json, "latency_ms", floor.latency());
        ReportJson.number(json, "late_sends_p99_ms", floor.lateP99Ms());
        ReportJson.number(json, "harness_cores", floor.harnessCpu());
        ReportJson.number(json, "us_per_call_second", floor.usPerCallSecond());
        curve(floor.curve());
        json.writeEndObject();
    }

    private void providers(@Nullable ProviderFigures providers) {
        if (providers == null) {
            json.writeNullProperty("providers");
            return;
        }
        json.writeObjectPropertyStart("providers");
        ReportJson.number(json, "late_p99_ms", providers.lateP99Ms());
        ReportJson.number(json, "cores", providers.cpu());
        json.writeEndObject();
    }

    private void bad(LoadReport run) {
        if (run.end().bad().isEmpty()) {
            json.writeNullProperty("bad");
            return;
        }
        json.writeObjectPropertyStart("bad");
        json.writeNumberProperty("percent", run.request().badPercent());
        json.writeObjectPropertyStart("kinds");
        for (BadFigures kind : run.end().bad()) {
            json.writeObjectPropertyStart(kind.kind().toString());
            json.writeNumberProperty("begun", kind.begun());
            json.writeNumberProperty("ended", kind.ended());
            json.writeNumberProperty("refused", kind.refused());
            json.writeNumberProperty("failed", kind.failed());
            reasons("ends", kind.ends());
            ReportJson.percentiles(json, "to_end_ms", kind.took());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeObjectPropertyStart("server_counts");
        run.serverCounts().forEach(json::writeNumberProperty);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void checks(LoadReport run) {
        json.writeArrayPropertyStart("checks");
        run.checks()
                .forEach(check -> {
                    json.writeStartObject();
                    json.writeStringProperty("name", check.name());
                    json.writeStringProperty(
                            "verdict", check.verdict().name().toLowerCase(Locale.ROOT));
                    json.writeStringProperty("detail", check.detail());
                    json.writeEndObject();
                });
        json.writeEndArray();
    }

    private void curve(LatencyCurve curve) {
        json.writeObjectPropertyStart("curve");
        json.writeStringProperty("of", curve.what());
        json.writeArrayPropertyStart("points");
        curve.points()
                .forEach(point -> {
                    json.writeStartArray();
                    json.writeNumber(point.percentile());
                    json.writeNumber(point.ms());
                    json.writeEndArray();
                });
        json.writeEndArray();
        json.writeEndObject();
    }

    private void sample(LoadSample sample) {
        json.writeStartObject();
        ReportJson.number(json, "at_s", sample.atS());
        json.writeBooleanProperty("measured", sample.measured());
        json.writeNumberProperty("streams", sample.calls().streams());
        json.writeNumberProperty("failed", sample.calls().failed());
        json.writeNumberProperty("refused", sample.calls().refused());
        json.writeNumberProperty("turns", sample.turns());
        json.writeNumberProperty("frames_sent", sample.frames().sent());
        json.writeNumberProperty("frames_received", sample.frames().received());
        json.writeNumberProperty("frames_late", sample.frames().late());
        ReportJson.number(json, "p50_ms", sample.latency().p50());
        ReportJson.number(json, "p99_ms", sample.latency().p99());
        ReportJson.number(json, "max_ms", sample.latency().max());
        ReportJson.number(json, "late_sends_p99_ms", sample.lateP99Ms());
        ReportJson.number(json, "server_cores", sample.cpu().server());
        ReportJson.number(json, "harness_cores", sample.cpu().harness());
        ReportJson.number(json, "machine_cores", sample.cpu().machine());
        ReportJson.number(json, "server_rss_mb", sample.serverRssMb());
        json.writeEndObject();
    }
}
