/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Vectors of the vendor's own library (twilio-java, RequestValidatorTest). */
@Tag("unit")
final class TwilioSignatureTest {

    private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";

    @Test
    void shouldSignAsTheVendorDoes() {
        Map<String, String> form =
                Map.of(
                        "Digits", "1234",
                        "CallSid", "CA1234567890ABCDE",
                        "To", "+18005551212",
                        "Caller", "+14158675309",
                        "From", "+14158675309");
        assertThat(TwilioSignature.sign("12345", URL, form))
                .isEqualTo("RSOYDt4T1cUTdK1PDd93/VVr8B8=");
        assertThat(TwilioSignature.sign("12345", URL, Map.of()))
                .isEqualTo("zYQTYrRWXE7LtzbG4PfP7/bkkGo=");
    }
}
