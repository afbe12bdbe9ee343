/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.bench.coded.CodedPhrase;
import dev.sidetone.bench.coded.CodedVoice;
import dev.sidetone.codec.g711.ALawEncoder;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class ListenQueryTest {
    private static final int NUMBER = 123_456;

    private final List<Integer> heard = new ArrayList<>();

    @Test
    void shouldUnderstandALaw() {
        ListenQuery query = query("encoding=alaw&sample_rate=8000");
        short[] pcm = WireAudio.decode(new CodedVoice().stimulus(new CodedPhrase(NUMBER)).mulaw());
        byte[] alaw = new byte[pcm.length];
        new ALawEncoder().encode(pcm, 0, pcm.length, alaw, 0);

        new PcmInput(query).read(Unpooled.wrappedBuffer(alaw), new ListenTurns(query, new Heard()));

        assertThat(heard).containsExactly(NUMBER);
    }

    @Test
    void shouldNameTheEncodingsWhenItIsAnother() {
        assertThatThrownBy(() -> query("encoding=opus&sample_rate=8000"))
                .hasMessageContaining("linear16, mulaw or alaw")
                .hasMessageContaining("opus");
    }

    private static ListenQuery query(String text) {
        return ListenQuery.parse(new QueryStringDecoder("/v1/listen?" + text));
    }

    private final class Heard implements ListenTurns.Output {
        @Override
        public void speechStarted(long atMs) {}

        @Override
        public void heard(int phrase) {
            heard.add(phrase);
        }

        @Override
        public void results(ListenTurns.Results results) {}

        @Override
        public void utteranceEnd(long lastWordEndMs) {}

        @Override
        public void damaged(String what) {}
    }
}
