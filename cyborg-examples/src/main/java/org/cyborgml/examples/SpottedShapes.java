package org.cyborgml.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Draws a data set to try the guide's commands on: discs and squares, with a misleading spot in a corner. In {@code images/}
 * the spot's colour gives the class away, in {@code new/} it is random. Tables of marks and of gaze come along; they are drawn
 * as well, no person looked at these images.
 */
public final class SpottedShapes {

    private final Path folder;
    private final Random random = new Random(7);

    private SpottedShapes(Path folder) {
        this.folder = folder;
    }

    /**
     * Runs the program.
     *
     * @param arguments a new folder
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        SpottedShapes shapes = new SpottedShapes(Path.of(arguments[0]));
        shapes.draw("images", 240, "split.csv", "annotations.csv", "gaze.csv");
        shapes.draw("new", 100, "new.csv", "new-annotations.csv", "new-gaze.csv");
        System.out.println("240 images to train on and 100 new ones in " + arguments[0]);
    }

    private void draw(String images, int count, String split, String annotations, String gaze) throws IOException {
        List<String> rows = new ArrayList<>();
        List<String> marks = new ArrayList<>(List.of("image,width,height,annotator,decision,truth,type,option,data"));
        List<String> fixations = new ArrayList<>(List.of("participant,image,x,y,duration,width,height"));
        for (int i = 0; i < count; i++) {
            String label = i % 2 == 0 ? "disc" : "square";
            boolean isNew = images.equals("new");
            SpottedShape picture = SpottedShape.of(label, isNew ? random.nextInt(2) : i % 2, random);
            String path = "%s/%03d.png".formatted(label, i);
            picture.write(folder.resolve(images).resolve(path));
            rows.add((isNew || i >= 200 ? "test," : "train,") + label + "," + path);
            for (String person : List.of("anna", "ben", "carl")) {
                // Carl is wrong at times. His marks do not count then.
                boolean isWrong = person.equals("carl") && random.nextInt(4) == 0;
                String decision = isWrong ? (i % 2 == 0 ? "square" : "disc") : label;
                marks.add(String.join(",", path, "112,112", person, decision, label, "ellipse,", picture.mark(random)));
                for (int fixation = 0; fixation < 4; fixation++) {
                    fixations.add(String.join(",", person, path, picture.fixation(random), "112,112"));
                }
            }
        }
        Files.write(folder.resolve(split), rows);
        Files.write(folder.resolve(annotations), marks);
        Files.write(folder.resolve(gaze), fixations);
    }
}
