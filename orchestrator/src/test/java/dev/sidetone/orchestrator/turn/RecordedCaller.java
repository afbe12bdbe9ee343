/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.turn;

import dev.sidetone.codec.AudioDecoder;
import dev.sidetone.codec.catalog.CodecCatalog;
import dev.sidetone.codec.level.AudibleLevel;
import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.testing.SharedMaterial;
import dev.sidetone.vad.VoiceActivityDetector;
import dev.sidetone.vad.gate.SpeechGate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Recordings of people, what was annotated in them, and what a call's ear makes of them. */
final class RecordedCaller {
    private RecordedCaller() {}

    /** The turns a person marked; skips the calling test when there are no recordings. */
    static List<Annotated> annotation(String id) {
        JsonNode manifest =
                new ObjectMapper().readTree(SharedMaterial.require("audio/manifest.json").toFile());
        List<Annotated> turns = new ArrayList<>();
        for (JsonNode file : manifest.get("files")) {
            if (file.get("id").asString().equals(id)) {
                for (JsonNode turn : file.get("turns")) {
                    turns.add(
                            new Annotated(
                                    turn.get("start_ms").asLong(), turn.get("end_ms").asLong()));
                }
            }
        }
        return turns;
    }

    /** A recording as a carrier sends it. */
    static byte[] wire(String id) throws IOException, UnsupportedAudioFileException {
        Path file = SharedMaterial.require("audio/8k/" + id + ".wav");
        try (AudioInputStream in = AudioSystem.getAudioInputStream(file.toFile())) {
            byte[] bytes = in.readAllBytes();
            short[] pcm = new short[bytes.length / 2];
            CodecCatalog.decoder(AudioFormat.L16_8K).decode(bytes, 0, bytes.length, pcm, 0);
            return wire(pcm);
        }
    }

    /** Samples as a carrier sends them. */
    static byte[] wire(short[] pcm) {
        byte[] wire = new byte[pcm.length];
        CodecCatalog.encoder(AudioFormat.MULAW_8K).encode(pcm, 0, pcm.length, wire, 0);
        return wire;
    }

    /** Decoder, detector, gate and turn of one call, as the inbound leg strings them together. */
    static final class Ear {
        private final AudioDecoder decoder = CodecCatalog.decoder(AudioFormat.MULAW_8K);
        private final VoiceActivityDetector detector;
        private final Runnable afterBlock;
        private final SpeechGate gate = new SpeechGate();
        private final TurnDetector turn;
        private final short[] pcm = new short[VoiceActivityDetector.BLOCK_SAMPLES];

        /** Hears with this detector. */
        Ear(VoiceActivityDetector detector, int endpointingMs) {
            this(detector, endpointingMs, () -> {});
        }

        /** The same; {@code afterBlock} is what else happens in the 10 ms of a block. */
        Ear(VoiceActivityDetector detector, int endpointingMs, Runnable afterBlock) {
            this.detector = detector;
            this.afterBlock = afterBlock;
            turn = new TurnDetector(TurnConfig.DEFAULT.withEndpointingMs(endpointingMs));
        }

        void hear(byte[] wire, List<Ended> ended) {
            long lastAudibleMs = 0;
            for (int at = 0; at + pcm.length <= wire.length; at += pcm.length) {
                decoder.decode(wire, at, pcm.length, pcm, 0);
                gate.onBlock(detector.onBlock(pcm, 0));
                if (AudibleLevel.isAudible(pcm, 0, pcm.length)) {
                    lastAudibleMs = gate.streamMs();
                }
                if (turn.onBlock(gate, false) == TurnSignal.TURN_ENDED) {
                    ended.add(
                            new Ended(
                                    turn.speechStartMs(),
                                    turn.lastSpeechMs(),
                                    gate.streamMs(),
                                    lastAudibleMs));
                }
                afterBlock.run();
            }
        }
    }

    /** A turn as a person marked it. */
    record Annotated(long startMs, long endMs) {}

    /** A turn as it was detected. */
    record Ended(long startMs, long lastSpeechMs, long decidedMs, long lastAudibleMs) {}
}
