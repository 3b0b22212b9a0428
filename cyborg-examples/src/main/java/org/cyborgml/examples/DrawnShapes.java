package org.cyborgml.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cyborgml.data.InputFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Several drawn shapes, as a network is trained on them. */
final class DrawnShapes {

    private DrawnShapes() {}

    /** Draws as many rings as crosses, by turns. */
    static List<DrawnShape> draw(int count, Random random) {
        List<DrawnShape> shapes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shapes.add(DrawnShape.draw(i % 2, random));
        }
        return shapes;
    }

    /**
     * Makes a batch.
     *
     * @param shapes N
     * @param format of the network's images
     * @param grid side of the network's CAM grid, h = w
     * @return images [N, 3, H, W], one-hot labels [N, 2] and maps [N, h, w] in [0,1]
     */
    static MultiDataSet batch(List<DrawnShape> shapes, InputFormat format, int grid) {
        INDArray labels = Nd4j.zeros(shapes.size(), 2);
        INDArray maps = Nd4j.zeros(shapes.size(), grid, grid);
        for (int i = 0; i < shapes.size(); i++) {
            labels.putScalar(i, shapes.get(i).label(), 1);
            for (int row = 0; row < grid; row++) {
                for (int column = 0; column < grid; column++) {
                    maps.putScalar(i, row, column, shapes.get(i).marked(row, column, grid));
                }
            }
        }
        INDArray images = format.batch(shapes.stream().map(DrawnShape::image).toList(), DataType.FLOAT);
        return new MultiDataSet(new INDArray[] {images}, new INDArray[] {labels, maps});
    }
}
