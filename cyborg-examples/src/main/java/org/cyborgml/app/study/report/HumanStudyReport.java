package org.cyborgml.app.study.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.cyborgml.app.report.Fact;
import org.cyborgml.app.report.Item;
import org.cyborgml.app.report.Item.Box;
import org.cyborgml.app.report.Item.Bullets;
import org.cyborgml.app.report.Item.Heading;
import org.cyborgml.app.report.Item.Note;
import org.cyborgml.app.report.Item.Tone;
import org.cyborgml.app.report.Numbering;
import org.cyborgml.app.report.Page;
import org.cyborgml.app.report.ReportFiles;
import org.cyborgml.app.report.ReportProgress;
import org.cyborgml.app.study.AnsweredTrial;
import org.cyborgml.app.study.StudyDesign;
import org.cyborgml.app.study.StudyPlan;

/**
 * The report of an annotation study: a self-contained page, and its figures and tables as files. It can be made while the study
 * runs, of the answers so far.
 */
public final class HumanStudyReport {

    /** The page's file. */
    public static final String PAGE = "index.html";

    private final Page page;
    private final List<String> findings;
    private final List<AnsweredTrial> answers;

    private HumanStudyReport(Page page, List<String> findings, List<AnsweredTrial> answers) {
        this.page = page;
        this.findings = findings;
        this.answers = answers;
    }

    /**
     * Makes the report in memory.
     *
     * @param plan of the study
     * @param answers of any kinds; practice, checks, and participants whom the owner left out do not count
     * @param images folder of the images
     * @param progress listens
     * @return the report
     * @throws IOException if an image cannot be read
     * @throws IllegalArgumentException if no answer counts
     */
    public static HumanStudyReport of(StudyPlan plan, List<AnsweredTrial> answers, Path images, ReportProgress progress)
            throws IOException {
        List<Decision> decisions = Decision.of(answers);
        if (decisions.isEmpty()) {
            throw new IllegalArgumentException("study with 0 answers that count: a report needs at least 1");
        }
        String item = plan.design() == StudyDesign.PAIRS ? "pair" : "image";
        List<MarkedImage> marked = MarkedImage.of(answers, progress);
        List<String> findings = StudyFindings.of(decisions, marked);
        Numbering numbering = new Numbering();
        List<Item> items = new ArrayList<>();
        items.add(new Note(byline(decisions, answers)));
        items.add(new Box(Tone.SUMMARY, "In brief", List.of(new Bullets(findings))));
        items.addAll(new AccuracySection(decisions, item, numbering).items());
        items.addAll(new TimeSection(decisions, numbering).items());
        items.addAll(new LearningSection(decisions, numbering).items());
        items.addAll(new BiasSection(decisions, numbering).items());
        items.addAll(new AgreementSection(marked, numbering).items());
        items.addAll(new MapSection(marked, images, numbering).items());
        items.addAll(about(plan));
        return new HumanStudyReport(new Page(title(plan), items), findings, answers);
    }

    private static String title(StudyPlan plan) {
        String language = plan.texts().languages().iterator().next();
        return plan.texts().in(language).getOrDefault("title", "Study");
    }

    private static String byline(List<Decision> decisions, List<AnsweredTrial> answers) {
        long people =
                decisions.stream().mapToInt(Decision::participant).distinct().count();
        long leftOut = answers.stream()
                .filter(AnsweredTrial::excluded)
                .map(AnsweredTrial::participant)
                .distinct()
                .count();
        String text = decisions.size()
                + (decisions.size() == 1 ? " decision of " : " decisions of ")
                + people
                + (people == 1 ? " participant" : " participants");
        return text + (leftOut == 0 ? "." : "; " + leftOut + " left out by the study's owner.");
    }

    private static List<Item> about(StudyPlan plan) {
        List<Fact> facts = List.of(
                new Fact("Design", plan.design() == StudyDesign.PAIRS ? "pairs (2AFC)" : "single images"),
                new Fact("Classes", String.join(", ", plan.classes())),
                new Fact(
                        "Conditions",
                        plan.conditions().stream().map(Conditions::name).collect(Collectors.joining(", "))),
                new Fact("Layout of conditions", plan.layout().toString().toLowerCase(Locale.ROOT) + " participants"),
                new Fact("Annotators wanted for each item", Integer.toString(plan.annotators())),
                new Fact("Trials of each participant", Integer.toString(plan.trials())));
        return List.of(
                new Heading("About this report"),
                Item.Facts.of(facts),
                new Note(
                        "Beside this page: every figure as SVG and PNG in figures/, every table as csv with all digits, LaTeX and"
                                + " Markdown in tables/, and participants.csv and items.csv there with a row for each. Intervals and"
                                + " p-values: two-way bootstrap over participants and items, 2000 replicates, seed 1 (Owen, The"
                                + " pigeonhole bootstrap, Annals of Applied Statistics, 2007); it is cautious rather than sharp."
                                + " Study and figures after Boyd, Tinsley, Bowyer and Czajka, “CYBORG: Blending Human Saliency Into"
                                + " the Loss Improves Deep Learning-Based Synthetic Face Detection”, WACV 2023."));
    }

    /**
     * The page.
     *
     * @return one HTML document that needs nothing else
     */
    public String html() {
        return page.html();
    }

    /** The findings in words. */
    public List<String> findings() {
        return List.copyOf(findings);
    }

    /**
     * Writes the page ({@value #PAGE}), every figure as {@code figures/*.svg} and {@code .png}, every table as {@code
     * tables/*.csv}, {@code .tex} and {@code .md}, and {@code tables/participants.csv} and {@code tables/items.csv}. Files that
     * are there are replaced.
     *
     * @param out the folder, made if it is not there
     * @throws IOException if a file cannot be written, or this machine has no fonts to draw PNG images with: then all but those
     *     is written
     */
    public void writeTo(Path out) throws IOException {
        ReportFiles files = ReportFiles.in(out);
        files.csv("tables/participants.csv", PeopleTable.participants(answers));
        files.csv("tables/items.csv", PeopleTable.items(answers));
        files.page(PAGE, page);
    }
}
