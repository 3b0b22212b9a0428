package org.cyborgml.app.study.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the guide's picture of a trial: {@code mvn test -pl cyborg-examples -am -Dtest=ReadmePictureTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dorg.cyborgml.study.picture=cyborg-examples/docs/study-trial.png}.
 */
@EnabledIfSystemProperty(named = ReadmePictureTest.PICTURE, matches = ".+")
class ReadmePictureTest {

    static final String PICTURE = "org.cyborgml.study.picture";

    @RegisterExtension
    static final ChromiumExtension BROWSER = new ChromiumExtension();

    @TempDir
    Path folder;

    @Test
    void aTrialWithHighlights() throws IOException {
        Tab tab = BROWSER.newTab();
        tab.resize(1040, 630, 1);
        try (ServedStudy study =
                ServedStudy.pairs(folder, 6, plan -> plan.replace("prompt: Real", "prompt: Synthetic"))) {
            new Walk(tab).passToTrials(study);
            tab.click("figure:nth-of-type(" + flawedImage(tab) + ") .choice");
            tab.awaitElement(Walk.MARKED);
            tab.drag(curve(tab.box(Walk.MARKED)));
            tab.click(".tool:has([value=ellipse])");
            tab.drag(Walk.line(tab.box(Walk.MARKED), 0.38, 0.65, 0.62, 0.77));
            tab.evaluate("document.activeElement.blur()");
            Tab.pause(300);
            Files.write(Path.of(System.getProperty(PICTURE)), tab.screenshot());
        }
        assertThat(tab.complaints()).isEmpty();
    }

    /** Number of the image in whose pupil something is broken: there it is white, where that of a real face is dark. */
    private static int flawedImage(Tab tab) throws IOException {
        tab.awaitElement("canvas");
        Tab.pause(300);
        return tab.evaluate("1 + [...document.querySelectorAll('canvas')].findIndex(canvas => canvas.getContext('2d')"
                        + ".getImageData(157 * canvas.width / 256, 123 * canvas.height / 256, 1, 1).data[0] > 200)")
                .asInt();
    }

    private static List<double[]> curve(Tab.Box box) {
        List<double[]> places = new ArrayList<>();
        for (int i = 0; i <= 40; i++) {
            double share = i / 40.0;
            places.add(new double[] {
                box.x() + box.width() * (0.34 + 0.32 * share),
                box.y() + box.height() * (0.49 + 0.02 * Math.sin(9 * share))
            });
        }
        return places;
    }
}
