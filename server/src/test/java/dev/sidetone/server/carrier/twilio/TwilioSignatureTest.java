/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private final TwilioSignature signature = new TwilioSignature("12345");

    @ParameterizedTest
    @CsvSource({
        "https://mycompany.com/myapp.php?foo=1&bar=2, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "https://mycompany.com:443/myapp.php?foo=1&bar=2, kvajT1Ptam85bY51eRf/AJRuM3w=",
        "http://mycompany.com:80/myapp.php?foo=1&bar=2, 0ZXoZLH/DfblKGATFgpif+LLRf4=",
        "https://mycompany.com/myapp.php, 1xaxFBvyzXYvWplzNOSs28HWO94=",
        "https://mycompany.com/myapp.php?foo=hello%20world&bar=test%2Bvalue, er2tvAP1Wx+iuTTE2BPgvEaN1cs="
    })
    void shouldAcceptPublishedVectors(String url, String vector) {
        assertThat(signature.fitsForm(url, FORM, vector)).isTrue();
    }

    @Test
    void shouldAcceptVectorWithoutParameters() {
        assertThat(signature.fitsForm(URL, Map.of(), "zYQTYrRWXE7LtzbG4PfP7/bkkGo=")).isTrue();
    }

    @Test
    void shouldSortParametersByKey() {
        Map<String, List<String>> form =
                Map.of(
                        "Zebra",
                        List.of("last"),
                        "Alpha",
                        List.of("first"),
                        "Beta",
                        List.of("second"),
                        "Gamma",
                        List.of("third"));
        assertThat(signature.fitsForm(URL, form, "enveUe73ZTVLAekHxez3Qx6JuuQ=")).isTrue();
    }

    @Test
    void shouldAcceptVectorWithSpecialCharacters() {
        Map<String, List<String>> form =
                Map.of(
                        "Message", List.of("Hello & goodbye! @#$%^*()"),
                        "From", List.of("+1 (415) 867-5309"),
                        "Special", List.of("unicode: ñáéíóú"));
        assertThat(signature.fitsForm(URL, form, "dCPiR4WtQ6QFN6pJh81CtlCcWLQ=")).isTrue();
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

    @ParameterizedTest
    @CsvSource({
        "wss://media.example.com/twilio, 0p9HGYJybIvZY5ER6AdY/msz2PI=",
        "wss://media.example.com/twilio/, BTdtATPimKswUJAv/NJAP32rXvk=",
        "https://media.example.com/twilio, of64nnYdBXG0kk8se2csoaupjgk="
    })
    void shouldSignSocketUrls(String url, String vector) {
        assertThat(signature.sign(url)).isEqualTo(vector);
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
