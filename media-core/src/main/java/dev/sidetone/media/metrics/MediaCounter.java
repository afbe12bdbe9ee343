/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.metrics;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Every counter of the product, in one place. All of them only grow. {@code docs/metrics.md} and
 * {@code GET /metrics} are made from this list, so a new counter is one new constant here and
 * nothing else.
 */
public enum MediaCounter {
    /** Added to a worker. */
    CALLS_OPENED(Area.CALLS, "Calls added to a worker."),
    /** Removed from a worker. */
    CALLS_ENDED(Area.CALLS, "Calls removed from a worker, however they ended."),
    /** Ended other than well. */
    CALLS_FAILED(Area.CALLS, "Calls whose termination was not a success."),
    /** Left over when a worker closed. */
    CALLS_ABANDONED(
            Area.CALLS, "Calls still running when their worker closed; they were closed with it."),
    /** No room, at the webhook. */
    ADMISSION_REFUSED_WEBHOOK(
            Area.CALLS,
            "Calls refused at the webhook because the node was full; the caller hears an apology."),
    /** No room, at the upgrade. */
    ADMISSION_REFUSED_UPGRADE(
            Area.CALLS, "Connections refused at the upgrade with 503 because the node was full."),
    /** Every worker too busy. */
    ADMISSION_REFUSED_HEADROOM(
            Area.CALLS,
            "Calls and connections refused because the workers had no headroom, though places were free."),
    /** No room with the agent. */
    ADMISSION_REFUSED_AGENT(
            Area.CALLS,
            "Calls refused because their agent's own limit, for example its recogniser's, was reached."),
    /** A reservation that nobody used. */
    RESERVATIONS_EXPIRED(Area.CALLS, "Places reserved at the webhook that no stream took in time."),

    /** Caller's frames. */
    FRAMES_IN(Area.MEDIA, "Frames of caller's audio handled by calls."),
    /** Agent's audio in frames. */
    FRAMES_OUT(
            Area.MEDIA,
            "Frames of agent's audio handed to carriers: 20 ms each, however many a message holds; an echo's as they came."),
    /** Caller's audio that found no room. */
    MEDIA_REFUSED(
            Area.MEDIA,
            "Payloads of caller's audio dropped because the worker's inbox was over its limit for media."),
    /** Faster than time. */
    MEDIA_AHEAD(Area.MEDIA, "Calls ended as flooded: their audio ran 30 s ahead of real time."),
    /** Slower than time. */
    MEDIA_BEHIND(Area.MEDIA, "Times a caller's audio was found 500 ms late for 5 s on end."),
    /** Synthesis that found no room. */
    SYNTHESIS_REFUSED(
            Area.MEDIA,
            "Offers of synthesised audio sent back because the inbox was over its limit for synthesis; offered again later."),
    /** Synthesis over its call's cap. */
    SYNTHESIS_CAPPED(
            Area.MEDIA,
            "Offers of synthesised audio sent back because the call already held its cap of unplayed audio."),
    /** A fact that found no room. */
    FACTS_REFUSED(
            Area.MEDIA, "Facts refused by a full inbox; each ends its call as inbox_overflow."),
    /** Offered to a call that is over. */
    OFFERS_AFTER_END(Area.MEDIA, "Offers to the mailbox of a call that is over."),
    /** For a call that is gone. */
    STALE_SLOTS_DROPPED(
            Area.MEDIA,
            "Inbox slots dropped because their call was no longer, or not yet, on the worker."),
    /** For an utterance that is over. */
    STALE_SYNTHESIS_DROPPED(
            Area.MEDIA,
            "Synthesised payloads dropped because they belonged to an utterance that was cut."),
    /** Playout full. */
    PLAYOUT_REFUSED(
            Area.MEDIA, "Appends refused by a full playout buffer or an exhausted chunk pool."),
    /** Pool growth. */
    CHUNKS_ALLOCATED(
            Area.MEDIA,
            "Playout chunks allocated; stands still once the pool has grown to its work."),
    /** Cut audio. */
    PLAYOUT_CLEARED_BYTES(
            Area.MEDIA,
            "Bytes of agent's audio dropped before they were sent, by barge-in or the call's end."),
    /** Written to a carrier that does not read. */
    CARRIER_BACK_PRESSURED(
            Area.MEDIA, "Sends refused because the carrier did not read what it was sent."),

