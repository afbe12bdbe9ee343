/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import dev.sidetone.bench.caller.CallResult;
import dev.sidetone.bench.caller.CallTrace;
import dev.sidetone.bench.caller.TurnFigures;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * {@code caller.json}: what the caller's side knows of its calls beside {@code report.json}. With
 * that file and the recordings it holds all that {@code report.html} shows. Instants are
 * milliseconds of stream time.
 */
final class CallerJson {

    private final JsonGenerator json;

    private CallerJson(JsonGenerator json) {
        this.json = json;
    }

    /** The text of the file; one name of a recording for each call. */
    static String of(RunReport run, List<String> recordings) {
        return ReportJson.pretty(json -> new CallerJson(json).run(run, recordings));
    }

    private void run(RunReport run, List<String> recordings) {
        json.writeStartObject();
        checks(run.checks());
        ReportJson.percentiles(json, "server_mrl_off_by_ms", run.serverOffBy());
        json.writeArrayPropertyStart("calls");
        for (int i = 0; i < run.calls().size(); i++) {
            call(run.calls().get(i), recordings.get(i));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void call(CallOutcome outcome, String recording) {
        CallResult call = outcome.call();
        json.writeStartObject();
        json.writeStringProperty("call_id", call.callSid());
        json.writeBooleanProperty("succeeded", outcome.succeeded());
        json.writeStringProperty("failure", call.failure());
        json.writeBooleanProperty("ended_by_server", call.endedByServer());
        json.writeStringProperty("next_verb", outcome.nextVerb());
        json.writeStringProperty("recording", recording);
        checks(outcome.checks());
        counts(call.counts());
        json.writeArrayPropertyStart("turns");
        for (TurnFigures figures : call.turns()) {
            turn(call, figures);
        }
        json.writeEndArray();
        trace(call.trace());
        json.writeEndObject();
    }

    private void counts(CallResult.Counts counts) {
        json.writeNumberProperty("frames_sent", counts.framesSent());
        json.writeNumberProperty("frames_late", counts.framesLate());
        json.writeNumberProperty("frames_received", counts.framesReceived());
        json.writeNumberProperty("media_messages", counts.messagesReceived());
        json.writeNumberProperty("clears", counts.clears());
        json.writeNumberProperty("marks", counts.marks());
        json.writeNumberProperty("protocol_warnings", counts.warnings());
        number("max_look_ahead_ms", counts.maxLookAheadMs());
        json.writeNumberProperty("corrections", counts.corrections());
        ReportJson.echo(json, counts.echo());
    }

    private void turn(CallResult call, TurnFigures figures) {
        json.writeStartObject();
        json.writeNumberProperty("turn", figures.turn().number());
        String said = figures.turn().text();
        if (said == null) {
            json.writeNullProperty("said");
        } else {
            json.writeStringProperty("said", said);
        }
        json.writeBooleanProperty("keys", figures.turn().keys());
        number("onset_ms", call.onsetMs(figures.turn()));
        number("end_of_speech_ms", call.endOfSpeechMs(figures.turn()));
        number("mrl_ms", figures.mrlMs());
        number("mrl_arrival_ms", figures.mrlArrivalMs());
        json.writeBooleanProperty("barged_in", figures.bargedIn());
        number("barge_in_stop_ms", figures.bargeInStopMs());
        number("stale_ms", figures.staleMs());
        json.writeNumberProperty("gaps", figures.gaps());
        number("longest_gap_ms", figures.longestGapMs());
        number("answer_ms", figures.answerMs());
        json.writeEndObject();
    }

    private void trace(CallTrace trace) {
        json.writeObjectPropertyStart("trace");
        json.writeArrayPropertyStart("marks");
        for (CallTrace.Mark mark : trace.marks()) {
            json.writeStartObject();
            json.writeStringProperty("name", mark.name());
            number("sent_ms", mark.sentMs());
            number("echoed_ms", mark.echoedMs());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("clears");
        for (CallTrace.Clear clear : trace.clears()) {
            json.writeStartObject();
            number("at_ms", clear.atMs());
            number("dropped_ms", clear.droppedMs());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("keys");
        for (CallTrace.Key key : trace.keys()) {
            json.writeStartObject();
            json.writeStringProperty("key", Character.toString(key.key()));
            number("at_ms", key.atMs());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void checks(List<Check> checks) {
        json.writeArrayPropertyStart("checks");
        for (Check check : checks) {
            json.writeStartObject();
            json.writeStringProperty("name", check.name());
            json.writeBooleanProperty("held", check.held());
            json.writeStringProperty("verdict", check.verdict().name().toLowerCase(Locale.ROOT));
            json.writeStringProperty("detail", check.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void number(String name, @Nullable Double value) {
        ReportJson.number(json, name, value);
    }
}
