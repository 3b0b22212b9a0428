package org.cyborgml.app.paper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.app.experiment.ExperimentFolder;
import org.cyborgml.app.experiment.ExperimentRecord;
import org.cyborgml.app.report.Fact;
import org.cyborgml.app.report.Item;
import org.cyborgml.app.report.Item.Box;
import org.cyborgml.app.report.Item.Bullets;
import org.cyborgml.app.report.Item.Code;
import org.cyborgml.app.report.Item.Heading;
import org.cyborgml.app.report.Item.Names;
import org.cyborgml.app.report.Item.Note;
import org.cyborgml.app.report.Item.Paragraph;
import org.cyborgml.app.report.Item.Subheading;
import org.cyborgml.app.report.Item.Tone;
import org.cyborgml.app.report.Page;
import org.cyborgml.app.report.ReportFiles;
import org.cyborgml.app.report.ReportProgress;

/**
 * The report of an experiment: a self-contained page, and its figures and tables as files. It is made of the experiment's
 * folder alone; trials that are not finished are named, and left out of every number.
 */
public final class PaperReport {

    /** The page's file. */
    public static final String PAGE = "index.html";

    private final Runs runs;
    private final Page page;
    private final List<String> findings;

    private PaperReport(Runs runs, Page page, List<String> findings) {
        this.runs = runs;
        this.page = page;
        this.findings = findings;
    }

    /**
     * Reads an experiment and makes its report in memory. Of the scores those of two trials are held at a time.
     *
     * @throws IOException if the folder is not that of an experiment, or a file of a finished trial cannot be read or
     *     does not fit
     */
    public static PaperReport of(ExperimentFolder experiment) throws IOException {
        return of(experiment, ReportScope.ALL, ReportProgress.NONE);
    }

    /**
     * As {@link #of(ExperimentFolder)}, of some scenarios, or compared with another one than the plan's baseline, with a listener
     * to its progress: hundreds of thousands of scores in each trial take a while.
     *
     * @return the report, which names the scenarios that it leaves out
     * @throws IllegalArgumentException if the scope names a scenario that the experiment does not have, or a baseline
     *     that is not reported
     * @throws IOException as {@link #of(ExperimentFolder)}
     */
    public static PaperReport of(ExperimentFolder experiment, ReportScope scope, ReportProgress progress)
            throws IOException {
        Runs runs = Runs.read(experiment, scope);
        ScoreCurves scores = ScoreCurves.read(runs, progress);
        List<Comparison> comparisons = Comparison.all(runs, scores);
        EpochCurves curves = EpochCurves.read(runs);
        List<String> unfinished = new ArrayList<>(Unfinished.lines(runs));
        unfinished.addAll(scores.missing());
        unfinished.addAll(curves.missing());
        List<Difference> equalLoss = Difference.atEqualLoss(runs, curves);
        Findings findings = new Findings(runs, comparisons, equalLoss);
        List<Item> items = new ArrayList<>();
        items.add(new Note(byline(runs.experiment())));
        items.add(finished(runs, unfinished));
        if (!runs.notGiven().isEmpty()) {
            items.add(notGiven(runs.notGiven()));
        }
        items.add(inBrief(findings));
        items.addAll(new Sections(runs, scores, comparisons, curves, equalLoss).all());
        items.addAll(provenance(runs.experiment()));
        return new PaperReport(runs, new Page(runs.experiment().name(), items), findings.all());
    }

    private static Item finished(Runs runs, List<String> unfinished) {
        if (unfinished.isEmpty()) {
            return new Note(finished(runs) + ".");
        }
        return new Box(
                Tone.WARNING,
                "Missing results",
                List.of(
                        new Paragraph(finished(runs) + ". Every number below is of finished ones only. Missing:"),
                        new Bullets(unfinished)));
    }

    private static Item notGiven(List<String> detectors) {
        return new Box(
                Tone.WARNING,
                "Detectors that were not given",
                List.of(
                        new Paragraph(
                                "The plan has these detectors, which others have trained, and their files were not"
                                        + " there. They have rows without numbers; put the files in their places and run the"
                                        + " experiment again to fill them."),
                        new Bullets(detectors)));
    }

    private static Item inBrief(Findings findings) {
        List<Item> items = new ArrayList<>();
        items.add(new Paragraph(findings.introduction()));
        if (!findings.comparisons().isEmpty()) {
            items.add(new Bullets(findings.comparisons()));
        }
        findings.remarks().forEach(remark -> items.add(new Paragraph(remark)));
        return new Box(Tone.SUMMARY, "In brief", items);
    }

    private static List<Item> provenance(ExperimentRecord experiment) {
        List<Item> items = new ArrayList<>();
        items.add(new Heading("Provenance"));
        items.add(Item.Facts.of(ProvenanceFacts.of(experiment)));
        List<Fact> data = ProvenanceFacts.data(experiment);
        if (!data.isEmpty()) {
            items.add(new Subheading("SHA-256 of the input files"));
            items.add(new Item.Facts(data, Names.LONG));
        }
        items.add(new Subheading("The plan, with every default"));
        items.add(new Code(ProvenanceFacts.plan(experiment)));
        items.add(new Note(
                "Beside this page: every figure as SVG and PNG in figures/, every table as csv with all digits and"
                        + " as LaTeX (booktabs) in tables/, and all measures of every run in tables/runs.csv. Method: Boyd, Tinsley,"
                        + " Bowyer and Czajka, “CYBORG: Blending Human Saliency Into the Loss Improves Deep Learning-Based Synthetic"
                        + " Face Detection”, WACV 2023."));
        return items;
    }

    private static String byline(ExperimentRecord experiment) {
        return count(experiment.backbones().size(), "backbone") + ", "
                + count(experiment.scenarios().size(), "scenario") + ", " + count(experiment.runs(), "run")
                + " each; " + count(experiment.testSets().size(), "test set") + "; begun "
                + experiment.provenance().started() + ".";
    }

    private static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    private static String finished(Runs runs) {
        return runs.finished() + " of " + runs.planned() + " trainings are finished";
    }

    /**
     * The page.
     *
     * @return one HTML document that needs nothing else
     */
    public String html() {
        return page.html();
    }

    /**
     * The number of finished trainings, in words.
     *
     * @return for example {@code 7 of 10 trainings are finished}
     */
    public String finished() {
        return finished(runs);
    }

    /** The findings in words. */
    public List<String> findings() {
        return findings;
    }

    /**
     * Writes the page ({@value #PAGE}), every figure as {@code figures/*.svg} and {@code .png}, every table as {@code
     * tables/*.csv}, {@code .tex} and {@code .md}, and all measures of every run as {@code tables/runs.csv}. Files that are there are
     * replaced.
     *
     * @param out the folder, made if it is not there
     * @throws IOException if a file cannot be written, or this machine has no fonts to draw PNG images with:
     *     then all but those is written
     */
    public void writeTo(Path out) throws IOException {
        ReportFiles files = ReportFiles.in(out);
        files.csv("tables/runs.csv", RunTable.csv(runs));
        files.page(PAGE, page);
    }
}