    /** Cycles run. */
    DUTY_CYCLES(Area.WORKER, "Duty cycles run."),
    /** Slow cycles. */
    DUTY_CYCLES_OVER_THRESHOLD(
            Area.WORKER, "Duty cycles that took longer than the configured threshold."),
    /** Drained because the ring was full. */
    IN_PLACE_DRAINS(
            Area.WORKER,
            "Times a worker's own thread found its inbox full and drained it on the spot."),
    /** Alarms. */
    TIMERS_FIRED(Area.WORKER, "Call alarms fired."),
    /** A call threw. */
    CALL_FAULTS(
            Area.WORKER,
            "Exceptions thrown by calls; each ends its call as internal, and no other."),
    /** The worker threw. */
    WORKER_FAULTS(
            Area.WORKER,
            "Exceptions that escaped a duty cycle outside any call: a fault of Sidetone's."),
    /** Watchdog. */
    WORKER_STUCK(Area.WORKER, "Times the watchdog found a worker whose cycle no longer advanced."),
    /** Watchdog, all is well again. */
    WORKER_RECOVERED(Area.WORKER, "Times a worker that was stuck was found moving again."),
    /** Latency values that do not fit. */
    LATENCY_OUT_OF_RANGE(
            Area.WORKER, "Latencies below 0 or above the recorders' 60 s; recorded at the bound."),

    /** Bad signature. */
    SIGNATURE_REFUSED(
            Area.CARRIER, "Webhooks answered 403 because their signature was wrong or missing."),
    /** No token. */
    TOKEN_MISSING(
            Area.CARRIER,
            "Streams refused because they carried no call token though one is needed."),
    /** Wrong token. */
    TOKEN_INVALID(
            Area.CARRIER,
            "Streams refused because their call token was forged, for another call, or used before."),
    /** Old token. */
    TOKEN_STALE(Area.CARRIER, "Streams refused because their call token was past its validity."),
    /** No such agent. */
    UNKNOWN_AGENT(Area.CARRIER, "Calls refused because they named an agent that does not exist."),
    /** Not JSON. */
    MESSAGE_NOT_JSON(
            Area.CARRIER, "Carrier messages that are not JSON, or not of the protocol's shape."),
    /** Pings without end. */
    PINGS_FLOODED(Area.CARRIER, "Connections ended as flooded: more than 100 pings a second."),
    /** Missing field. */
    MESSAGE_FIELD_INVALID(
            Area.CARRIER, "Carrier messages with a needed field missing or of the wrong type."),
    /** Bad base64. */
    MESSAGE_BAD_BASE64(Area.CARRIER, "Media messages whose payload is not base64."),
    /** Too big. */
    MESSAGE_OVERSIZED(Area.CARRIER, "Carrier messages over their size limit."),
    /** Another stream's. */
    MESSAGE_WRONG_STREAM(
            Area.CARRIER, "Carrier messages for another stream than their connection's."),
    /** Media first. */
    MEDIA_BEFORE_START(Area.CARRIER, "Media messages that came before the stream's start."),
    /** Started twice. */
    DOUBLE_START(Area.CARRIER, "Second start messages on one stream."),
    /** Unknown event. */
    UNKNOWN_EVENT(Area.CARRIER, "Carrier events of unknown name, tolerated."),
    /** Never started. */
    NO_START(Area.CARRIER, "Connections that opened and sent no start in time."),
    /** No media. */
    NO_MEDIA(Area.CARRIER, "Streams that started and sent no media in time."),
    /** Media stopped. */
    MEDIA_STOPPED(
            Area.CARRIER,
            "Streams whose media stopped coming though they were neither stopped nor cut."),
    /** Cut. */
    CONNECTION_LOST(Area.CARRIER, "Connections cut without a stop."),
    /** Marks sent. */
    MARKS_SENT(Area.CARRIER, "Marks sent to carriers."),
    /** Marks back. */
    MARKS_PLAYED(Area.CARRIER, "Marks that carriers reported played or cleared."),
    /** Overdue marks. */
    MARKS_OVERDUE(
            Area.CARRIER,
            "Utterances whose last mark never came; only what was confirmed of them counts as heard."),
    /** Clears. */
    CLEARS_SENT(Area.CARRIER, "Orders to carriers to drop queued audio."),
    /** A link threw. */
    LINK_FAULTS(
            Area.CARRIER,
            "Exceptions of a carrier's connection on its own loop, in dedicated mode; each closes that connection, and no other."),
    /** Keys. */
    DIGITS(Area.CARRIER, "Keys pressed by callers."),

