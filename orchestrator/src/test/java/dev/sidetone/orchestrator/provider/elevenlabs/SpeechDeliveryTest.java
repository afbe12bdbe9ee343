/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.elevenlabs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.media.testing.Allocations;
import dev.sidetone.orchestrator.provider.VoiceEvent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class SpeechDeliveryTest {
    private final Call call = new Call();
    private final SpeechDelivery delivery = new SpeechDelivery(call, new Base64Scratch());
    private final byte[] audio = new byte[5000];

    SpeechDeliveryTest() {
        new Random(1).nextBytes(audio);
    }

    @Test
    void shouldPutTheEndOfAClauseWhereItLiesInTheAudio() {
        for (int at : new int[] {0, 1, 767, 768, 769, 1536, 4999, 5000}) {
            Call ofClause = new Call();
            SpeechDelivery deliveryOfClause = new SpeechDelivery(ofClause, new Base64Scratch());

            assertThat(deliver(deliveryOfClause, List.of(cut(at, 0), cut(5000, 1)))).isTrue();

            assertThat(ofClause.audio.toByteArray()).isEqualTo(audio);
            assertThat(ofClause.log)
                    .as("cut at %d", at)
                    .containsExactly("done 0 at " + at, "done 1 at 5000");
        }
    }

    @Test
    void shouldKeepEverythingBehindTheFirstRefusalAndItsOrder() {
        call.room = 2000;

        deliver(delivery, List.of(cut(3000, 0), cut(5000, 1)));

        assertThat(delivery.isHeld()).isTrue();
        assertThat(call.log).isEmpty();
        call.room = 1000;
        assertThat(delivery.drain()).isFalse();
        call.room = Integer.MAX_VALUE;
        assertThat(delivery.drain()).isTrue();
        assertThat(delivery.isHeld()).isFalse();
        assertThat(call.audio.toByteArray()).isEqualTo(audio);
        assertThat(call.log).containsExactly("done 0 at 3000", "done 1 at 5000");
    }

    @Test
    void shouldStopInMidDeliveryWhenTheCallWantsNoMore() {
        call.onOffer = delivery::drop;

        assertThat(deliver(delivery, List.of(cut(5000, 0)))).isTrue();

        assertThat(call.audio.size()).isEqualTo(768);
        assertThat(call.log).isEmpty();
        assertThat(delivery.isHeld()).isFalse();
    }

    @Test
    void shouldForgetWhatWaitsWhenTheCallWantsNoMore() {
        call.room = 0;
        deliver(delivery, List.of(cut(5000, 0)));

        delivery.drop();

        call.room = Integer.MAX_VALUE;
        assertThat(delivery.drain()).isTrue();
        assertThat(call.audio.size()).isZero();
        assertThat(call.log).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNotBase64() {
        ByteBuf text = Unpooled.copiedBuffer("@@ this is no base64 @@", StandardCharsets.US_ASCII);

        assertThat(delivery.deliver(1, text, 0, text.readableBytes(), List.of())).isFalse();
    }

    @Test
    void shouldTakeWhateverTheDecoderOfTheJdkTakes() {
        byte[] bytes = new byte[40];
        for (int length = 0; length <= bytes.length; length++) {
            new Random(length).nextBytes(bytes);
            byte[] part = Arrays.copyOf(bytes, length);
            for (String text :
                    List.of(
                            Base64.getEncoder().encodeToString(part),
                            Base64.getEncoder().withoutPadding().encodeToString(part))) {
                Call heard = new Call();
                assertThat(deliver(heard, text)).as(text).isTrue();
                assertThat(heard.audio.toByteArray()).as(text).isEqualTo(part);
            }
        }
        for (String wrong : List.of("=", "==", "A", "A=", "A==", "A===", "AA=", "AAA==", "AAAAA")) {
            assertThat(deliver(new Call(), wrong)).as(wrong).isFalse();
        }
    }

    @Test
    void shouldAllocateNothingForAMessageOfAnyLength() {
        String text = Base64.getEncoder().encodeToString(audio);
        ByteBuf message = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        SpeechDelivery toSilence = new SpeechDelivery(new Silence(), new Base64Scratch());
        // an array for the last block alone would be some 500 bytes
        assertThat(
                        Allocations.bytesPerRun(() -> {
                            if (!toSilence.deliver(1, message, 0, text.length(), List.of())) {
                                throw new AssertionError("not delivered");
                            }
                        }))
                .isLessThan(16);
    }

    private static boolean deliver(Call to, String text) {
        ByteBuf message = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        return new SpeechDelivery(to, new Base64Scratch())
                .deliver(1, message, 0, text.length(), List.of());
    }

    @Test
    void shouldKnowTheLengthBeforeDecoding() {
        for (int length = 0; length < 10; length++) {
            String text = Base64.getEncoder().encodeToString(new byte[length]);
            ByteBuf bytes = Unpooled.copiedBuffer("\"" + text + "\"", StandardCharsets.US_ASCII);
            assertThat(Base64Scratch.decodedLength(bytes, 1, text.length())).isEqualTo(length);
        }
    }

    private boolean deliver(SpeechDelivery to, List<ClauseTrack.Cut> cuts) {
        String text = Base64.getEncoder().encodeToString(audio);
        ByteBuf message = Unpooled.copiedBuffer("{\"" + text + "\"}", StandardCharsets.US_ASCII);
        return to.deliver(1, message, 2, text.length(), cuts);
    }

    private static ClauseTrack.Cut cut(int atByte, int clause) {
        return new ClauseTrack.Cut(atByte, new VoiceEvent.ClauseDone(1, clause, 0, null));
    }

    private static final class Call implements Mailbox {
        private final ByteArrayOutputStream audio = new ByteArrayOutputStream();
        private final List<String> log = new ArrayList<>();
        private int room = Integer.MAX_VALUE;
        private Runnable onOffer = () -> {};

        @Override
        public OfferResult synthesis(int utterance, byte[] bytes, int offset, int length) {
            if (length > room) {
                return OfferResult.BACK_PRESSURED;
            }
            room -= length;
            audio.write(bytes, offset, length);
            onOffer.run();
            return OfferResult.ACCEPTED;
        }

        @Override
        public OfferResult fact(SlotKind kind, Object fact) {
            log.add("done " + ((VoiceEvent.ClauseDone) fact).clause() + " at " + audio.size());
            return OfferResult.ACCEPTED;
        }
    }

    /** Takes all and keeps nothing. */
    private static final class Silence implements Mailbox {
        @Override
        public OfferResult synthesis(int utterance, byte[] audio, int offset, int length) {
            return OfferResult.ACCEPTED;
        }

        @Override
        public OfferResult fact(SlotKind kind, Object fact) {
            return OfferResult.ACCEPTED;
        }
    }
}
