/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

@Tag("unit")
final class TwilioSignatureTest {
    private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private static final Map<String, List<String>> FORM =
            Map.of(
                    "Digits", List.of("1234"),
                    "CallSid", List.of("CA1234567890ABCDE"),
                    "To", List.of("+18005551212"),
                    "Caller", List.of("+14158675309"),
                    "From", List.of("+14158675309"));

    private static final JsonMapper JSON = new JsonMapper();

    private final TwilioSignature signature = new TwilioSignature("12345");

    /** A line of the golden file; all of them were computed by others. */
    record Vector(
            @JsonProperty("case") String name,
            String token,
            String url,
            Map<String, String> form,
            @Nullable String body,
            String signature) {

        boolean fits(String otherToken, String otherUrl) {
            TwilioSignature checker = new TwilioSignature(otherToken);
            return body == null
                    ? checker.fitsForm(otherUrl, lists(), signature)
                    : checker.fitsBody(otherUrl, body.getBytes(StandardCharsets.UTF_8), signature);
        }

        private Map<String, List<String>> lists() {
            Map<String, List<String>> lists = new HashMap<>();
            form.forEach((key, value) -> lists.put(key, List.of(value)));
            return lists;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Vector> vectors() {
        return GoldenWire.lines("signatures.jsonl").stream()
                .map(line -> JSON.readValue(line, Vector.class))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void shouldAcceptEveryPublishedVectorAndNothingNearIt(Vector vector) {
        assertThat(vector.fits(vector.token(), vector.url())).isTrue();
        assertThat(vector.fits("12346", vector.url())).isFalse();
        assertThat(vector.fits(vector.token(), vector.url() + "x")).isFalse();
    }

    @Test
    void shouldAcceptUrlWithAndWithoutItsDefaultPort() {
        assertThat(signature.fitsForm(URL, FORM, "kvajT1Ptam85bY51eRf/AJRuM3w=")).isTrue();
        assertThat(
                        signature.fitsForm(
                                URL.replace(".com/", ".com:443/"),
                                FORM,
                                "RSOYDt4T1cUTdK1PDd93/VVr8B8="))
                .isTrue();
        assertThat(
                        signature.fitsForm(
                                URL.replace("https", "http"), FORM, "0ZXoZLH/DfblKGATFgpif+LLRf4="))
                .isTrue();
    }

    @Test
    void shouldAcceptBodyByItsHash() {
        String url =
                URL
                        + "&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
        byte[] body =
                "{\"property\": \"value\", \"boolean\": true}".getBytes(StandardCharsets.UTF_8);
        assertThat(signature.fitsBody(url, body, "a9nBmqA0ju/hNViExpshrM61xv4=")).isTrue();
        body[3] ^= 1;
        assertThat(signature.fitsBody(url, body, "a9nBmqA0ju/hNViExpshrM61xv4=")).isFalse();
    }

    @Test
    void shouldRejectWhatDoesNotFit() {
        assertThat(signature.fitsForm(URL, FORM, null)).isFalse();
        assertThat(signature.fitsForm(URL, FORM, "")).isFalse();
        assertThat(signature.fitsForm(URL + "&x=1", FORM, "RSOYDt4T1cUTdK1PDd93/VVr8B8="))
                .isFalse();
        assertThat(signature.fitsForm(URL, Map.of(), "RSOYDt4T1cUTdK1PDd93/VVr8B8=")).isFalse();
        assertThat(new TwilioSignature("12346").fitsForm(URL, FORM, "RSOYDt4T1cUTdK1PDd93/VVr8B8="))
                .isFalse();
    }

    @Test
    void shouldKeepIpv6AuthorityWhole() {
        assertThat(TwilioSignature.variants("https://[::1]/a"))
                .containsExactly("https://[::1]/a", "https://[::1]:443/a");
        assertThat(TwilioSignature.variants("http://[::1]:8080/a"))
                .containsExactly("http://[::1]:8080/a", "http://[::1]/a");
    }
}
