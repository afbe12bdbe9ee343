/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class TwimlTest {

    @Test
    void shouldFollowTheStreamAndTellTheVerbAfterIt() throws IOException {
        Twiml twiml =
                Twiml.read(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <Response><Connect action="/after"><Stream url="wss://h/twilio?a=1&amp;b=2">
                        <Parameter name="token" value="t&quot;1"/><Parameter name="agent" value="front-desk"/></Stream></Connect>
                        <Dial><Number>+1555</Number></Dial></Response>\
                        """);
        assertThat(twiml.stream())
                .isEqualTo(
                        new Twiml.Stream(
                                "wss://h/twilio?a=1&b=2",
                                Map.of("token", "t\"1", "agent", "front-desk"),
                                "/after"));
        assertThat(twiml.nextVerb()).isEqualTo("Dial: +1555");
    }

    @Test
    void shouldTakeAnApologyForARefusal() throws IOException {
        Twiml twiml =
                Twiml.read("<Response><Say>Sorry, all lines are busy.</Say><Hangup/></Response>");
        assertThat(twiml.stream()).isNull();
        assertThat(twiml.said()).isEqualTo("Sorry, all lines are busy.");
        assertThat(twiml.nextVerb()).isEqualTo("Hangup");
    }

    @Test
    void shouldRefuseDocumentTypesAndExternalEntities() {
        String xml =
                "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Response><Say>&x;</Say></Response>";
        assertThatThrownBy(() -> Twiml.read(xml))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not TwiML");
    }

    @Test
    void shouldRefuseWhatIsNoTwiml() {
        assertThatThrownBy(() -> Twiml.read("<html/>"))
                .hasMessageContaining("<html> instead of <Response>");
        assertThatThrownBy(() -> Twiml.read("hello"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not TwiML");
        assertThatThrownBy(() -> Twiml.read("<Response><Connect/></Response>"))
                .hasMessageContaining("no <Stream url>");
    }
}
