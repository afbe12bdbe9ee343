/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.live;

import dev.sidetone.server.api.ApiResponse;
import dev.sidetone.server.report.HtmlPage;
import dev.sidetone.server.report.Waterfall;

/** The live page, the same for everybody. Built once; its answer is immutable. */
final class LivePage extends HtmlPage {
    private final ApiResponse answer;

    LivePage() {
        super("connect-src 'self'");
        String script = resource(LivePage.class, "live.js");
        open("Sidetone", resource(LivePage.class, "live.css"), script);
        html.append(
                resource(LivePage.class, "live.html")
                        .replace("<!-- parts -->", Waterfall.legend(false)));
        script(script);
        answer =
                ApiResponse.html(close())
                        .with("Content-Security-Policy", policy() + "; frame-ancestors 'none'")
                        .with("Referrer-Policy", "no-referrer");
    }

    ApiResponse answer() {
        return answer;
    }
}
