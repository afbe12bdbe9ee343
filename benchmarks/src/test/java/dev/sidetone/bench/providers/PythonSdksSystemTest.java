/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.coded.CodedPhrase;
import dev.sidetone.bench.coded.CodedSpeech;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The vendors' own Python clients take the scripted services for the real ones. */
@Tag("system")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class PythonSdksSystemTest {

    private static final CodedPhrase PHRASE = new CodedPhrase(577_215);
    private static final String KEY = "sesame";

    private final ProvidersConfig config =
            new ProvidersConfig(0, DelayPlan.none(), FaultPlan.none(), KEY);

    @Test
    void shouldBeDeepgramToItsClient(@TempDir Path folder) throws Exception {
        PythonSdks sdks = new PythonSdks(folder);
        try (ScriptedVendors vendors = new ScriptedVendors(config)) {
            Path audio = folder.resolve("phrase.ulaw");
            Files.write(audio, vendors.spoken(PHRASE));
            String address = vendors.server.address().toString();
            JsonNode said =
                    ScriptedVendors.json(
                            sdks.run("deepgram_sdk.py", address, audio.toString(), KEY));
            JsonNode first = said.path("finals").path(0);
            assertThat(first.path(0).asString()).isEqualTo(PHRASE.text());
            assertThat(first.path(1).asBoolean()).isTrue();
            assertThat(said.path("words").valueStream().map(JsonNode::asString))
                    .containsExactlyElementsOf(PHRASE.words());
            assertThat(said.path("types").valueStream().map(JsonNode::asString))
                    .contains("ListenV1SpeechStarted", "ListenV1Results", "ListenV1UtteranceEnd")
                    .endsWith("ListenV1Metadata");
            String refused = sdks.run("deepgram_sdk.py", address, audio.toString(), "wrong");
            assertThat(ScriptedVendors.json(refused).path("refused").asInt()).isEqualTo(401);
        }
    }

    @Test
    void shouldBeOpenAiToItsClient(@TempDir Path folder) throws Exception {
        PythonSdks sdks = new PythonSdks(folder);
        try (ScriptedVendors vendors = new ScriptedVendors(config)) {
            String address = vendors.server.address().toString();
            JsonNode said =
                    ScriptedVendors.json(sdks.run("openai_sdk.py", address, KEY, PHRASE.text()));
            assertThat(CodedPhrase.findAll(said.path("text").asString())).containsExactly(PHRASE);
            assertThat(said.path("whole").asString()).isEqualTo(said.path("text").asString());
            assertThat(said.path("finish").asString()).isEqualTo("stop");
            assertThat(said.path("usage").path(2).asInt()).isPositive();
            JsonNode refused =
                    ScriptedVendors.json(sdks.run("openai_sdk.py", address, "wrong", "hello"));
            assertThat(refused.path("kind").asString()).isEqualTo("AuthenticationError");
        }
    }

    @Test
    void shouldBeElevenLabsToItsClient(@TempDir Path folder) throws Exception {
        PythonSdks sdks = new PythonSdks(folder);
        try (ScriptedVendors vendors = new ScriptedVendors(config)) {
            String address = vendors.server.address().toString();
            Path heard = folder.resolve("heard.ulaw");
            String script = "elevenlabs_sdk.py";
            JsonNode said =
                    ScriptedVendors.json(
                            sdks.run(
                                    script,
                                    address,
                                    KEY,
                                    heard.toString(),
                                    "You said that " + PHRASE.text() + ", ",
                                    "is that right?"));
            byte[] mulaw = Files.readAllBytes(heard);
            assertThat(said.path("bytes").asInt()).isEqualTo(mulaw.length).isGreaterThan(8000);
            List<Integer> phrases = new ArrayList<>();
            CodedSpeech.decoder((number, startSample) -> phrases.add(number))
                    .onMulaw(mulaw, 0, mulaw.length);
            assertThat(phrases).containsExactly(PHRASE.number());
            JsonNode refused =
                    ScriptedVendors.json(
                            sdks.run(script, address, "wrong", heard.toString(), "hello"));
            assertThat(refused.path("refused").asInt()).isEqualTo(401);
        }
    }
}
