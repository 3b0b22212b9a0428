package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.cyborgml.saliency.format.AnnotationFormat;
import org.cyborgml.saliency.format.AnnotationReader;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maps of the files of other tools, by the command line. */
class SaliencyBuildCommandTest {

    /** One triangle on an image of 40x32, as each tool exports it. */
    private static final Map<String, String> TRIANGLE = Map.of(
            "labelme.json",
            """
            {"version": "5.2.1", "flags": {}, "shapes": [{"label": "eye", "points": [[10, 10], [20, 10], [15, 20]],
            "group_id": null, "shape_type": "polygon", "flags": {}}], "imagePath": "f00.png", "imageData": null,
            "imageHeight": 32, "imageWidth": 40}
            """,
            "coco.json",
            """
            {"images": [{"id": 1, "file_name": "f00.png", "width": 40, "height": 32}], "annotations": [{"id": 1,
            "image_id": 1, "category_id": 1, "segmentation": [[10, 10, 20, 10, 15, 20]], "bbox": [10, 10, 10, 10],
            "area": 50, "iscrowd": 0}], "categories": [{"id": 1, "name": "eye"}]}
            """,
            "cvat.xml",
            """
            <annotations><version>1.1</version><image id="0" name="f00.png" width="40" height="32">
            <polygon label="eye" points="10.00,10.00;20.00,10.00;15.00,20.00"/></image></annotations>
            """,
            "via.json",
            """
            {"f00.png1234": {"filename": "f00.png", "size": 1234, "regions": [{"shape_attributes": {"name": "polygon",
            "all_points_x": [10, 20, 15], "all_points_y": [10, 10, 20]}, "region_attributes": {}}],
            "file_attributes": {}}}
            """,
            "via.csv",
            """
            filename,file_size,file_attributes,region_count,region_id,region_shape_attributes,region_attributes
            f00.png,1234,"{}",1,0,"{""name"":""polygon"",""all_points_x"":[10,20,15],""all_points_y"":[10,10,20]}","{}"
            """,
            "ls.json",
            """
            [{"id": 1, "annotations": [{"id": 1, "result": [{"original_width": 40, "original_height": 32, "value":
            {"points": [[25, 31.25], [50, 31.25], [37.5, 62.5]], "polygonlabels": ["eye"]}, "type": "polygonlabels"}]}],
            "data": {"image": "/data/upload/1/abcd-f00.png"}}]
            """,
            "ours.csv",
            """
            image,width,height,annotator,decision,truth,type,option,data
            f00.png,40,32,A,,,polygon,even-odd,10 10; 20 10; 15 20
            """);

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();
    private final StringWriter output = new StringWriter();

    @BeforeEach
    void makeImage() throws IOException {
        Files.createDirectories(folder.resolve("images"));
        PngWriter.write(
                BinaryMask.ofRuns(new ImageSize(40, 32), new int[] {1280}).toRaster(),
                folder.resolve("images/f00.png"));
    }

    private int run(String line) {
        return TypedCommand.run(line, folder, errors, output);
    }

    @Test
    void allToolsGiveTheSameMapOfTheSameTriangle() throws IOException {
        for (Map.Entry<String, String> file : TRIANGLE.entrySet()) {
            String name = file.getKey();
            Files.writeString(folder.resolve(name), file.getValue());
            assertThat(run("saliency build --quiet DIR/" + name + " --images DIR/images --out DIR/out-" + name))
                    .as(name + errors)
                    .isZero();
            assertThat(folder.resolve("out-" + name + "/maps/f00.png"))
                    .as(name)
                    .hasSameBinaryContentAs(
                            folder.resolve("out-" + TRIANGLE.keySet().iterator().next() + "/maps/f00.png"));
        }
    }

    @Test
    void annotatorsOfSeveralFilesAreAddedUp() throws IOException {
        Files.createDirectories(folder.resolve("marks"));
        Files.writeString(folder.resolve("marks/anna.xml"), TRIANGLE.get("cvat.xml"));
        Files.writeString(folder.resolve("marks/ben.json"), TRIANGLE.get("coco.json"));

        assertThat(run("saliency build --quiet DIR/marks --out DIR/out"))
                .as(errors.toString())
                .isZero();
        assertThat(Files.readString(folder.resolve("out/summary.html"))).contains("f00.png (anna, ben)");
    }

    @Test
    void decisionsAreUsedWhereTheTruthIsKnown() throws IOException {
        Files.writeString(
                folder.resolve("fixations.csv"),
                """
                subject,image,x,y,response,truth,width,height
                anna,f00.png,5,6,Real,Real,40,32
                ben,f00.png,30,20,Fake,Real,40,32
                """);

        assertThat(run("saliency build --quiet DIR/fixations.csv --radius 3 --out DIR/out"))
                .isZero();
        assertThat(Files.readString(folder.resolve("out/summary.html"))).contains("f00.png (anna)");
    }

