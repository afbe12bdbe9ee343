/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import dev.sidetone.bench.caller.EchoFigures;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.io.StringWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * {@code report.json}, with the names of DESIGN.md 8 and no others; what else the caller saw is in
 * {@link CallerJson}.
 */
public final class ReportJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final double ROUND = 1000;

    private final JsonGenerator json;

    private ReportJson(JsonGenerator json) {
        this.json = json;
    }

    /** The text of {@code report.json}. */
    public static String report(RunReport run) {
        return report(run.facts(), _ -> {});
    }

    /** The same of any tool's run; {@code more} adds objects of its own at the end. */
    public static String report(RunFacts run, Consumer<JsonGenerator> more) {
        return pretty(generator -> new ReportJson(generator).run(run, more));
    }

    /** A JSON text of its own on one line. */
    public static String text(Consumer<JsonGenerator> content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            content.accept(generator);
        }
        return text.toString();
    }

    /** One turn on one line, without its end. */
    public static String line(TurnRecord turn) {
        return text(generator -> new ReportJson(generator).turn(turn));
    }

    /** Percentiles as every report writes them. */
    public static void percentiles(JsonGenerator json, String name, Percentiles values) {
        new ReportJson(json).percentiles(name, values);
    }

    /** A figure rounded to what is worth reading; absent is null. */
    public static void number(JsonGenerator json, String name, @Nullable Double value) {
        new ReportJson(json).number(name, value);
    }

    /** What came back of an echo; absent is null. */
    public static void echo(JsonGenerator json, @Nullable EchoFigures echo) {
        if (echo == null) {
            json.writeNullProperty("echo");
            return;
        }
        json.writeObjectPropertyStart("echo");
        json.writeNumberProperty("lost", echo.lost());
        json.writeNumberProperty("reordered", echo.reordered());
        json.writeNumberProperty("repeated", echo.repeated());
        json.writeNumberProperty("foreign", echo.foreign());
        json.writeEndObject();
    }

    /** A JSON text of its own, in lines. */
    static String pretty(Consumer<JsonGenerator> content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(inLines(), text)) {
            content.accept(generator);
        }
        return text.append('\n').toString();
    }

    private static ObjectWriteContext inLines() {
        return new ObjectWriteContext.Base() {
            @Override
            public PrettyPrinter getPrettyPrinter() {
                return new DefaultPrettyPrinter();
            }

            @Override
            public boolean hasPrettyPrinter() {
                return true;
            }
        };
    }

    private void run(RunFacts run, Consumer<JsonGenerator> more) {
        json.writeStartObject();
        json.writeStringProperty("tool", run.tool());
        json.writeStringProperty("started_at", run.startedAt().toString());
        machine(run.machine());
        json.writeObjectPropertyStart("config");
        run.config().forEach(json::writeStringProperty);
        json.writeEndObject();
        json.writeObjectPropertyStart("calls");
        json.writeNumberProperty("attempted", run.calls().attempted());
        json.writeNumberProperty("completed", run.calls().completed());
        json.writeNumberProperty("failed", run.calls().failed());
        json.writeEndObject();
        json.writeArrayPropertyStart("turns");
        run.turns().forEach(this::turn);
        json.writeEndArray();
        summary(run.figures(), run.frames());
        json.writeObjectPropertyStart("self");
        json.writeBooleanProperty("valid", run.self().valid());
        number("late_sends_p99_ms", run.self().lateSendsP99Ms());
        number("cpu_share", run.self().cpuShare());
        json.writeEndObject();
        more.accept(json);
        json.writeEndObject();
    }

    private void machine(MachineFacts machine) {
        json.writeObjectPropertyStart("machine");
        json.writeNumberProperty("cores", machine.cores());
        json.writeStringProperty("cpu", machine.cpu());
        json.writeNumberProperty("memory_mb", machine.memoryMb());
        json.writeStringProperty("os", machine.os());
        json.writeStringProperty("jdk", machine.jdk());
        json.writeEndObject();
    }

    private void summary(RunFacts.Figures figures, RunFacts.Frames frames) {
        json.writeObjectPropertyStart("summary");
        percentiles("mrl_ms", figures.mrl());
        percentiles("server_mrl_diff_ms", figures.serverDiff());
        percentiles("added_mrl_ms", figures.addedMrl());
        percentiles("barge_in_stop_ms", figures.bargeInStop());
        json.writeObjectPropertyStart("frames");
        json.writeNumberProperty("sent", frames.sent());
        json.writeNumberProperty("received", frames.received());
        json.writeNumberProperty("late", frames.late());
        Long lost = frames.lost();
        if (lost == null) {
            json.writeNullProperty("lost");
        } else {
            json.writeNumberProperty("lost", lost);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void percentiles(String name, Percentiles values) {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("count", values.count());
        number("p50", values.p50());
        number("p90", values.p90());
        number("p95", values.p95());
        number("p99", values.p99());
        number("p999", values.p999());
        number("max", values.max());
        json.writeEndObject();
    }

    private void turn(TurnRecord turn) {
        json.writeStartObject();
        json.writeStringProperty("call_id", turn.callId());
        json.writeNumberProperty("turn", turn.turn());
        json.writeStringProperty("transport", turn.transport());
        text("caller_text", turn.callerText());
        text("agent_text", turn.agentText());
        text("agent_text_heard", turn.agentTextHeard());
        number("end_of_speech_ms", turn.endOfSpeechMs());
        number("mrl_ms", turn.mrlMs());
        number("mrl_arrival_ms", turn.mrlArrivalMs());
        number("server_mrl_ms", turn.serverMrlMs());
        number("endpointing_target_ms", turn.endpointingTargetMs());
        number("endpointing_ms", turn.endpointingMs());
        number("stt_final_ms", turn.sttFinalMs());
        number("llm_first_token_ms", turn.llmFirstTokenMs());
        number("first_sentence_ms", turn.firstSentenceMs());
        number("tts_first_audio_ms", turn.ttsFirstAudioMs());
        number("egress_ms", turn.egressMs());
        json.writeBooleanProperty("barged_in", turn.bargedIn());
        number("barge_in_clear_ms", turn.bargeInClearMs());
        number("barge_in_stop_ms", turn.bargeInStopMs());
        json.writeObjectPropertyStart("providers");
        text("stt", turn.providers().stt());
        text("llm", turn.providers().llm());
        text("tts", turn.providers().tts());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void number(String name, @Nullable Double value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, Math.round(value * ROUND) / ROUND);
        }
    }

    private void text(String name, @Nullable String value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, value);
        }
    }
}
