package org.cyborgml.app.study.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.cyborgml.app.study.AnswerTimes;
import org.cyborgml.app.study.AnsweredTrial;
import org.cyborgml.app.study.HighlightStroke;
import org.cyborgml.app.study.ItemKind;
import org.cyborgml.app.study.StrokePoint;
import org.cyborgml.app.study.StrokeTool;
import org.cyborgml.app.study.StudyImage;
import org.cyborgml.app.study.StudyItem;
import org.cyborgml.app.study.StudyPlan;
import org.cyborgml.app.study.ViewingCondition;
import org.cyborgml.app.study.storage.StudyFolder;
import org.cyborgml.saliency.image.ImageSize;

/** Answers of simulated participants whose accuracies, sides, times and regions are known. */
final class SimulatedStudy {

    static final int SIDE = 96;
    static final int PEOPLE = 40;
    static final int PAIRS = 30;

    /** People with highlighting are right in about this share of trials, the others in the next. */
    static final double ANNOTATED_ACCURACY = 0.75;

    static final double UNANNOTATED_ACCURACY = 0.5;

    private static final ImageSize SIZE = new ImageSize(SIDE, SIDE);
    private static final String TEXTS =
            "texts:\n  en: {title: Simulated, consent: c, privacy: p, instructions: i, thanks: t, declined: d, full: f,"
                    + " class.Real: Real, class.Synthetic: Synthetic, prompt.Real: q, prompt: q}\n";

    private final Path folder;
    private final Random random = new Random(11);

    SimulatedStudy(Path folder) {
        this.folder = folder;
    }

    StudyPlan plan(String design) throws IOException {
        Files.writeString(
                folder.resolve("study.yaml"),
                "design: " + design + "\nclasses: [Real, Synthetic]\nimages: images\nannotators: 10\ntrials: 20\n"
                        + (design.equals("pairs") ? "prompt: Real\nconditions: [annotated, unannotated]\n" : "")
                        + TEXTS);
        return StudyFolder.read(folder).plan();
    }

    /** Half of the people highlight; everyone sees 20 of the 30 pairs of two sources. */
    List<AnsweredTrial> pairs() throws IOException {
        List<StudyItem> items = new ArrayList<>();
        double[] ease = new double[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            items.add(new StudyItem(
                    i + 1,
                    ItemKind.TRIAL,
                    List.of(
                            image("real" + i, "Real", ""),
                            image("fake" + i, "Synthetic", i < 15 ? "StyleGAN" : "SREFI"))));
            ease[i] = 0.2 * (random.nextDouble() - 0.5);
        }
        List<AnsweredTrial> answers = new ArrayList<>();
        for (int p = 0; p < PEOPLE; p++) {
            ViewingCondition condition = p % 2 == 0 ? ViewingCondition.ANNOTATED : ViewingCondition.UNANNOTATED;
            double skill = (condition == ViewingCondition.ANNOTATED ? ANNOTATED_ACCURACY : UNANNOTATED_ACCURACY)
                    + 0.2 * (random.nextDouble() - 0.5);
            for (int t = 0; t < 20; t++) {
                int i = (p * 7 + t) % PAIRS;
                answers.add(pair(p, items.get(i), condition, t + 1, random.nextDouble() < skill + ease[i]));
            }
        }
        return answers;
    }

    private AnsweredTrial pair(int person, StudyItem item, ViewingCondition condition, int position, boolean right) {
        boolean realIsLeft = random.nextBoolean();
        List<StudyImage> shown = realIsLeft
                ? item.images()
                : List.of(item.images().get(1), item.images().get(0));
        boolean left = right == realIsLeft;
        List<HighlightStroke> strokes = condition == ViewingCondition.ANNOTATED ? List.of(stroke()) : List.of();
        return new AnsweredTrial(
                "P-" + person,
                false,
                item,
                shown,
                condition,
                position,
                "Real",
                left ? AnsweredTrial.LEFT : AnsweredTrial.RIGHT,
                null,
                left ? List.of(strokes, List.of()) : List.of(List.of(), strokes),
                times(condition),
                Instant.EPOCH);
    }

    /** A stroke across the upper left quarter, which all simulated people highlight. */
    private HighlightStroke stroke() {
        List<StrokePoint> points = new ArrayList<>();
        double y = 24 + 4 * random.nextGaussian();
        for (int i = 0; i <= 4; i++) {
            points.add(new StrokePoint(14 + 5 * i + random.nextGaussian(), y, 100 * i));
        }
        return new HighlightStroke("image", StrokeTool.BRUSH, 10, points);
    }

    private AnswerTimes times(ViewingCondition condition) {
        double decided = 2000 + random.nextInt(2000);
        double sent = condition == ViewingCondition.ANNOTATED ? decided + 5000 + random.nextInt(2000) : decided + 300;
        return new AnswerTimes(0, 100, 100 + decided, 100 + sent, 0);
    }

    /** Everyone judges single images and is always right. */
    List<AnsweredTrial> singles() throws IOException {
        List<AnsweredTrial> answers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String truth = i % 2 == 0 ? "Real" : "Synthetic";
            StudyItem item = new StudyItem(i + 1, ItemKind.TRIAL, List.of(image("single" + i, truth, "")));
            for (int p = 0; p < 4; p++) {
                answers.add(new AnsweredTrial(
                        "P-" + p,
                        false,
                        item,
                        item.images(),
                        ViewingCondition.ANNOTATED,
                        i + 1,
                        null,
                        truth,
                        null,
                        List.of(List.of(stroke())),
                        times(ViewingCondition.ANNOTATED),
                        Instant.EPOCH));
            }
        }
        return answers;
    }

    private StudyImage image(String name, String truth, String source) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(new Color(random.nextInt(0x1000000)));
        g.fillOval(8, 8, SIDE - 16, SIDE - 16);
        g.dispose();
        Files.createDirectories(images());
        ImageIO.write(image, "png", images().resolve(name + ".png").toFile());
        return new StudyImage(name + ".png", SIZE, truth, source);
    }

    Path images() {
        return folder.resolve("images");
    }
}
