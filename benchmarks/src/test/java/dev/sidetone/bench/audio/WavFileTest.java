/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class WavFileTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void shouldReadWhatTheJdkWrites() throws IOException {
        Path file =
                write(
                        new AudioFormat(8000, 16, 1, true, false),
                        new byte[] {1, 0, (byte) 0xff, (byte) 0xff});
        WavFile wav = WavFile.read(file);
        assertThat(wav.sampleRate()).isEqualTo(8000);
        assertThat(wav.samples()).containsExactly((short) 1, (short) -1);
    }

    @Test
    void shouldSayWhatIsNeededWhenTheFormatIsAnother() throws IOException {
        Path stereo = write(new AudioFormat(44100, 16, 2, true, false), new byte[8]);
        assertThatThrownBy(() -> WavFile.read(stereo))
                .hasMessageContaining("44100 Hz, 16 bit, 2 channels")
                .hasMessageContaining(
                        "needed: linear PCM (1), 8000 or 16000 Hz, 16 bit, 1 channel");
    }

    @Test
    void shouldRefuseWhatIsNoWavFile() throws IOException {
        Path text = Files.writeString(folder.resolve("a.wav"), "not audio at all");
        assertThatThrownBy(() -> WavFile.read(text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a WAV file");
    }

    @Test
    void shouldKeepAnnotationsInPlaceWhenItHalvesTheRate() {
        short[] wide = new short[16_000];
        for (int i = 8000; i < 12_000; i++) {
            wide[i] = (short) (8000 * Math.sin(i * 2 * Math.PI * 500 / 16_000));
        }
        byte[] wire = WireAudio.encode(WireAudio.at8k(new WavFile(16_000, wide)));
        assertThat(WireAudio.LEVEL.firstAudible(wire, 0, wire.length)).isBetween(3920, 4080);
        assertThat(WireAudio.LEVEL.lastAudibleEnd(wire, 0, wire.length)).isBetween(5920, 6080);
    }

    @Test
    void shouldWriteStereoThatTheJdkReads() throws Exception {
        byte[] bytes = StereoWav.bytes(new short[] {1, 2, 3}, new short[] {-1});
        try (AudioInputStream audio =
                AudioSystem.getAudioInputStream(new ByteArrayInputStream(bytes))) {
            assertThat(audio.getFormat().getChannels()).isEqualTo(2);
            assertThat(audio.getFormat().getSampleRate()).isEqualTo(8000);
            assertThat(audio.readAllBytes())
                    .containsExactly(1, 0, 0xff, 0xff, 2, 0, 0, 0, 3, 0, 0, 0);
        }
    }

    private Path write(AudioFormat format, byte[] audio) throws IOException {
        ByteArrayOutputStream wav = new ByteArrayOutputStream();
        long frames = audio.length / format.getFrameSize();
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(audio), format, frames),
                AudioFileFormat.Type.WAVE,
                wav);
        return Files.write(folder.resolve("test.wav"), wav.toByteArray());
    }
}
