package org.cyborgml.saliency.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.saliency.annotation.AnnotatedImage;
import org.cyborgml.saliency.annotation.AnnotationFiles;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.ParsedAnnotations;
import org.cyborgml.saliency.map.Judgements;
import org.cyborgml.saliency.map.SaliencyMap;
import org.cyborgml.saliency.map.SaliencyMapBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page on annotation files promises what the reader does: each of its examples is read. */
class FormatsPageTest {

    @TempDir
    Path folder;

    static List<FormatsPage.Example> examples() {
        return FormatsPage.examples();
    }

    private ParsedAnnotations read(FormatsPage.Example example) throws IOException {
        Path file = Files.write(folder.resolve("example." + example.extension()), example.bytes());
        return AnnotationReader.withDefaults()
                .withImages(FormatsPage.images(folder.resolve("images")))
                .read(file);
    }

    @Test
    void everyFormHasAnExampleAndARow() {
        for (AnnotationFormat format : AnnotationReader.withDefaults().formats()) {
            assertThat(examples()).extracting(FormatsPage.Example::form).contains(format.name());
            assertThat(FormatsPage.text()).contains("\n| `" + format.name() + "` |");
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isReadWithoutAProblem(FormatsPage.Example example) throws IOException {
        ParsedAnnotations read = read(example);

        assertThat(read.problems()).isEmpty();
        assertThat(read.records()).isNotEmpty().allSatisfy(entry -> assertThat(entry.image())
                .startsWith("faces/"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isRecognisedAsItsFormAlone(FormatsPage.Example example) throws IOException {
        AnnotationSource source =
                AnnotationSource.of(Path.of("any.name"), example.bytes(), null, ReadingOptions.defaults(), null);

        assertThat(AnnotationReader.withDefaults().formats())
                .filteredOn(format -> format.recognises(source))
                .extracting(AnnotationFormat::name)
                .containsExactly(example.form());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void givesTheSameMapThroughOurOwnForms(FormatsPage.Example example) throws IOException {
        List<AnnotationRecord> records = read(example).orThrow();
        for (String extension : List.of("json", "csv")) {
            Path ours = folder.resolve("ours." + extension);
            AnnotationFiles.write(records, ours);

            List<AnnotationRecord> back =
                    AnnotationReader.withDefaults().read(ours).orThrow();

            assertThat(back).isEqualTo(records);
            assertThat(maps(back)).isEqualTo(maps(records));
        }
    }

    private static List<SaliencyMap> maps(List<AnnotationRecord> records) throws IOException {
        SaliencyMapBuilder builder = SaliencyMapBuilder.paper().withJudgements(Judgements.ALL);
        List<SaliencyMap> maps = new ArrayList<>();
        for (List<AnnotationRecord> image : AnnotatedImage.byImage(records).values()) {
            maps.add(builder.build(AnnotatedImage.of(image)).map());
        }
        return maps;
    }
}
