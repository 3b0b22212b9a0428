package org.cyborgml.models.onnx;

import java.util.List;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.Normalisation;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;

/** The images that an ONNX file takes. */
final class OnnxImages {

    private static final float HIGHEST = 255;

    private OnnxImages() {}

    /** Shape of the images, without the batch. */
    static InputTypeConvolutional type(InputFormat images) {
        return (InputTypeConvolutional) InputType.convolutional(
                images.height(), images.width(), images.normalisation().channels());
    }

    /** Adds what normalises values of pixels, in the order in which {@link Normalisation} does, and returns its output. */
    static String normalised(String input, OnnxExport settings, OnnxOperators operators) {
        if (settings.input() == OnnxInput.NORMALISED) {
            return input;
        }
        Normalisation normalisation = settings.images().normalisation();
        String highest = operators.constant(input + ".highest", new float[] {HIGHEST});
        String unit = operators.add(input, "Div", List.of(input, highest));
        String mean = perChannel(operators, input + ".mean", normalisation.mean());
        String centred = operators.add(input, "Sub", List.of(unit, mean));
        String deviation = perChannel(operators, input + ".deviation", normalisation.deviation());
        return operators.add(input, "Div", List.of(centred, deviation));
    }

    /** The meaning of the images' values, for people. */
    static String description(OnnxExport settings) {
        String order = "images, channel by channel, row by row; ";
        if (settings.input() == OnnxInput.PIXELS) {
            return order + "values of pixels from 0 to 255";
        }
        return order + "values of pixels divided by 255, then normalised by "
                + settings.images().normalisation();
    }

    private static String perChannel(OnnxOperators operators, String name, float[] values) {
        return operators.constant(name, values, 1, values.length, 1, 1);
    }
}
