/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.live;

import dev.sidetone.server.api.ApiRequest;
import dev.sidetone.server.api.ApiResponse;
import dev.sidetone.server.api.Router;

/**
 * {@code GET /}, the live page, and {@code GET /v1/live}, the stream that fills it. The page itself
 * holds nothing of any call and is open to anybody: a browser that opens it cannot bring the admin
 * token, so the page asks for that and brings it to the stream. Virtual threads.
 */
public final class LiveResource {
    private final LiveStreams streams;
    private final LivePage page = new LivePage();

    public LiveResource(LiveStreams streams) {
        this.streams = streams;
    }

    /** Adds both. */
    public void routes(Router router) {
        router.open("GET", "/", (request, id) -> page.answer())
                .gated("GET", "/v1/live", (request, id) -> stream(request));
    }

    private ApiResponse stream(ApiRequest request) {
        if ("HEAD".equals(request.method())) {
            return ApiResponse.events(stream -> {});
        }
        if (!streams.admit()) {
            return ApiResponse.problem(
                            503,
                            "overloaded",
                            "Overloaded",
                            "At most "
                                    + LiveStreams.MOST
                                    + " live pages are served at a time; close one.")
                    .with("Retry-After", "10");
        }
        return ApiResponse.events(streams::open);
    }
}
