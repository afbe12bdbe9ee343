/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.metrics;

/** Everything the server counts outside its workers, with its meaning. Endings are counted by reason, beside these. */
public enum ServerCounter {
    CALLS_OPENED("sidetone_calls_opened_total", "Calls admitted and opened on a worker."),
    WEBHOOKS("sidetone_webhooks_total", "Webhook requests that passed the signature check."),
    WEBHOOKS_REFUSED("sidetone_webhooks_refused_total", "Webhook requests answered by an apology, for want of room or of the agent."),
    SIGNATURES_REJECTED("sidetone_signatures_rejected_total", "Webhook requests whose signature did not fit; answered 403."),
    UPGRADES("sidetone_upgrades_total", "Media sockets accepted."),
    UPGRADES_REFUSED("sidetone_upgrades_refused_total", "Media sockets refused at the upgrade, full; answered 503."),
    MESSAGES_UNKNOWN("sidetone_messages_unknown_total", "Carrier messages of a kind that means nothing here; ignored."),
    MEDIA_BACK_PRESSURED("sidetone_media_back_pressured_total", "Outgoing audio refused because the carrier did not read."),
    RESERVATIONS_EXPIRED("sidetone_reservations_expired_total", "Places reserved at the webhook that no stream ever claimed."),
    RECORDS_DROPPED("sidetone_records_dropped_total", "Call records lost because their queue was full."),
    REQUESTS("sidetone_http_requests_total", "HTTP requests answered."),
    REQUESTS_REJECTED("sidetone_http_requests_rejected_total", "HTTP requests answered with a 4xx problem."),
    REQUESTS_FAILED("sidetone_http_requests_failed_total", "HTTP requests answered with a 5xx problem."),
    CONNECTIONS_TIMED_OUT("sidetone_connections_timed_out_total", "Connections closed because no request came in time."),
    CONNECTIONS_FAILED("sidetone_connections_failed_total", "Connections closed because of what they sent, or by an I/O error."),
    WORKER_ERRORS("sidetone_worker_errors_total", "Errors that escaped to a worker's own loop; each is logged once.");

    private final String label;
    private final String meaning;

    ServerCounter(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    /** Its name in the metrics. */
    public String label() {
        return label;
    }

    /** What one more means. */
    public String meaning() {
        return meaning;
    }
}
