package org.cyborgml.app.faces;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cyborgml.app.report.Fact;
import org.cyborgml.app.report.Item;
import org.cyborgml.app.report.Item.Bullets;
import org.cyborgml.app.report.Item.Gallery;
import org.cyborgml.app.report.Item.Heading;
import org.cyborgml.app.report.Item.Note;
import org.cyborgml.app.report.Item.Paragraph;
import org.cyborgml.app.report.Item.PictureRow;
import org.cyborgml.app.report.Page;
import org.cyborgml.saliency.batch.BatchFailure;
import org.cyborgml.saliency.batch.CropBatchResult;

/** The page of {@code faces crop}: the first photographs with their faces, beside the crops. */
final class CropPage {

    private static final int SHOWN_PHOTOGRAPHS = 24;
    private static final int SHOWN_LINES = 100;

    private final Path photographs;
    private final Path out;
    private final List<Fact> settings;

    /**
     * A page.
     *
     * @param photographs their folder
     * @param out the folder of the crops
     * @param settings how they were made
     */
    CropPage(Path photographs, Path out, List<Fact> settings) {
        this.photographs = photographs;
        this.out = out;
        this.settings = settings;
    }

    String html(CropBatchResult result, List<BatchFailure> failures) throws IOException {
        List<Item> items = new ArrayList<>();
        items.add(new Note("Made by the command faces crop of CYBORG for the JVM."));
        List<Fact> facts = new ArrayList<>(settings);
        facts.add(new Fact("Crops", Integer.toString(result.crops().crops().size())));
        facts.add(new Fact(
                "Photographs without a face",
                Integer.toString(result.withoutFace().size())));
        facts.add(new Fact("Problems", Integer.toString(failures.size())));
        items.add(Item.Facts.of(facts));
        if (!result.crops().crops().isEmpty()) {
            items.add(new Heading("Faces"));
            items.add(gallery(result));
        }
        addList(items, "Photographs without a face", result.withoutFace(), "no_face.txt");
        addList(items, "Problems", failures.stream().map(BatchFailure::toString).toList(), "problems.txt");
        return new Page("Faces", items).html();
    }

    private Gallery gallery(CropBatchResult result) throws IOException {
        FacePictures pictures = new FacePictures(photographs, out, Optional.empty(), Optional.empty());
        Set<String> paths = new LinkedHashSet<>();
        result.crops().crops().forEach(crop -> paths.add(crop.photograph()));
        List<PictureRow> rows = new ArrayList<>();
        for (String path : paths.stream().limit(SHOWN_PHOTOGRAPHS).toList()) {
            rows.add(pictures.row(path, result.crops().ofPhotograph(path)));
        }
        return new Gallery(
                1,
                "The first photographs, each with its crops. Yellow: the box; red: the landmarks; blue: what is cropped. With"
                        + " each crop the detector's score.",
                rows,
                "");
    }

    private static void addList(List<Item> items, String title, List<String> lines, String file) {
        if (lines.isEmpty()) {
            return;
        }
        int shown = Math.min(lines.size(), SHOWN_LINES);
        items.add(new Heading(title));
        items.add(new Bullets(lines.subList(0, shown)));
        if (shown < lines.size()) {
            items.add(new Paragraph("And " + (lines.size() - shown) + " more: " + file + " has all."));
        }
    }
}
