/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.bench.caller.CallResult;
import dev.sidetone.bench.caller.CallTrace;
import dev.sidetone.bench.caller.CallerTurn;
import dev.sidetone.bench.caller.EchoFigures;
import dev.sidetone.bench.caller.TurnFigures;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a run back from {@code report.json}, {@code caller.json} and its recordings. */
final class WrittenRun {
    private static final int WAV_HEADER = 44;

    private final Path folder;
    private final JsonNode report;

    private WrittenRun(Path folder, JsonNode report) {
        this.folder = folder;
        this.report = report;
    }

    static RunReport read(Path folder) throws IOException {
        JsonMapper mapper = new JsonMapper();
        JsonNode report = mapper.readTree(Files.readString(folder.resolve("report.json")));
        JsonNode caller = mapper.readTree(Files.readString(folder.resolve("caller.json")));
        return new WrittenRun(folder, report).run(caller);
    }

    private RunReport run(JsonNode caller) throws IOException {
        JsonNode machine = report.path("machine");
        Map<String, String> config = new LinkedHashMap<>();
        report.path("config")
                .properties()
                .forEach(entry -> config.put(entry.getKey(), entry.getValue().asString()));
        List<CallOutcome> calls = new ArrayList<>();
        for (JsonNode call : caller.path("calls")) {
            calls.add(call(call));
        }
        JsonNode self = report.path("self");
        return new RunReport(
                report.path("tool").asString(),
                Instant.parse(report.path("started_at").asString()),
                new MachineFacts(
                        machine.path("cores").asInt(),
                        machine.path("cpu").asString(),
                        machine.path("memory_mb").asLong(),
                        machine.path("os").asString(),
                        machine.path("jdk").asString()),
                config,
                calls,
                checks(caller),
                new SelfFacts(
                        self.path("late_sends_p99_ms").asDouble(),
                        self.path("cpu_share").asDouble()));
    }

    private CallOutcome call(JsonNode call) throws IOException {
        String id = call.path("call_id").asString();
        List<TurnFigures> figures = new ArrayList<>();
        for (JsonNode turn : call.path("turns")) {
            figures.add(figures(turn));
        }
        List<TurnRecord> records = new ArrayList<>();
        for (JsonNode turn : report.path("turns")) {
            if (id.equals(turn.path("call_id").asString())) {
                records.add(record(turn));
            }
        }
        short[][] voices = voices(call.path("recording").asString());
        CallResult result =
                new CallResult(
                        id,
                        call.path("failure").asString(),
                        call.path("ended_by_server").asBoolean(),
                        0,
                        figures,
                        List.of(),
                        counts(call),
                        WireAudio.encode(voices[0]),
                        WireAudio.encode(voices[1]),
                        trace(call.path("trace")));
        return new CallOutcome(result, records, checks(call), call.path("next_verb").asString());
    }

    private static CallResult.Counts counts(JsonNode call) {
        JsonNode echo = call.path("echo");
        return new CallResult.Counts(
                call.path("frames_sent").asLong(),
                call.path("frames_late").asLong(),
                call.path("frames_received").asLong(),
                call.path("media_messages").asLong(),
                call.path("clears").asInt(),
                call.path("marks").asInt(),
                call.path("protocol_warnings").asInt(),
                call.path("max_look_ahead_ms").asDouble(),
                call.path("corrections").asInt(),
                echo.isNull()
                        ? null
                        : new EchoFigures(
                                echo.path("lost").asLong(),
                                echo.path("reordered").asLong(),
                                echo.path("repeated").asLong(),
                                echo.path("foreign").asLong()));
    }

    private static TurnFigures figures(JsonNode turn) {
        return new TurnFigures(
                new CallerTurn(
                        turn.path("turn").asInt(),
                        text(turn, "said"),
                        Math.round(turn.path("onset_ms").asDouble() * 1e6),
                        Math.round(turn.path("end_of_speech_ms").asDouble() * 1e6),
                        turn.path("keys").asBoolean()),
                number(turn, "mrl_ms"),
                number(turn, "mrl_arrival_ms"),
                turn.path("barged_in").asBoolean(),
                number(turn, "barge_in_stop_ms"),
                turn.path("stale_ms").asDouble(),
                turn.path("gaps").asInt(),
                turn.path("longest_gap_ms").asDouble(),
                turn.path("answer_ms").asDouble());
    }

    private static CallTrace trace(JsonNode trace) {
        List<CallTrace.Mark> marks = new ArrayList<>();
        for (JsonNode mark : trace.path("marks")) {
            marks.add(
                    new CallTrace.Mark(
                            mark.path("name").asString(),
                            mark.path("sent_ms").asDouble(),
                            number(mark, "echoed_ms")));
        }
        List<CallTrace.Clear> clears = new ArrayList<>();
        for (JsonNode clear : trace.path("clears")) {
            clears.add(
                    new CallTrace.Clear(
                            clear.path("at_ms").asDouble(), clear.path("dropped_ms").asDouble()));
        }
        List<CallTrace.Key> keys = new ArrayList<>();
        for (JsonNode key : trace.path("keys")) {
            keys.add(
                    new CallTrace.Key(
                            key.path("key").asString().charAt(0), key.path("at_ms").asDouble()));
        }
        return new CallTrace(marks, clears, keys);
    }

    private static TurnRecord record(JsonNode turn) {
        JsonNode providers = turn.path("providers");
        return new TurnRecord(
                turn.path("call_id").asString(),
                turn.path("turn").asInt(),
                turn.path("transport").asString(),
                text(turn, "caller_text"),
                text(turn, "agent_text"),
                text(turn, "agent_text_heard"),
                number(turn, "end_of_speech_ms"),
                number(turn, "mrl_ms"),
                number(turn, "mrl_arrival_ms"),
                number(turn, "server_mrl_ms"),
                number(turn, "endpointing_target_ms"),
                number(turn, "endpointing_ms"),
                number(turn, "stt_final_ms"),
                number(turn, "llm_first_token_ms"),
                number(turn, "first_sentence_ms"),
                number(turn, "tts_first_audio_ms"),
                number(turn, "egress_ms"),
                turn.path("barged_in").asBoolean(),
                number(turn, "barge_in_clear_ms"),
                number(turn, "barge_in_stop_ms"),
                new TurnRecord.Providers(
                        text(providers, "stt"), text(providers, "llm"), text(providers, "tts")));
    }

    private static List<Check> checks(JsonNode of) {
        List<Check> checks = new ArrayList<>();
        for (JsonNode check : of.path("checks")) {
            checks.add(
                    new Check(
                            check.path("name").asString(),
                            Check.Verdict.valueOf(
                                    check.path("verdict").asString().toUpperCase(Locale.ROOT)),
                            check.path("detail").asString()));
        }
        return checks;
    }

    private short[][] voices(String name) throws IOException {
        byte[] wav = Files.readAllBytes(folder.resolve(name));
        ByteBuffer samples =
                ByteBuffer.wrap(wav, WAV_HEADER, wav.length - WAV_HEADER)
                        .order(ByteOrder.LITTLE_ENDIAN);
        short[][] voices = new short[2][samples.remaining() / 4];
        for (int i = 0; i < voices[0].length; i++) {
            voices[0][i] = samples.getShort();
            voices[1][i] = samples.getShort();
        }
        return voices;
    }

    private static @Nullable Double number(JsonNode of, String name) {
        JsonNode found = of.path(name);
        return found.isNull() ? null : Double.valueOf(found.asDouble());
    }

    private static @Nullable String text(JsonNode of, String name) {
        JsonNode found = of.path(name);
        return found.isNull() ? null : found.asString();
    }
}
