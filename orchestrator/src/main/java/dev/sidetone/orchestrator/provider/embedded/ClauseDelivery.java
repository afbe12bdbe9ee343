/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import dev.sidetone.codec.catalog.CodecCatalog;
import dev.sidetone.media.OfferResult;
import dev.sidetone.orchestrator.provider.VoiceEvent;
import org.jspecify.annotations.Nullable;

/**
 * The audio of one clause on its way into a call's inbox. Belongs to a voice thread; ends with
 * {@link VoiceEvent.ClauseDone}.
 */
final class ClauseDelivery {

    private static final int SLICE_MS = 100;

    /** How far it came. */
    enum Progress {
        DONE,
        NO_ROOM,
        UNWANTED
    }

    private final VoiceStream.Clause clause;
    private final byte[] audio;
    private final int samples;
    private final VoiceEvent.@Nullable Alignment alignment;
    private final int sliceBytes;
    private int delivered;
    private long lastProgressNs;

    ClauseDelivery(VoiceStream.Clause clause, FreeTtsVoice.Speech speech, long nowNs) {
        this.clause = clause;
        var format = clause.stream().format;
        samples = speech.pcm().length;
        audio = new byte[samples * format.encoding().bytesPerSample()];
        CodecCatalog.encoder(format).encode(speech.pcm(), 0, samples, audio, 0);
        alignment = speech.alignment();
        sliceBytes = format.bytesPerMs() * SLICE_MS;
        lastProgressNs = nowNs;
    }

    VoiceStream.Clause clause() {
        return clause;
    }

    int samples() {
        return samples;
    }

    long lastProgressNs() {
        return lastProgressNs;
    }

    /** Offers as much as there is room for. */
    Progress deliver(long nowNs) {
        VoiceStream stream = clause.stream();
        while (delivered < audio.length) {
            if (!stream.wants(clause.utterance())) {
                return Progress.UNWANTED;
            }
            int slice = Math.min(sliceBytes, audio.length - delivered);
            OfferResult result =
                    stream.mailbox.synthesis(clause.utterance(), audio, delivered, slice);
            if (result == OfferResult.CLOSED) {
                stream.hungUp();
                return Progress.UNWANTED;
            }
            if (result == OfferResult.BACK_PRESSURED) {
                return Progress.NO_ROOM;
            }
            delivered += slice;
            lastProgressNs = nowNs;
        }
        stream.tell(
                new VoiceEvent.ClauseDone(clause.utterance(), clause.number(), samples, alignment));
        return Progress.DONE;
    }
}