    /** Silero's runs. */
    VAD_INFERENCES(Area.TURNS, "Inferences of Silero, each over the windows of several calls."),
    /** Silero's rows. */
    VAD_WINDOWS(Area.TURNS, "Windows of 32 ms that Silero judged."),
    /** Silero's queue. */
    VAD_WINDOWS_REFUSED(
            Area.TURNS,
            "Windows Silero did not judge because its queue was full; energy decided instead."),
    /** Silero broke. */
    VAD_FAILURES(
            Area.TURNS,
            "Inferences that failed; each ends Silero's service on its worker, and energy decides."),
    /** Silero not there. */
    VAD_UNAVAILABLE(
            Area.TURNS,
            "Workers that asked for Silero at the start and got none; energy decides instead."),

    /** Turns. */
    TURNS(Area.TURNS, "Turns completed."),
    /** Barge-ins. */
    BARGE_INS(Area.TURNS, "Agent utterances cut by the caller."),
    /** Not understood. */
    TURNS_UNCLEAR(Area.TURNS, "Turns in which the caller spoke and was not understood."),
    /** Speculations. */
    SPECULATIONS(Area.TURNS, "Answers the model was asked for before the caller's turn was over."),
    /** Speculations in vain. */
    SPECULATIONS_DROPPED(
            Area.TURNS,
            "Answers begun before the caller's turn was over and dropped, mostly because it went on."),
    /** Idle. */
    IDLE_PROMPTS(Area.TURNS, "Prompts spoken because the caller stayed silent."),
    /** Final too late. */
    STT_FINAL_TIMEOUTS(Area.TURNS, "Turns that ended without the recogniser's final in time."),
    /** Handover. */
    HANDOVERS(Area.TURNS, "Calls handed over to a person."),

    /** Never-say. */
    CLAUSES_WITHHELD(
            Area.TURNS, "Clauses not spoken because they held words the agent must never say."),
    /** Recogniser. */
    STT_FAILURES(Area.PROVIDERS, "Failures reported by speech-to-text."),
    /** Model. */
    LLM_FAILURES(Area.PROVIDERS, "Failures reported by language models."),
    /** Voice. */
    TTS_FAILURES(Area.PROVIDERS, "Failures reported by text-to-speech."),
    /** Recogniser queue. */
    STT_QUEUE_REFUSED(
            Area.PROVIDERS, "Utterances refused because the queue to the recogniser was full."),
    /** Recogniser audio. */
    STT_AUDIO_REFUSED(
            Area.PROVIDERS, "Payloads of caller's audio a recogniser's stream did not take."),
    /** No connection. */
    PROVIDER_CONNECTS_FAILED(
            Area.PROVIDERS,
            "Connections to providers that did not come to be: name, network, TLS, or refused."),
    /** Cut. */
    PROVIDER_CONNECTIONS_LOST(
            Area.PROVIDERS, "Open connections to providers that ended before their call did."),
    /** Not of the protocol. */
    PROVIDER_MESSAGES_MALFORMED(
            Area.PROVIDERS, "Messages of providers that were not of their protocol, and dropped."),
    /** Ours. */
    PROVIDER_CLIENT_FAULTS(
            Area.PROVIDERS,
            "Exceptions of our own code on connections to providers; each kind is logged once, with its stack."),
    /** Connected anew. */
    STT_RECONNECTS(
            Area.PROVIDERS, "Connections to a recogniser that took the place of a lost one."),
    /** What that cost. */
    STT_AUDIO_LOST_MS(
            Area.PROVIDERS,
            "Caller's audio whose words were lost, as time: sent on a connection that broke, or without room while there was none."),
    /** Voice queue. */
    TTS_QUEUE_REFUSED(Area.PROVIDERS, "Clauses refused because the queue to the voice was full."),
    /** Asked again. */
    LLM_RETRIES(
            Area.PROVIDERS,
            "Requests to language models made once more because the first try failed before a word."),
    /** Without end. */
    LLM_ANSWERS_CUT(
            Area.PROVIDERS,
            "Answers of language models that went on past the limit, and were cut at the end of a sentence."),
    /** What models read. */
    LLM_INPUT_TOKENS(Area.PROVIDERS, "Tokens sent to language models, as the vendors count them."),
    /** What models remembered. */
    LLM_CACHED_TOKENS(
            Area.PROVIDERS,
            "Of the tokens sent, those that the vendors had in their prompt caches."),
    /** What models wrote. */
    LLM_OUTPUT_TOKENS(
            Area.PROVIDERS, "Tokens generated by language models, as the vendors count them."),
    /** Tool answered. */
    TOOL_OK(Area.PROVIDERS, "Tool calls answered 2xx with a JSON object."),
    /** Tool not called. */
    TOOL_BAD_ARGUMENTS(
            Area.PROVIDERS, "Tool calls not made because their arguments do not fit the schema."),
    /** No such tool. */
    TOOL_UNKNOWN(Area.PROVIDERS, "Tool calls that name no tool of the agent."),
    /** Tool too slow. */
    TOOL_TIMED_OUT(Area.PROVIDERS, "Tool calls without an answer in time."),
    /** Tool not there. */
    TOOL_UNREACHABLE(Area.PROVIDERS, "Tool calls that got no connection."),
    /** Tool said no. */
    TOOL_REFUSED(Area.PROVIDERS, "Tool calls answered other than 2xx."),
    /** Tool babbled. */
    TOOL_GARBLED(
            Area.PROVIDERS,
            "Tool calls answered 2xx with something that is not a JSON object, or too large."),
    /** Too many tools. */
    TOOL_OVERLOADED(Area.PROVIDERS, "Tool calls not made because too many ran already."),

