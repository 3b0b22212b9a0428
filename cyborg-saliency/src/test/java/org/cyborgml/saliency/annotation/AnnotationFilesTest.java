package org.cyborgml.saliency.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cyborgml.saliency.image.ImageSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotationFilesTest {

    private static final String HEADER = "image,width,height,annotator,decision,truth,type,option,data\r\n";

    @TempDir
    Path folder;

    private static List<AnnotationRecord> records(long seed, Path masks) {
        Random random = new Random(seed);
        List<AnnotationRecord> records = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            ImageSize size = new ImageSize(1 + random.nextInt(30), 1 + random.nextInt(30));
            List<Annotation> regions = new ArrayList<>();
            if (i % 4 != 0) {
                regions.addAll(Regions.ofEveryKind(size, random));
                regions.add(new Annotation.MaskFile(masks.resolve("A " + i + ", \"left\".png"), random.nextInt(255)));
            }
            records.add(new AnnotationRecord(
                    "faces/\u00e9 \"" + i / 2 + "\",\n2.png",
                    size,
                    "A" + i,
                    i % 3 == 0 ? null : "Real",
                    i % 5 == 0 ? null : "Synthetic",
                    regions));
        }
        return records;
    }

    @ParameterizedTest
    @CsvSource({"json,1", "json,2", "csv,1", "csv,2", "JSON,3", "CSV,3"})
    void readsBackEqualRecords(String extension, long seed) throws IOException {
        List<AnnotationRecord> records = records(seed, folder.resolve("masks"));
        Path file = folder.resolve("annotations." + extension);
        AnnotationFiles.write(records, file);
        assertThat(AnnotationFiles.read(file).orThrow()).isEqualTo(records);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv"})
    void keepsNumbersToTheLastBit(String extension) throws IOException {
        List<Point> points = List.of(new Point(0.1 + 0.2, -0.0), new Point(1e7, Math.nextUp(1.0)));
        AnnotationRecord entry = new AnnotationRecord(
                "a.png", new ImageSize(9, 9), "A", null, null, List.of(new Annotation.Stroke(points, 1 / 3.0)));
        Path file = folder.resolve("a." + extension);
        AnnotationFiles.write(List.of(entry), file);
        assertThat(AnnotationFiles.read(file).orThrow()).containsExactly(entry);
    }

    @Test
    void maskFilesAreWrittenRelativeToTheAnnotations() throws IOException {
        AnnotationRecord entry = new AnnotationRecord(
                "a.png",
                new ImageSize(9, 9),
                "A",
                null,
                null,
                List.of(new Annotation.MaskFile(folder.resolve("masks").resolve("a.png"), 127)));
        Path file = folder.resolve("a.json");
        AnnotationFiles.write(List.of(entry), file);
        assertThat(Files.readString(file)).contains("\"masks/a.png\"").contains("\"level\" : 127,");
    }

    @Test
    void readsTheExampleOfTheDocumentation() throws IOException {
        Path json = Files.writeString(
                folder.resolve("a.json"),
                """
                {
                  "format": "cyborg-annotations", "version": 1,
                  "records": [
                    {"image": "faces/000174.png", "width": 640, "height": 480, "annotator": "A7",
                     "decision": "Real", "truth": "Synthetic",
                     "regions": [
                       {"type": "polygon", "fill": "even-odd", "points": [[10, 10], [50.5, 12], [30, 40]]},
                       {"type": "stroke", "radius": 4, "points": [[100, 100], [120, 110]]},
                       {"type": "box", "values": [200, 80, 40, 30]},
                       {"type": "ellipse", "values": [300, 200, 25, 15, 30]},
                       {"type": "fixations", "radius": 12, "points": [[310, 210, 250], [90, 105, 420]]},
                       {"type": "mask", "runs": [1000, 20, 306180]},
                       {"type": "mask-file", "file": "masks/A7/000174.png", "level": 127}
                     ]}
                  ]
                }
                """);
        AnnotationRecord entry = AnnotationFiles.read(json).orThrow().get(0);
        assertThat(entry.image()).isEqualTo("faces/000174.png");
        assertThat(entry.size()).isEqualTo(new ImageSize(640, 480));
        assertThat(entry.isCorrect()).contains(false);
        assertThat(entry.regions().subList(0, 5))
                .containsExactly(
                        new Annotation.Polygon(
                                List.of(new Point(10, 10), new Point(50.5, 12), new Point(30, 40)), FillRule.EVEN_ODD),
                        new Annotation.Stroke(List.of(new Point(100, 100), new Point(120, 110)), 4),
                        new Annotation.Box(new Point(200, 80), 40, 30),
                        new Annotation.Ellipse(new Point(300, 200), 25, 15, 30),
                        new Annotation.Fixations(
                                List.of(
                                        new Annotation.Fixation(new Point(310, 210), 250),
                                        new Annotation.Fixation(new Point(90, 105), 420)),
                                12));
        // 1000 pixels into rows of 640: the second row, from column 360.
        Annotation.Mask mask = (Annotation.Mask) entry.regions().get(5);
        assertThat(mask.mask().count()).isEqualTo(20);
        assertThat(mask.mask().isMarked(360, 1)).isTrue();
        assertThat(mask.mask().isMarked(359, 1)).isFalse();
        assertThat(entry.regions().get(6))
                .isEqualTo(new Annotation.MaskFile(folder.resolve("masks/A7/000174.png"), 127));

        Path csv = Files.writeString(
                folder.resolve("a.csv"),
                """
                image,width,height,annotator,decision,truth,type,option,data
                faces/000174.png,640,480,A7,Real,Synthetic,polygon,even-odd,10 10; 50.5 12; 30 40
                faces/000174.png,640,480,A7,Real,Synthetic,box,,200 80 40 30
                faces/000174.png,640,480,A9,Synthetic,Synthetic,,,
                """);
        List<AnnotationRecord> records = AnnotationFiles.read(csv).orThrow();
        assertThat(records).hasSize(2);
        assertThat(records.get(0).regions())
                .containsExactly(entry.regions().get(0), entry.regions().get(2));
        assertThat(records.get(1).regions()).isEmpty();
        assertThat(records.get(1).isCorrect()).contains(true);
    }

    @Test
    void csvMayComeFromASpreadsheet() throws IOException {
        // A byte order mark, LF line ends, an empty line at the end, and the lines of an annotator apart.
        Path file = Files.writeString(
                folder.resolve("a.csv"),
                "\ufeff" + HEADER.strip()
                        + "\na.png,9,9,A,,,box,,1 2 3 4\nb.png,9,9,A,,,,,\na.png,9,9,A,,,box,,0 0 1 1\n\n");
        List<AnnotationRecord> records = AnnotationFiles.read(file).orThrow();
        assertThat(records).extracting(AnnotationRecord::image).containsExactly("a.png", "b.png");
        assertThat(records.get(0).regions()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.png,9,9,A,,,box,,1 2 3|box has a row of 3 numbers: 4 are needed",
                "a.png,9,9,A,,,box,,1 2 3 4; 5 6 7 8|box has 2 rows of numbers: 1 is needed",
                "a.png,9,9,A,,,box,,1 2 3 -4|box height -4.0: must be above 0 and at most 1e7",
                "a.png,9,9,A,,,box,,1 2 x 4|data \"x\": must be a number",
                "a.png,9,9,A,,,box,,1 NaN 3 4|y NaN: must be a number from -1e7 to 1e7",
                "a.png,9,9,A,,,circle,,1 2 3|region type \"circle\": must be polygon, stroke, box,",
                "a.png,9,9,A,,,polygon,,1 2; 3 4|2 polygon corners: at least 3 are needed",
                "a.png,9,9,A,,,polygon,winding,1 2; 3 4; 5 6|fill \"winding\": must be even-odd or non-zero",
                "a.png,9,9,A,,,stroke,,1 2|stroke has no radius: one is needed",
                "a.png,9,9,A,,,stroke,0,1 2|stroke radius 0.0: must be above 0",
                "a.png,9,9,A,,,stroke,1,|0 stroke points: at least 1 are needed",
                "a.png,9,9,A,,,ellipse,,1 2 3 4 400|ellipse angle 400.0: must be from -360 to 360 degrees",
                "a.png,9,9,A,,,fixations,,1 2 0|fixation duration 0.0 ms: must be above 0",
                "a.png,9,9,A,,,mask,,80|mask runs cover 80 pixels: an image of 9x9 has 81",
                "a.png,9,9,A,,,mask,,80 2|mask run 2.0 after 80 pixels: must be a whole number from 0 to 1",
                "a.png,9,9,A,,,mask,,80.5 0.5|mask run 80.5 after 0 pixels",
                "a.png,40000,40000,A,,,mask,,1600000000|mask for an image of 40000x40000: at most 100000000 pixels",
                "a.png,9,9,A,,,mask-file,,|mask-file has no file: one is needed",
                "a.png,9,9,A,,,mask-file,255,a.png|level 255: must be from 0 to 254",
                "a.png,9,9,A,,,mask-file,1.5,a.png|level 1.5: must be a whole number",
                "a.png,0,9,A,,,,,|image size 0x9: width and height must be at least 1",
                "a.png,99999,99999,A,,,,,|image size 99999x99999: at most 2147483639 pixels are possible",
                "a.png,9.5,9,A,,,,,|width \"9.5\": must be a whole number",
                "a.png,9,9,,,,,,|annotator \"\": must not be blank",
                "a.png,9,9,A|4 fields: 9 are needed",
                "c.png,9,9,A,Real,Real,,,|size, decision and truth must be equal on all lines of image c.png"
            })
    void csvProblemsNameTheLineAndTheRule(String line, String reason) throws IOException {
        // Line 3 goes on in line 4, inside quotes, so that the fourth record stands in line 6.
        Path file = Files.writeString(
                folder.resolve("a.csv"),
                HEADER + "b.png,9,9,A,Real,Real,box,,1 1 2 2\r\n\"c\n.png\",9,9,A,,,,,\r\n"
                        + (line.startsWith("c.png") ? "c.png,9,9,A,,Real,,,\r\n" : "d.png,9,9,A,,,,,\r\n") + line
                        + "\r\ne.png,9,9,A,,,,,\r\n");
        ParsedAnnotations parsed = AnnotationFiles.read(file);
        assertThat(parsed.problems()).hasSize(1);
        AnnotationProblem problem = parsed.problems().get(0);
        assertThat(problem.image()).isEqualTo(line.substring(0, 5));
        assertThat(problem.place()).isEqualTo("line 6");
        assertThat(problem.reason()).startsWith(reason);
        assertThat(parsed.records()).extracting(AnnotationRecord::image).contains("b.png", "c\n.png", "e.png");
        assertThatThrownBy(parsed::orThrow)
                .isInstanceOf(AnnotationFormatException.class)
                .hasMessageStartingWith(file + ": line 6: " + reason);
    }

    @Test
    void aRecordOfSeveralLinesIsNamedByItsFirst() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.csv"), HEADER + "\"a\n.png\",9,9,\"A\r\n7\",,,box,,1\r\nb.png,9,9,A,,,box,,1");
        assertThat(AnnotationFiles.read(file).problems())
                .extracting(AnnotationProblem::place)
                .containsExactly("line 2", "line 5");
    }

    @Test
    void anAnnotatorWithABrokenLineGoesAsAWhole() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.csv"),
                HEADER + "a.png,9,9,A,,,box,,1 1 2 2\r\na.png,9,9,A,,,box,,1\r\na.png,9,9,B,,,,,\r\n");
        ParsedAnnotations parsed = AnnotationFiles.read(file);
        assertThat(parsed.records()).extracting(AnnotationRecord::annotator).containsExactly("B");
        assertThat(parsed.problems()).extracting(AnnotationProblem::place).containsExactly("line 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"width\": 9|\"height\" is missing",
                "\"width\": 9.5, \"height\": 9|\"width\" is 9.5: must be a whole number",
                "\"width\": \"9\", \"height\": 9|\"width\" is \"9\": must be a whole number",
                "\"width\": 9, \"height\": 9|\"regions\" must be an array",
                "\"width\": 9, \"height\": 9, \"regions\": [], \"annotator\": 7|\"annotator\" is 7: must be text",
                "\"width\": 9, \"height\": 9, \"regions\": []|\"annotator\" is missing",
                "\"width\": 9, \"height\": 9, \"regions\": [{}]|regions[0]: \"type\" is missing",
                "\"width\": 9, \"height\": 9, \"regions\": [{\"type\": \"box\"}]|regions[0]: \"values\" must be an array",
                "\"width\": 9, \"height\": 9, \"regions\": [{\"type\": \"box\", \"values\": [1, \"2\", 3, 4]}]|"
                        + "regions[0]: found \"2\": must be a number",
                "\"width\": 9, \"height\": 9, \"regions\": [{\"type\": \"stroke\", \"radius\": 1, \"points\": [7]}]|"
                        + "regions[0]: found 7: must be an array of numbers"
            })
    void jsonProblemsNameTheRecordAndTheRule(String fields, String reason) throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.json"),
                """
                {"format": "cyborg-annotations", "version": 1, "records": [
                  {"image": "b.png", "width": 9, "height": 9, "annotator": "A", "regions": []},
                  {"image": "a.png", %s}
                ]}
                """
                        .formatted(fields));
        ParsedAnnotations parsed = AnnotationFiles.read(file);
        assertThat(parsed.records()).extracting(AnnotationRecord::image).containsExactly("b.png");
        assertThat(parsed.problems()).containsExactly(new AnnotationProblem("a.png", "records[1]", reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.json|''|format none version none: must be \"cyborg-annotations\" version 1",
                "a.json|{}|format none version none: must be \"cyborg-annotations\" version 1",
                "a.json|{\"format\": \"cyborg-annotations\", \"version\": 2}|format \"cyborg-annotations\" version 2: must be",
                "a.json|{\"format\": \"cyborg-annotations\", \"version\": 1}|\"records\" must be an array",
                "a.csv|''|columns []: must be [image, width,",
                "a.csv|a,b|columns [a, b]: must be [image, width,"
            })
    void refusesFilesOfAnotherForm(String name, String content, String message) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        assertThatThrownBy(() -> AnnotationFiles.read(file))
                .isInstanceOf(AnnotationFormatException.class)
                .hasMessageStartingWith(file + ": " + message);
    }

    @Test
    void refusesTextThatIsNotOfTheFormat() throws IOException {
        Path json = Files.writeString(folder.resolve("a.json"), "{\n\"format\":\n oops}");
        assertThatThrownBy(() -> AnnotationFiles.read(json))
                .hasMessageStartingWith(json + ": is not valid JSON: ")
                .hasMessageEndingWith("at line 3");
        Path quoted = Files.writeString(folder.resolve("b.csv"), HEADER + "\"a.png,9,9");
        assertThatThrownBy(() -> AnnotationFiles.read(quoted))
                .isInstanceOf(AnnotationFormatException.class)
                .hasMessageStartingWith(quoted + ": is not valid CSV: ");
        Path latin = Files.write(folder.resolve("c.csv"), (HEADER + "\u00e9").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> AnnotationFiles.read(latin))
                .isInstanceOf(AnnotationFormatException.class)
                .hasMessageStartingWith(latin + ": is not text in UTF-8");
    }

    @Test
    void namesMissingFilesAndOtherExtensions() {
        Path missing = folder.resolve("no.json");
        assertThatThrownBy(() -> AnnotationFiles.read(missing))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("no.json");
        Path other = folder.resolve("a.xml");
        assertThatThrownBy(() -> AnnotationFiles.read(other)).hasMessage(other + ": must end in .json or .csv");
        assertThatThrownBy(() -> AnnotationFiles.write(List.of(), other))
                .hasMessage(other + ": must end in .json or .csv");
    }

    @Test
    void doesNotWriteAnAnnotatorTwice() {
        List<AnnotationRecord> records = new ArrayList<>(records(4, folder));
        records.add(records.get(3));
        assertThatThrownBy(() -> AnnotationFiles.write(records, folder.resolve("a.csv")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("annotator A3 comes twice for image faces/");
        assertThat(folder).isEmptyDirectory();
    }
}
