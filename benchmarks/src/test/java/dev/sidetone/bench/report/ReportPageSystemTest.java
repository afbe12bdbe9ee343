/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of a call as a browser makes it, with its script run. */
@Tag("system")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class ReportPageSystemTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void shouldLoadWithoutAnErrorAndShowItsControls() throws Exception {
        ReportFolder.prepare(folder.resolve("r")).write(TestRuns.run(1));
        Chromium.Loaded page = Chromium.here(folder).load(folder.resolve("r/report.html"));
        assertThat(page.console()).isEmpty();
        assertThat(page.dom())
                .contains("class=\"playhead\"", "▶ play", "<audio", "class=\"piece\"")
                // The script has shown what needs it.
                .doesNotContain("hidden=\"hidden\"");
    }

    @Test
    void shouldSeekToTheInstantThatIsClicked() throws Exception {
        ReportFolder.prepare(folder.resolve("r")).write(TestRuns.run(1));
        Chromium.Loaded page =
                Chromium.here(folder)
                        .load(
                                driven(
                                        """
                                        const piece = document.querySelectorAll('.piece')[1];
                                        const box = piece.getBoundingClientRect();
                                        piece.dispatchEvent(new MouseEvent('click', { clientX: box.left + box.width / 4 }));
                                        const audio = document.querySelector('audio');
                                        audio.pause();
                                        const head = document.querySelector('.playhead');
                                        document.title = 'sought ' + Math.round(audio.currentTime) + ' in '
                                          + head.parentNode.dataset.from + ' at ' + Math.round(parseFloat(head.style.left));
                                        """));
        assertThat(page.console()).isEmpty();
        // The second piece is 8 s to 16 s.
        assertThat(page.dom()).contains("<title>sought 10 in 8000 at 25</title>");
    }

    @Test
    void shouldRunNothingThatATextOfTheCallBrings() throws Exception {
        String evil =
                "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">";
        ReportFolder.prepare(folder.resolve("r"))
                .write(TestRuns.saying(evil, evil + "!", evil, ""));
        Chromium.Loaded page = Chromium.here(folder).load(folder.resolve("r/report.html"));
        assertThat(page.console()).isEmpty();
        assertThat(page.dom()).contains("<title>Sidetone call</title>").doesNotContain("<img");
    }

    @Test
    void shouldSayThatACallFailed() throws Exception {
        ReportFolder.prepare(folder.resolve("r")).write(TestRuns.failed());
        Chromium.Loaded page = Chromium.here(folder).load(folder.resolve("r/report.html"));
        assertThat(page.console()).isEmpty();
        assertThat(page.dom()).contains("The call failed", "The call had no turns");
    }

    /** The page with a script that acts as its reader; which its policy would not let in. */
    private Path driven(String reader) throws IOException {
        String page = Files.readString(folder.resolve("r/report.html"));
        return Files.writeString(
                folder.resolve("r/driven.html"),
                page.replaceFirst("<meta http-equiv[^>]*>", "")
                        .replace("</body>", "<script>" + reader + "</script></body>"));
    }
}
