package org.cyborgml.saliency.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.cyborgml.saliency.annotation.AnnotationFormatException;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.ParsedAnnotations;
import org.cyborgml.saliency.image.ImageSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotationReaderTest {

    private static final String POLYGON = "\"shape_type\": \"polygon\", \"points\": [[10, 10], [20, 10], [15, 20]]";
    private static final String LABELME = ForeignFile.around("labelme", POLYGON);
    private static final String BOX = "\"original_width\": 40, \"original_height\": 32, \"type\": \"rectangle\","
            + " \"from_name\": \"r\", \"to_name\": \"i\", \"id\": \"b\","
            + " \"value\": {\"x\": 25, \"y\": 25, \"width\": 25, \"height\": 50}";

    @TempDir
    Path folder;

    private final AnnotationReader reader = AnnotationReader.withDefaults();

    private static ParsedAnnotations parse(AnnotationReader reader, String content) throws IOException {
        return reader.parse(Path.of("marks.any"), content.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static String judgement(AnnotationRecord entry) {
        return entry.image() + " " + entry.annotator() + " " + entry.decision() + " " + entry.truth() + " "
                + entry.regions().size();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|an empty file",
                "{}|a JSON object with no fields",
                "{\"a\": 1, \"b\": 2}|a JSON object with the fields \"a\", \"b\"",
                "[]|an empty JSON list",
                "[{\"image_id\": 1}]|a JSON list of 1, the first a JSON object with the fields \"image_id\"",
                "<annotation><object/></annotation>|XML that begins with \"<annotation><object/></annotation>\"",
                "0 0.5 0.5 0.1 0.2|text that begins with \"0 0.5 0.5 0.1 0.2\"",
                "a,b,c|text that begins with \"a,b,c\""
            })
    void anUnknownFileSaysWhichFormsAreKnown(String content, String found) {
        assertThatExceptionOfType(AnnotationFormatException.class)
                .isThrownBy(() -> parse(reader, content))
                .withMessageStartingWith("marks.any: is of no known form: found " + found + ". Known forms")
                .satisfies(e -> reader.formats().forEach(format -> assertThat(e.getMessage())
                        .contains(format.name() + " (" + format.description() + ")")))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"shapes\": [|is not valid JSON: ",
                "{\"a\": 1} {|is not valid JSON: ",
                "<annotations><image>|is not valid XML: ",
                "<annotations><version>1.1</version><track id=\"0\"/></annotations>|is of a video: export the task as \"CVAT for images 1.1\"",
                "<annotations><version>1.0</version></annotations>|is version \"1.0\" of CVAT's XML: must be \"1.1\"",
                "<!DOCTYPE a [<!ENTITY x \"y\">]><annotations><version>1.1</version></annotations>|has a document type: must have none",
                "<!DOCTYPE a [<ENTITY b \"c\">]><annotations/>|has a document type: must have none",
                "<annotations><version>1.1</version><image name=\"&x;\"/></annotations>|is not valid XML: ",
                "<annotations><version>1.1</version></annotations>|marks nothing: 0 images, none with a shape",
                "{\"images\": [{\"id\": 1, \"file_name\": \"a.png\", \"width\": 4, \"height\": 4}], \"annotations\": []}|marks nothing: 1 images, none with an annotation",
                "[{\"annotation_id\": 1, \"annotator\": 2, \"image\": \"a.png\"}]|is Label Studio's JSON-MIN export: export as JSON instead",
                "{\"format\": \"cyborg-annotations\", \"version\": 2}|version 2: must be \"cyborg-annotations\" version 1"
            })
    void aFileThatCannotBeReadAsAWholeIsRefused(String content, String reason) {
        assertThatExceptionOfType(AnnotationFormatException.class)
                .isThrownBy(() -> parse(reader, content))
                .withMessageStartingWith("marks.any: ")
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "50 4b 03 04 14 00|is an archive: unpack it",
                "1f 8b 08 00|is an archive: unpack it",
                "89 50 4e 47 0d 0a|is an image: give the folder",
                "ff d8 ff e0|is an image: give the folder",
                "ff fe 7b 00 7d 00|UTF-16",
                "7b 22 e9 22|is not text in UTF-8"
            })
    void whatIsNoTextIsNamed(String hex, String reason) {
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hex);

        assertThatExceptionOfType(AnnotationFormatException.class)
                .isThrownBy(() -> reader.parse(Path.of("marks.any"), bytes))
                .withMessageStartingWith("marks.any: ")
                .withMessageContaining(reason);
    }

    /** The entity would put a file of this machine into the annotations. */
    @Test
    void xmlReachesNoFile() throws IOException {
        Path secret = write("secret.txt", "a.png");
        String content = "<!DOCTYPE annotations [<!ENTITY x SYSTEM \"" + secret.toUri()
                + "\">]><annotations><version>&x;</version></annotations>";

        assertThatExceptionOfType(AnnotationFormatException.class)
                .isThrownBy(() -> parse(reader, content))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("a.png"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.png|a.png",
                "faces/a.png|faces/a.png",
                "..\\images\\a.png|images/a.png",
                "C:\\data\\images\\a.png|data/images/a.png",
                "/home/anna/a.png|home/anna/a.png",
                "./x/../a.png|a.png"
            })
    void pathsOfAnySystemAreBelowTheImageRoot(String written, String image) throws IOException {
        String content = LABELME.replace("\"a.png\"", "\"" + written.replace("\\", "\\\\") + "\"");

        assertThat(parse(reader, content).orThrow())
                .extracting(AnnotationRecord::image)
                .containsExactly(image);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/data/upload/1/0a1b2c3d-a.png|a.png",
                "/data/upload/12/0a1b2c3d-f-1.png|f-1.png",
                "/data/upload/a.png|a.png",
                "http://localhost:8080/data/upload/1/0a1b2c3d-a%20b.png|a b.png",
                "/data/local-files/?d=faces/a.png|faces/a.png",
                "/data/local-files/?d=faces%2Fa.png|faces/a.png",
                "https://example.org/faces/a.png?size=2|faces/a.png",
                "s3://bucket/faces/a.png|faces/a.png",
                "0a1b2c3d-a.png|0a1b2c3d-a.png"
            })
    void labelStudiosUrlsAreBroughtToPaths(String url, String image) throws IOException {
        String content = "[{\"data\": {\"picture\": \"" + url + "\"}, \"annotations\": [{\"id\": 1, \"result\": [{"
                + BOX + "}]}]}]";

        assertThat(parse(reader, content).orThrow())
                .extracting(AnnotationRecord::image)
                .containsExactly(image);
    }

    @Test
    void eachAnnotationOfALabelStudioTaskIsOneAnnotators() throws IOException {
        String choice = "{\"type\": \"choices\", \"from_name\": \"verdict\", \"value\": {\"choices\": [\"%s\"]}}";
        String ofRegion =
                "{\"type\": \"choices\", \"from_name\": \"sure\", \"id\": \"b\", \"value\": {\"choices\": [\"x\"]}}";
        String content = "[{\"data\": {\"image\": \"a.png\", \"truth\": \"Synthetic\"}, \"predictions\": [{}],"
                + " \"annotations\": ["
                + "{\"id\": 1, \"completed_by\": 3, \"result\": [{" + BOX + "}, " + choice.formatted("Real") + ", "
                + ofRegion
                + "]},"
                + "{\"id\": 2, \"completed_by\": {\"id\": 4, \"email\": \"b@c\"}, \"result\": ["
                + choice.formatted("Synthetic")
                + "]},"
                + "{\"id\": 3, \"completed_by\": 5, \"was_cancelled\": true, \"result\": []},"
                + "{\"id\": 4, \"result\": []}]}]";

        assertThat(parse(reader, content).orThrow())
                .extracting(AnnotationReaderTest::judgement)
                .containsExactly(
                        "a.png 3 Real Synthetic 1",
                        "a.png b@c Synthetic Synthetic 0",
                        "a.png annotation 4 null Synthetic 0");
    }

    @Test
    void labelStudiosGroundTruthIsTheTruth() throws IOException {
        String choice = "{\"type\": \"choices\", \"from_name\": \"%s\", \"value\": {\"choices\": [\"%s\"]}}";
        String content = "[{\"data\": {\"image\": \"a.png\"}, \"annotations\": ["
                + "{\"completed_by\": 3, \"result\": [{" + BOX + "}, " + choice.formatted("verdict", "Real") + ", "
                + choice.formatted("mood", "dull") + "]},"
                + "{\"completed_by\": 4, \"ground_truth\": true, \"result\": ["
                + choice.formatted("verdict", "Synthetic") + "]}]}]";

        assertThat(parse(reader.withOptions(ReadingOptions.defaults().withJudgementNames("verdict", "truth")), content)
                        .orThrow())
                .extracting(AnnotationReaderTest::judgement)
                .containsExactly("a.png 3 Real Synthetic 1", "a.png 4 Synthetic Synthetic 0");
        assertThat(parse(reader, content).problems()).singleElement().satisfies(problem -> assertThat(problem.reason())
                .contains("has the choices [verdict, mood]: name the one that is the decision (--decision)"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"completed_by\": 3, \"result\": [{BOX}]}, {\"completed_by\": 3, \"result\": []}|annotator \"3\" comes twice",
                "{\"result\": [{BOX}, {\"type\": \"choices\", \"value\": {\"choices\": [\"a\", \"b\"]}}]}|has 2 values: must have one",
                "{\"result\": [{BOX}, {\"original_width\": 41, \"original_height\": 32, \"type\": \"keypoint\", \"to_name\": \"i\"}]}|is of an image of 41x32, others are of 40x32",
                "{\"result\": [{BOX}, {\"original_width\": 40, \"original_height\": 32, \"type\": \"keypoint\", \"to_name\": \"j\", \"value\": {\"x\": 5, \"y\": 6}}]}|marks the images [i, j] of one task"
            })
    void labelStudioTasksThatCannotBeMeantAreNamed(String annotations, String reason) throws IOException {
        String content =
                "[{\"data\": {\"image\": \"a.png\"}, \"annotations\": [" + annotations.replace("BOX", BOX) + "]}]";

        assertThat(parse(reader, content).problems()).singleElement().satisfies(problem -> assertThat(problem.reason())
                .contains(reason));
    }

    @Test
    void judgementsAreReadWhereTheFormsHaveThem() throws IOException {
        assertThat(parse(
                                reader,
                                LABELME.replace(
                                        "\"flags\": {}, \"shapes\"",
                                        "\"flags\": {\"Real\": true, \"Fake\": false}, \"shapes\""))
                        .orThrow())
                .extracting(AnnotationReaderTest::judgement)
                .containsExactly("a.png labelme Real null 1");
        String cvat = ForeignFile.around(
                "cvat", "<points points=\"5,6\"/><tag label=\"Real\"><attribute name=\"truth\">Fake</attribute></tag>");
        assertThat(parse(reader, cvat).orThrow())
                .extracting(AnnotationReaderTest::judgement)
                .containsExactly("a.png marks Real Fake 1");
        assertThat(parse(reader, cvat.replace("</image>", "<tag label=\"Fake\"/></image>"))
                        .problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.reason()).isEqualTo("the decision is \"Real\" and \"Fake\": must be one"));
        FormatsPage.image(folder.resolve("images/a.png"), 40, 32);
        String via = ForeignFile.around("via", "\"name\": \"point\", \"cx\": 5, \"cy\": 6")
                .replace(
                        "\"file_attributes\": {}", "\"file_attributes\": {\"verdict\": \"Real\", \"truth\": \"Fake\"}");
        assertThat(parse(
                                reader.withImages(folder.resolve("images"))
                                        .withOptions(ReadingOptions.defaults().withJudgementNames("verdict", "truth")),
                                via)
                        .orThrow())
                .extracting(AnnotationReaderTest::judgement)
                .containsExactly("a.png marks Real Fake 1");
        assertThat(parse(reader, "image;subject;x;y;response;truth;width;height\na.png;anna;5;6;Real;Fake;40;32\n")
                        .orThrow())
                .extracting(AnnotationReaderTest::judgement)
                .containsExactly("a.png anna Real Fake 1");
    }

    @Test
    void aFolderHoldsOneFolderPerAnnotator() throws IOException {
        write("marks/anna/a.json", LABELME);
        write("marks/ben/a.json", LABELME);
        write("marks/ben/b.json", LABELME.replace("a.png", "b.png"));
        write("marks/ben/.hidden.json", "{");
        write("marks/ben/broken.json", "{");

        ParsedAnnotations read = reader.read(folder.resolve("marks"));

        assertThat(read.records())
                .extracting(entry -> entry.image() + " " + entry.annotator())
                .containsExactly("a.png anna", "a.png ben", "b.png ben");
        assertThat(read.problems()).singleElement().satisfies(problem -> assertThat(problem.place())
                .isEqualTo("ben/broken.json"));
    }

    @Test
    void aFolderOfFilesOfManyImagesHoldsOneAnnotatorPerFile() throws IOException {
        String coco = ForeignFile.around("coco", "\"segmentation\": [[10, 10, 20, 10, 15, 20]]");
        write("marks/anna.json", coco);
        write("marks/ben.json", coco);

        assertThat(reader.read(folder.resolve("marks")).orThrow())
                .extracting(AnnotationRecord::annotator)
                .containsExactly("anna", "ben");
    }

    @Test
    void aFolderWithoutAFileThatCanBeReadIsRefused() throws IOException {
        Files.createDirectories(folder.resolve("none"));
        assertThatExceptionOfType(AnnotationFormatException.class)
                .isThrownBy(() -> reader.read(folder.resolve("none")))
                .withMessageContaining("holds no annotation file");
        write("marks/a.json", "{}");
        assertThatExceptionOfType(AnnotationFormatException.class)
                .isThrownBy(() -> reader.read(folder.resolve("marks")))
                .withMessageContaining("a.json: is of no known form");
    }

    @Test
    void imagesThatAreMissingOrOfAnotherSizeAreNamedAllAtOnce() throws IOException {
        FormatsPage.image(folder.resolve("images/faces/a.png"), 40, 32);
        FormatsPage.image(folder.resolve("images/faces/b.png"), 32, 40);
        FormatsPage.image(folder.resolve("images/c/d.png"), 40, 32);
        FormatsPage.image(folder.resolve("images/e/d.png"), 40, 32);
        for (String name : List.of("a", "b", "c", "d")) {
            write("marks/" + name + ".json", LABELME.replace("a.png", name + ".png"));
        }
        write("marks/e.json", LABELME.replace("a.png", "e/d.png"));

        ParsedAnnotations read = reader.withImages(folder.resolve("images")).read(folder.resolve("marks"));

        assertThat(read.records()).extracting(AnnotationRecord::image).containsExactly("faces/a.png", "e/d.png");
        assertThat(read.problems())
                .extracting(problem -> problem.image() + ": " + problem.reason())
                .satisfiesExactly(
                        wrong -> assertThat(wrong)
                                .isEqualTo("b.png: the image is of 32x40, its annotations are of 40x32: must be equal"),
                        wrong -> assertThat(wrong).startsWith("c.png: there is no such image in "),
                        wrong -> assertThat(wrong).startsWith("d.png: is one of 2 images of that name in "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"faces/a.png", "a.png", "a", "a.jpg", "data/faces/a.png", "other/a"})
    void imagesAreFoundByPathNameOrStem(String written) throws IOException {
        FormatsPage.image(folder.resolve("images/faces/a.png"), 40, 32);
        FormatsPage.image(folder.resolve("images/faces/ab.png"), 40, 32);
        String table = "image,x,y,duration\n" + written + ",5,6,250\n";

        assertThat(parse(reader.withImages(folder.resolve("images")), table).orThrow())
                .extracting(AnnotationRecord::image)
                .containsExactly("faces/a.png");
    }

    @Test
    void formsWithoutSizesNeedTheImages() throws IOException {
        String via = ForeignFile.around("via", "\"name\": \"point\", \"cx\": 5, \"cy\": 6");

        assertThat(parse(reader, via).problems()).singleElement().satisfies(problem -> assertThat(problem.reason())
                .isEqualTo("the file does not state the size of the image: give the folder of the images"
                        + " (--images)"));
        FormatsPage.image(folder.resolve("images/a.png"), 40, 32);
        assertThat(parse(reader.withImages(folder.resolve("images")), via).orThrow())
                .extracting(AnnotationRecord::size)
                .containsExactly(new ImageSize(40, 32));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void tablesHaveAnySeparatorAndAnyNames(String separator) throws IOException {
        String table = "Stimulus,FPOGX,FPOGY,FPOGD,Who,W,H\n\"a.png\",5,6,250,anna,40,32\nb.png,5,6,250,ben,40,32\n";
        ReadingOptions options = ReadingOptions.defaults()
                .withColumns(
                        Map.of(FixationColumn.ANNOTATOR, "who", FixationColumn.WIDTH, "W", FixationColumn.HEIGHT, "H"));

        assertThat(parse(
                                reader.withOptions(options),
                                "\ufeff" + table.replace(",", separator).replace("\n", "\r\n"))
                        .orThrow())
                .extracting(entry -> entry.image() + " " + entry.annotator() + " " + entry.size())
                .containsExactly("a.png anna 40x32", "b.png ben 40x32");
    }

    @Test
    void aColumnThatIsNotThereIsNamed() {
        ReadingOptions options =
                ReadingOptions.defaults().withColumns(Map.of(FixationColumn.X, "gx", FixationColumn.DURATION, "ms"));

        assertThatExceptionOfType(AnnotationFormatException.class)
                .isThrownBy(() -> parse(reader.withOptions(options), "image,x,y\na.png,1,2\n"))
                .withMessage(
                        "marks.any: columns [\"image\", \"x\", \"y\"] have none for x, duration: name them (--columns"
                                + " x=NAME)");
    }

    @Test
    void aFormIsForcedByItsName() throws IOException {
        assertThat(parse(reader.withOnly("labelme"), LABELME).orThrow()).hasSize(1);
        assertThatExceptionOfType(AnnotationFormatException.class)
                .isThrownBy(() -> parse(reader.withOnly("coco"), LABELME))
                .withMessage("marks.any: \"images\" must be a list");
        assertThatExceptionOfType(AnnotationFormatException.class)
                .isThrownBy(() -> parse(reader.withOnly("cvat"), LABELME))
                .withMessageContaining("is not valid XML");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.withOnly("voc"))
                .withMessage("form \"voc\": must be one of cyborg, labelme, coco, cvat, via, label-studio, fixations");
    }

    @Test
    void aFormOfOnesOwnComesFirst() throws IOException {
        AnnotationFormat own = new AnnotationFormat() {
            @Override
            public String name() {
                return "own";
            }

            @Override
            public String description() {
                return "a line of our own";
            }

            @Override
            public boolean recognises(AnnotationSource source) {
                return source.text().startsWith("own:");
            }

            @Override
            public ParsedAnnotations read(AnnotationSource source) {
                String image = source.text().substring(4).strip();
                return new ParsedAnnotations(
                        source.file(),
                        List.of(new AnnotationRecord(
                                image, new ImageSize(4, 4), source.annotatorOr("me"), null, null, List.of())),
                        List.of());
            }
        };

        assertThat(parse(reader.withFormat(own), "own: a.png").orThrow())
                .extracting(AnnotationReaderTest::judgement)
                .containsExactly("a.png me null null 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.withFormat(own).withFormat(own))
                .withMessageContaining("form own is known already");
    }
}