    /** Of a table named and measured as a laboratory's own: the formula's values at two places. */
    @Test
    void gazeBecomesADensityWithTheSigmaOfItsImage() throws IOException {
        PngWriter.write(
                BinaryMask.ofRuns(new ImageSize(40, 32), new int[] {1280}).toRaster(),
                folder.resolve("images/7_Mallard_00042.png"));
        Files.writeString(
                folder.resolve("gaze.csv"), "id,trial,x,y,ms\n00042,1,10,8,300\n00042,2,30,8,100\n00042,3,30,24,100\n");
        Files.writeString(folder.resolve("sigmas.csv"), "file,sigma_x,sigma_y\n7_Mallard_00042.png,3,4\n");
        String build = "saliency build --quiet DIR/gaze.csv --images DIR/images --match end"
                + " --columns image=id,annotator=trial,duration=ms --fixations density --sigmas DIR/sigmas.csv --side 20";

        assertThat(run(build + " --out DIR/all")).as(errors.toString()).isZero();
        Raster all = map("all");
        assertThat(all.size()).isEqualTo(new ImageSize(20, 16));
        // Centres of cells (4, 3), (5, 4) and (15, 4) are (9, 7), (11, 9) and (31, 9). The four cells about (10, 8) are
        // equally near.
        assertThat(all.sample(4, 3, 0)).isEqualTo(255);
        assertThat(all.sample(5, 4, 0)).isEqualTo(255);
        assertThat(all.sample(15, 4, 0)).isEqualTo(85);

        assertThat(run(build + " --durations ignore --out DIR/same")).isZero();
        assertThat(map("same").sample(15, 4, 0)).isEqualTo(255);

        assertThat(run(build + " --sigma-factor 2 --out DIR/wide")).isZero();
        assertThat(map("wide").sample(8, 3, 0)).isGreaterThan(all.sample(8, 3, 0));

        assertThat(run(build + " --max-annotators 1 --out DIR/one")).isZero();
        assertThat(Files.readString(folder.resolve("one/summary.html"))).contains("Most annotators");
        assertThat(map("one")).isNotEqualTo(all);

        Files.writeString(folder.resolve("sigmas.csv"), "file,sigma_x,sigma_y\nother.png,3,4\n");
        assertThat(run(build + " --out DIR/none")).isEqualTo(1);
        assertThat(errors.toString()).contains("has no row for image 7_Mallard_00042.png");
    }

    private Raster map(String out) throws IOException {
        return ImageDecoder.withDefaults().read(folder.resolve(out + "/maps/7_Mallard_00042.png"));
    }

    @Test
    void whatIsWrongIsOneLineAndListedInFull() throws IOException {
        Files.writeString(folder.resolve("via.json"), TRIANGLE.get("via.json"));
        assertThat(run("saliency build --quiet DIR/via.json --out DIR/out")).isEqualTo(1);
        assertThat(errors.toString().lines())
                .singleElement()
                .asString()
                .contains("f00.png", "give the folder of the images (--images)");
        assertThat(Files.readString(folder.resolve("out/problems.txt"))).contains("--images");
        Files.writeString(folder.resolve("any.json"), "{\"a\": 1}");
        assertThat(run("saliency build --quiet DIR/any.json --out DIR/out")).isEqualTo(1);
        assertThat(errors.toString().lines().toList().get(1))
                .contains("is of no known form", "label-studio (Label Studio");
        assertThat(run("saliency build --quiet DIR/any.json --format voc --out DIR/out"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("form \"voc\": must be one of cyborg, labelme, coco");
    }

    /** Every option that the page or a message names is an option of the command. */
    @Test
    void thePageIsPrintedAndItsOptionsExist() throws IOException {
        assertThat(run("saliency formats")).isZero();
        String page = output.toString();
        assertThat(page).isEqualTo(SaliencyFormatsCommand.page());
        List<String> known = List.copyOf(Main.commandLine()
                .getSubcommands()
                .get("saliency")
                .getSubcommands()
                .get("build")
                .getCommandSpec()
                .optionsMap()
                .keySet());
        assertThat(known)
                .containsAll(Pattern.compile("--[a-z][a-z-]+")
                        .matcher(page)
                        .results()
                        .map(MatchResult::group)
                        .distinct()
                        .toList());
        assertThat(run("saliency build --help")).isZero();
        for (AnnotationFormat format : AnnotationReader.withDefaults().formats()) {
            assertThat(output.toString()).contains(format.name());
        }
    }
}
