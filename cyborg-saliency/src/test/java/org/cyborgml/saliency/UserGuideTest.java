package org.cyborgml.saliency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.saliency.agreement.AnnotatorAgreement;
import org.cyborgml.saliency.annotation.AnnotatedImage;
import org.cyborgml.saliency.annotation.AnnotationFiles;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.Rasterizer;
import org.cyborgml.saliency.batch.BatchResult;
import org.cyborgml.saliency.batch.MapBatch;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.geometry.BoundingBox;
import org.cyborgml.saliency.geometry.JointCrop;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.MeanMapAccumulator;
import org.cyborgml.saliency.map.SaliencyMap;
import org.cyborgml.saliency.map.SaliencyMapBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of the package documentation, run on one image of two annotators who were right and one who was not. */
class UserGuideTest {

    @TempDir
    Path folder;

    @Test
    void fromAnnotationsToTheMapsOfTraining() throws IOException {
        Files.write(Files.createDirectories(folder.resolve("faces")).resolve("rgb.png"), GoldenFiles.bytes("rgb.png"));
        Files.writeString(
                folder.resolve("annotations.csv"),
                """
                image,width,height,annotator,decision,truth,type,option,data
                faces/rgb.png,97,71,A,Real,Real,ellipse,,40 30 12 8 0
                faces/rgb.png,97,71,B,Real,Real,box,,40 30 20 10
                faces/rgb.png,97,71,C,Synthetic,Real,box,,0 0 20 10
                faces/none.png,97,71,C,Synthetic,Real,box,,0 0 20 10
                """);

        // The lines between these marks are in package-info.java too; isInTheDocumentation checks it.
        // <guide>
        Path annotations = folder.resolve("annotations.csv");
        Path mapFolder = folder.resolve("maps");
        BatchResult result = MapBatch.with(SaliencyMapBuilder.paper()).build(annotations, mapFolder);
        List<String> problems = result.failures().stream().map(Object::toString).toList();

        MapFolder maps = MapFolder.open(mapFolder);
        Raster map = maps.read("faces/rgb.png").orElseThrow();
        SaliencyMap target = new CamGrid(7, 7).downsize(map);
        MeanMapAccumulator mean = new MeanMapAccumulator();
        mean.add(target);

        Raster image = ImageDecoder.withDefaults().read(folder.resolve("faces/rgb.png"));
        BoundingBox face = new BoundingBox(30, 20, 40, 40);
        JointCrop.CroppedPair pair = JointCrop.paper().apply(image, SaliencyMap.ofImage(map), face);

        List<AnnotationRecord> records = AnnotationFiles.read(annotations).orThrow();
        Rasterizer rasterizer = Rasterizer.withDefaults();
        List<BinaryMask> marks = new ArrayList<>();
        for (AnnotationRecord entry : AnnotatedImage.byImage(records).get("faces/rgb.png")) {
            marks.add(rasterizer.mask(entry));
        }
        double iou = AnnotatorAgreement.of(marks).meanIou();
        // </guide>

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0)).contains("faces/none.png has 0 of 1 annotators admitted");
        assertThat(result.maps().get(0).annotators()).containsExactly("A", "B");
        assertThat(mean.count()).isEqualTo(1);
        // Both marked the place around (46,32), which is in column 3 of 7 and row 3 of 7.
        assertThat(mean.mean().get(3, 3)).isEqualTo(1);
        assertThat(pair.image().size()).isEqualTo(pair.map().size());
        assertThat(iou).isBetween(0.05, 0.3);
    }

    @Test
    void isInTheDocumentation() throws IOException {
        String here = Files.readString(Path.of("src/test/java/org/cyborgml/saliency/UserGuideTest.java"));
        String guide = here.substring(here.indexOf("// <guide>\n") + 11, here.indexOf("// </guide>"));
        String documentation = Files.readString(Path.of("src/main/java/org/cyborgml/saliency/package-info.java"))
                .replaceAll("(?m)^ \\* ?", "");
        assertThat(documentation).contains(guide.stripIndent().strip());
    }
}