    /** Journal full. */
    JOURNAL_DROPPED(
            Area.RECORDS, "Facts dropped because the queue to the records thread was full."),
    /** Records thread threw. */
    RECORD_FAULTS(
            Area.RECORDS,
            "Exceptions on the records thread, of a fact it took in or of its rounds; it goes on."),
    /** On the disk. */
    STORE_WRITTEN(Area.RECORDS, "Records of calls and turns that the store has committed."),
    /** Store full. */
    STORE_REFUSED(
            Area.RECORDS,
            "Records of calls and turns that the store had no room for, or could not write before it was closed: lost."),
    /** Tried again. */
    STORE_WRITES_FAILED(
            Area.RECORDS,
            "Tries to write to the store that failed, because of the disk or the file; each is made again."),
    /** Ours. */
    STORE_RECORDS_BROKEN(
            Area.RECORDS,
            "Records dropped because the store did not take them for their own sake: a fault of our own."),
    /** Too old. */
    STORE_EXPIRED(Area.RECORDS, "Calls deleted from the store because of their age."),
    /** Asked in vain. */
    STORE_QUESTIONS_REFUSED(
            Area.RECORDS,
            "Requests to the API that the store could not answer: too many at a time, too late, or unreadable."),

    /** Answered. */
    HTTP_REQUESTS(Area.HTTP, "HTTP requests answered."),
    /** Answered 4xx. */
    HTTP_REJECTED(Area.HTTP, "HTTP requests answered with a 4xx problem."),
    /** Answered 5xx. */
    HTTP_FAILED(Area.HTTP, "HTTP requests answered with a 5xx problem."),
    /** One live page too many. */
    LIVE_STREAMS_REFUSED(Area.HTTP, "Streams of the live page refused: too many were open."),
    /** A live page that does not read. */
    LIVE_STREAMS_DROPPED(Area.HTTP, "Streams of the live page cut: nobody read for 5 s."),
    /** Upgraded. */
    UPGRADES(Area.HTTP, "Connections that became a carrier's media socket."),
    /** One too many. */
    CONNECTIONS_REFUSED(
            Area.HTTP, "Connections closed at once because the limit of open ones was reached."),
    /** Too slow. */
    CONNECTIONS_TIMED_OUT(Area.HTTP, "Connections closed because no whole request came in time."),
    /** Broken. */
    CONNECTIONS_FAILED(
            Area.HTTP,
            "Connections closed because of what they sent, by an I/O error, or by a fault of our own, which is logged.");

    private static final List<MediaCounter> ALL =
            Collections.unmodifiableList(Arrays.asList(values()));

    private final Area area;
    private final String label;
    private final String description;

    MediaCounter(Area area, String description) {
        this.area = area;
        this.label = name().toLowerCase(Locale.ROOT);
        this.description = description;
    }

    /** All counters in the order of their ids. */
    public static List<MediaCounter> all() {
        return ALL;
    }

    /** Dense number from 0, an index into arrays of counters. Not stable between releases. */
    @SuppressWarnings("EnumOrdinal") // an array index within one run, never stored
    public int id() {
        return ordinal();
    }

    /** The part of the product it speaks of. */
    public Area area() {
        return area;
    }

    /** Its name in exported metrics, lower case with underscores. */
    public String label() {
        return label;
    }

    /** One sentence: what one count means. */
    public String description() {
        return description;
    }

    /** Parts of the product, for grouping in print. */
    public enum Area {
        /** Admission and the life of calls. */
        CALLS,
        /** Audio on its way through inbox and playout. */
        MEDIA,
        /** Duty cycles and timers. */
        WORKER,
        /** What carriers send and do. */
        CARRIER,
        /** Turn-taking. */
        TURNS,
        /** Speech, language, voice and tools. */
        PROVIDERS,
        /** Journal and stores. */
        RECORDS,
        /** The HTTP side of the port. */
        HTTP
    }
}
