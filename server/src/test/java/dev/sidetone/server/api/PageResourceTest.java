/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.store.CallHead;
import dev.sidetone.server.store.CallRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class PageResourceTest {
    private final List<CallRow> calls = new ArrayList<>();

    @Test
    void shouldLinkToTheTurnsOfACallWhereNoTokenIsNeeded() {
        enter("CA1");
        String page = page(null, Map.of());
        assertThat(page).contains("<a href=\"/v1/calls/CA1/turns\">CA1</a>").doesNotContain("curl");
    }

    @Test
    void shouldNotLinkWhereABrowserWouldBeRefusedAndSayHowToAsk() {
        enter("CA1");
        String page = page("open-sesame", Map.of("authorization", "Bearer open-sesame"));
        assertThat(page)
                .contains(
                        "<td>CA1</td>",
                        "curl -H &quot;Authorization: Bearer $SIDETONE_ADMIN_TOKEN&quot;",
                        "/v1/calls/CALL/turns")
                .doesNotContain("href=", "open-sesame");
    }

    @Test
    void shouldTellWhoComesWithoutTheTokenHowToBringIt() {
        enter("CA1");
        assertThat(page("open-sesame", Map.of()))
                .contains("\"status\":401", "Authorization: Bearer")
                .doesNotContain("CA1", "open-sesame");
    }

    @Test
    void shouldShowAnIdThatIsMarkupAsText() {
        enter("<b>\"&'");
        assertThat(page(null, Map.of()))
                .contains("&lt;b&gt;&quot;&amp;&#39;</a>")
                .doesNotContain("<b>", "href=\"/v1/calls/<");
    }

    private String page(@Nullable String token, Map<String, String> headers) {
        Router router = new Router(new BearerGate(token));
        new PageResource(() -> calls, token != null).routes(router);
        return router.answer(new ApiRequest("GET", "/", headers, new byte[0])).body();
    }

    private void enter(String id) {
        CallHead call = new CallHead(1, id, "echo", "twilio", Instant.EPOCH);
        calls.add(new CallRow(call, null, 0, null, false));
    }
}
