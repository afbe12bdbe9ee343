/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.energy;

import dev.sidetone.vad.VoiceActivityDetector;

/**
 * Takes for speech what stands out of the line's noise: level of a block behind a high-pass filter,
 * over an adaptive floor that cannot climb during speech ({@link NoiseFloor}). Knows nothing of
 * what speech sounds like, but for the tones of telephone keys, which it leaves out ({@link
 * KeyTones}): music counts too, and a click does for as long as it lasts, which is why {@code
 * SpeechGate} asks for a minimum. State of one call, its worker's thread; allocates nothing per
 * block.
 */
public final class EnergyDetector implements VoiceActivityDetector {

    private static final double FULL_SCALE_SQUARED = 32_768.0 * 32_768.0;

    /** What lies so far under the level of speech is none; nothing more is asked about it. */
    private static final double QUIET_DB = -3.0;

    /** Stands for digital silence, which has no level. */
    private static final double LEAST_POWER = 1e-12;

    private final EnergyConfig config;
    private final HighPass highPass = new HighPass();
    private final NoiseFloor floor;
    private double levelDbfs;
    private double floorDbfs;

    /** With the defaults for telephone lines. */
    public EnergyDetector() {
        this(EnergyConfig.DEFAULT);
    }

    public EnergyDetector(EnergyConfig config) {
        this.config = config;
        this.floor = new NoiseFloor(config);
        reset();
    }

    @Override
    public float onBlock(short[] pcm, int offset) {
        double power =
                highPass.energy(pcm, offset, BLOCK_SAMPLES) / (BLOCK_SAMPLES * FULL_SCALE_SQUARED);
        levelDbfs = dbfs(power);
        floorDbfs = floor.onBlock(power);
        double over = levelDbfs - floorDbfs - config.speechAboveFloorDb();
        if (over > QUIET_DB && KeyTones.in(pcm, offset, BLOCK_SAMPLES)) {
            return 0f;
        }
        return (float) (1.0 / (1.0 + Math.exp(-over / config.slopeDb())));
    }

    @Override
    public void reset() {
        highPass.reset();
        floor.reset();
        levelDbfs = dbfs(0.0);
        floorDbfs = config.quietDbfs();
    }

    /** Level of the last block behind the high-pass filter. */
    public double levelDbfs() {
        return levelDbfs;
    }

    /** The noise floor as believed after the last block. */
    public double floorDbfs() {
        return floorDbfs;
    }

    static double dbfs(double power) {
        return 10.0 * Math.log10(Math.max(power, LEAST_POWER));
    }
}
