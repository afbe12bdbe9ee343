/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class SpeakTextTest {

    private static final String BEGIN = "{\"text\":\" \",\"voice_settings\":null}";

    @Test
    void shouldHoldTextBackUntilTheScheduleIsFull() {
        SpeakText text = new SpeakText(false);
        assertThat(say(text, BEGIN)).isEmpty();
        String part = "twenty letters here ";
        for (int i = 0; i < 5; i++) {
            assertThat(say(text, "{\"text\":\"" + part + "\"}")).isEmpty();
        }
        assertThat(say(text, "{\"text\":\"" + part + "\"}")).isEqualTo(part.repeat(6));
    }

    @Test
    void shouldHeedTheScheduleOfTheFirstMessageAndNeverCutAWord() {
        SpeakText text = new SpeakText(false);
        say(text, "{\"text\":\" \",\"generation_config\":{\"chunk_length_schedule\":[50]}}");
        String sixty = "a".repeat(29) + " " + "b".repeat(30);
        assertThat(say(text, "{\"text\":\"" + sixty + "\"}")).isEqualTo("a".repeat(29) + " ");
        assertThat(say(text, "{\"text\":\"\"}")).isEqualTo("b".repeat(30));
        assertThat(text.ended()).isTrue();
    }

    @Test
    void shouldSpeakAtOnceInAutoModeAndAtAFlush() {
        SpeakText auto = new SpeakText(true);
        say(auto, BEGIN);
        assertThat(say(auto, "{\"text\":\"Hello there, \"}")).isEqualTo("Hello there, ");
        SpeakText held = new SpeakText(false);
        say(held, BEGIN);
        assertThat(say(held, "{\"text\":\"Hel\"}")).isEmpty();
        assertThat(say(held, "{\"text\":\"lo \",\"flush\":true}")).isEqualTo("Hello ");
        assertThat(say(held, "{\"text\":\" \",\"flush\":true}")).isEmpty();
    }

    @Test
    void shouldRefuseABeginningThatIsNotASingleSpace() {
        assertThatThrownBy(() -> say(new SpeakText(true), "{\"text\":\"Hello \"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("single space");
        assertThatThrownBy(() -> say(new SpeakText(true), "{\"flush\":true}"))
                .hasMessageContaining("text");
        assertThatThrownBy(() ->
                        say(
                                new SpeakText(true),
                                "{\"text\":\" \",\"generation_config\":{\"chunk_length_schedule\":[9]}}"))
                .hasMessageContaining("50 to 500");
    }

    private static String say(SpeakText text, String json) {
        return text.onMessage(Objects.requireNonNull(ChatJson.read(json)));
    }
}
