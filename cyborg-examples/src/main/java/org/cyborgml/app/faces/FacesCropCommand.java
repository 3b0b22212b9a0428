package org.cyborgml.app.faces;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.console.JsonOption;
import org.cyborgml.app.files.TextFiles;
import org.cyborgml.app.report.Fact;
import org.cyborgml.saliency.batch.BatchFailure;
import org.cyborgml.saliency.batch.CropBatch;
import org.cyborgml.saliency.batch.CropBatchResult;
import org.cyborgml.saliency.batch.FaceFinder;
import org.cyborgml.saliency.face.CropStyle;
import org.cyborgml.saliency.face.FaceChoice;
import org.cyborgml.saliency.face.FaceCropper;
import org.cyborgml.saliency.face.FaceDetector;
import org.cyborgml.saliency.face.FaceTable;
import org.cyborgml.saliency.face.HaarCascade;
import org.cyborgml.saliency.face.YuNet;
import org.cyborgml.saliency.geometry.BorderRule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code faces crop}: photographs to images of one face each. */
@Command(
        name = "crop",
        description = {
            "Crops the faces of photographs, and their saliency maps, masks and annotations by the same transform.",
            "The faces come from YuNet (--detector, five landmarks), from a csv of another program (--faces), or, if neither"
                    + " is given, from the cascade inside OpenCV: boxes without landmarks, fewer faces, more mistakes."
        },
        footer = {
            "In --out: images/; crops.csv, the transform of every crop, for --crops of saliency build, train, score and"
                    + " cam; maps/, masks/ and annotations.json if asked for; no_face.txt, the photographs without a"
                    + " face; problems.txt; index.html with the first faces.",
            "A csv of --faces has a header: path; left, top, right, bottom or x, y, width, height; left_eye_x, left_eye_y,"
                    + " right_eye_x, ..., nose_x, ..., left_mouth_x, ..., right_mouth_y; score. Boxes or landmarks may be"
                    + " missing. Left and right may be the viewer's or the subject's."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@Examples({
    "cyborg faces crop --images photographs --detector yunet_n_320_320.onnx --out crops",
    "cyborg faces crop --images photographs --faces faces.csv --style aligned --heatmaps maps --out crops"
})
final class FacesCropCommand implements Callable<Integer> {

    @Mixin
    private final FolderOptions folders = new FolderOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(names = "--detector", paramLabel = "FILE", description = "YuNet's ONNX file.")
    private @Nullable Path detector;

    @Option(
            names = "--threshold",
            paramLabel = "SCORE",
            description = "Of YuNet: a face counts from this score on. Default: 0.6.")
    private @Nullable Double threshold;

    @Option(names = "--faces", paramLabel = "CSV", description = "Boxes or landmarks that another program found.")
    private @Nullable Path faces;

    @Option(
            names = "--style",
            paramLabel = "STYLE",
            defaultValue = "paper",
            description = "${COMPLETION-CANDIDATES}: paper, the box grown by 20 %% and 30 %% more at the forehead;"
                    + " aligned, turned to a frontal face by the landmarks; bonettini, a square about the box grown by 20"
                    + " %% and 40 %% on top; ffhq, turned, around eyes and mouth.")
    private CropStyle style = CropStyle.PAPER;

    @Option(names = "--size", paramLabel = "PIXELS", description = "Side of the crops. Default: 224; ffhq 1024.")
    private @Nullable Integer size;

    @Option(
            names = "--border",
            paramLabel = "RULE",
            description =
                    "Crops that reach over the photograph's border: ${COMPLETION-CANDIDATES}. Default: clip; aligned"
                            + " pad_zero, ffhq pad_replicate.")
    private @Nullable BorderRule border;

    @Option(
            names = "--choose",
            paramLabel = "FACES",
            defaultValue = "largest",
            description = "Which faces of a photograph: ${COMPLETION-CANDIDATES}.")
    private FaceChoice choice = FaceChoice.LARGEST;

    @Option(
            names = "--heatmaps",
            paramLabel = "DIR",
            description = "Saliency maps of the photographs, cropped to maps/.")
    private @Nullable Path heatmaps;

    @Option(names = "--masks", paramLabel = "DIR", description = "Masks of the photographs, cropped to masks/.")
    private @Nullable Path masks;

    @Option(
            names = "--annotations",
            paramLabel = "FILE",
            description =
                    "Annotations of the photographs, of any form that saliency build reads; moved to annotations.json.")
    private @Nullable Path annotations;

    @Override
    public Integer call() throws IOException {
        FaceCropper cropper = cropper();
        refuseWhatDoesNotFit();
        folders.requireOut();
        if (Files.exists(folders.out("crops.csv"))) {
            throw new IOException(folders.out() + ": holds crops already; give another --out");
        }
        Console console = folders.console();
        CropBatch batch = CropBatch.with(cropper, choice).withProgress(console.batch());
        Files.createDirectories(folders.out());
        if (faces != null) {
            FaceTable table = FaceTable.read(faces);
            return finish(
                    batch.crop(folders.images(), FaceFinder.of(table), folders.out("images")),
                    faces.toString(),
                    console);
        }
        try (FaceDetector found = detector(console)) {
            CropBatchResult result = batch.crop(folders.images(), FaceFinder.of(found), folders.out("images"));
            return finish(result, found.description(), console);
        }
    }

    private FaceCropper cropper() {
        FaceCropper cropper = FaceCropper.of(style);
        if (size != null) {
            cropper = cropper.withSide(size);
        }
        return border == null ? cropper : cropper.withBorder(border);
    }

    private void refuseWhatDoesNotFit() {
        if (detector != null && faces != null) {
            throw new IllegalArgumentException("give --detector or --faces, not both");
        }
        if (threshold != null && detector == null) {
            throw new IllegalArgumentException("--threshold is of YuNet: give --detector");
        }
        if (style.needsLandmarks() && detector == null && faces == null) {
            throw new IllegalArgumentException("--style " + style
                    + " goes by landmarks, which OpenCV's cascade does not find: give --detector or --faces");
        }
    }

    private FaceDetector detector(Console console) throws IOException {
        if (detector == null) {
            console.say(
                    "no --detector: OpenCV's frontal face cascade finds boxes only, fewer faces than YuNet, and more"
                            + " often takes other things for faces");
            return HaarCascade.load();
        }
        YuNet yunet = YuNet.read(detector);
        return threshold == null ? yunet : yunet.withThreshold(threshold);
    }

    private int finish(CropBatchResult result, String source, Console console) throws IOException {
        List<BatchFailure> failures = new ArrayList<>(result.failures());
        if (!result.crops().crops().isEmpty()) {
            CropSidecars sidecars = new CropSidecars(result.crops(), folders.out(), failures);
            if (heatmaps != null) {
                sidecars.cropMaps(heatmaps);
            }
            if (masks != null) {
                sidecars.cropMasks(masks);
            }
            if (annotations != null) {
                sidecars.moveAnnotations(annotations);
            }
            result.crops().write(folders.out("crops.csv"));
        }
        folders.writeList("no_face.txt", withoutFace(result));
        folders.writeList(
                "problems.txt", failures.stream().map(BatchFailure::toString).toList());
        CropPage page = new CropPage(folders.images(), folders.out(), facts(source));
        TextFiles.write(folders.out("index.html"), page.html(result, failures));
        console.say(result.crops().crops().size() + " crops, "
                + result.withoutFace().size() + " photographs without a face; " + folders.out("index.html"));
        json.print(new Cropped(
                folders.out().toString(),
                result.crops().crops().size(),
                result.withoutFace(),
                failures.stream().map(BatchFailure::toString).toList()));
        if (!failures.isEmpty()) {
            throw new IOException(failures.size() + " problems, the first: " + failures.get(0) + "; all in "
                    + folders.out("problems.txt"));
        }
        if (result.crops().crops().isEmpty()) {
            throw new IOException("no face was found on " + result.withoutFace().size() + " photographs of "
                    + folders.images() + ", so there are no crops");
        }
        return 0;
    }

    /** Result for programs: the folder that was written, its crops, photographs without a face, and what went wrong. */
    private record Cropped(String folder, int crops, List<String> withoutFace, List<String> failures) {}

    private List<String> withoutFace(CropBatchResult result) {
        return result.withoutFace().stream()
                .map(path -> path
                        + (CropBatch.isStoredTurned(folders.images().resolve(path))
                                ? ": its EXIF orientation says that it is stored turned, which is not undone here"
                                : ""))
                .toList();
    }

    private List<Fact> facts(String source) {
        FaceCropper cropper = cropper();
        return List.of(
                new Fact("Photographs", folders.images().toString()),
                new Fact("Faces found by", source),
                new Fact("Style", cropper.style() + ", " + cropper.side() + "x" + cropper.side()),
                new Fact("Faces of a photograph", choice.name().toLowerCase(java.util.Locale.ROOT)));
    }
}
