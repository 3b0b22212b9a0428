package org.cyborgml.saliency.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.geometry.BoundingBox;
import org.cyborgml.saliency.image.ImageSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaceTableTest {

    private static final String LANDMARKS = "left_eye_x,left_eye_y,right_eye_x,right_eye_y,nose_x,nose_y,"
            + "mouth_left_x,mouth_left_y,mouth_right_x,mouth_right_y";

    @TempDir
    private Path folder;

    private FaceTable read(String text) throws IOException {
        return FaceTable.read(Files.writeString(folder.resolve("faces.csv"), text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "path,left,top,right,bottom,score | a/b.jpg,10,20,40,60,0.5",
                "image,x1,y1,x2,y2,confidence | /a/b.jpg,10,20,40,60,0.5",
                "File,X,Y,Width,Height,Prob | a\\b.jpg,10,20,30,40,0.5",
                "score;ymax;xmax;ymin;xmin;filename | 0.5;60;40;20;10;./a/b.jpg"
            })
    void boxesOfAllForms(String header, String row) throws IOException {
        FaceTable table = read(header + "\n" + row + "\n");
        assertThat(table.faces("a/b.jpg"))
                .containsExactly(new Face(Optional.of(new BoundingBox(10, 20, 30, 40)), Optional.empty(), 0.5));
        assertThat(table.faces("b.jpg")).isEmpty();
        assertThat(table.photographs()).containsExactly("a/b.jpg");
    }

    /** RetinaFace calls the subject's right eye the right one; on this upright face it is on the viewer's left. */
    @Test
    void leftAndRightOfTheSubjectBecomeTheViewers() throws IOException {
        Landmarks expected = new Landmarks(
                new Point(30, 40), new Point(70, 41), new Point(50, 60), new Point(35, 80), new Point(66, 81));
        FaceTable viewers = read("path," + LANDMARKS + "\na.jpg,30,40,70,41,50,60,35,80,66,81\n");
        FaceTable subjects = read("path," + LANDMARKS + "\na.jpg,70,41,30,40,50,60,66,81,35,80\n");
        assertThat(viewers.faces("a.jpg").get(0).landmarks()).contains(expected);
        assertThat(subjects.faces("a.jpg").get(0).landmarks()).contains(expected);
    }

    /** On its head, the viewer's left eye of the face is the one further to the right. */
    @Test
    void aFaceOnItsHeadKeepsItsSides() throws IOException {
        FaceTable table = read("path," + LANDMARKS + "\na.jpg,70,60,30,59,50,40,65,20,34,19\n");
        assertThat(table.faces("a.jpg").get(0).landmarks().orElseThrow().leftEye())
                .isEqualTo(new Point(70, 60));
    }

    @Test
    void boxOrLandmarksMayBeMissingInARow() throws IOException {
        FaceTable table = read("path,x,y,width,height," + LANDMARKS + "\na.jpg,1,2,3,4,,,,,,,,,,\n"
                + "b.jpg,,,,,30,40,70,41,50,60,35,80,66,81\n");
        assertThat(table.faces("a.jpg").get(0).landmarks()).isEmpty();
        assertThat(table.faces("b.jpg").get(0).box()).isEmpty();
        assertThat(table.faces("b.jpg").get(0).extent()).isEqualTo(new BoundingBox(30, 40, 40, 41));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name,x,y,width,height\\na,1,2,3,4 | has no column \"path\"",
                "path,score\\na,1 | neither boxes",
                "path,x,y,width,height\\na,1,2,-3,4 | line 2: box of -3.0x4.0",
                "path,x,y,width,height\\na,1,2,x,4 | \"width\" is \"x\": must be a number",
                "path,x,y,width,height\\na,1,2,NaN,4 | \"width\" is \"NaN\"",
                "path,x,y,width,height\\na,1,2,3 | 4 fields: must have 5",
                "path,x,y,width,height,score\\na,1,2,3,4,2 | score 2.0",
                "path,x,y,width,height\\n,1,2,3,4 | \"path\" is empty",
                "path,path,x,y,width,height\\na,a,1,2,3,4 | has two columns",
                "'' | is empty"
            })
    void saysWhatIsWrong(String text, String expected) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("faces.csv")
                .hasMessageContaining(expected);
    }

    @Test
    void choosesFaces() throws IOException {
        FaceTable table = read("path,x,y,width,height\na,0,0,30,30\na,40,40,20,20\na,80,80,10,10\n");
        ImageSize size = new ImageSize(100, 100);
        assertThat(FaceChoice.LARGEST.of(table.faces("a"), size))
                .containsExactly(table.faces("a").get(0));
        assertThat(FaceChoice.MOST_CENTRAL.of(table.faces("a"), size))
                .containsExactly(table.faces("a").get(1));
        assertThat(FaceChoice.ALL.of(table.faces("a"), size)).containsExactlyElementsOf(table.faces("a"));
    }
}
