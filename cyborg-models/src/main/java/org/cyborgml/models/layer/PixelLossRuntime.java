package org.cyborgml.models.layer;

import java.util.Arrays;
import org.cyborgml.layer.ClosedFormOutputRuntime;
import org.cyborgml.layer.ClosedFormRuntime;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs a {@link PixelLossLayer}, in double precision. */
final class PixelLossRuntime extends ClosedFormOutputRuntime {

    /** The batch at hand, once it is computed. */
    private PixelCrossEntropy.@Nullable Weighted batch;

    PixelLossRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    private PixelLossLayer configuration() {
        return (PixelLossLayer) layerConf();
    }

    @Override
    protected INDArray forward(LayerWorkspaceMgr workspaceMgr) {
        requireLogits();
        PixelLossLayer to = configuration();
        INDArray output = workspaceMgr.createUninitialized(
                ArrayType.ACTIVATIONS,
                dataType,
                new long[] {input.size(0), input.size(1), to.height(), to.width()},
                'c');
        new BilinearProducts(input, to.height(), to.width()).forward(ClosedFormRuntime.plain(input), output);
        return output;
    }

    private void requireLogits() {
        if (input.rank() != 4) {
            throw new IllegalArgumentException(
                    named() + " takes logits [N, C, h, w], found " + Arrays.toString(input.shape()));
        }
    }

    private String named() {
        return "output layer \"" + layerConf().getLayerName() + "\"";
    }

    @Override
    protected void forget() {
        batch = null;
    }

    private PixelCrossEntropy.Weighted batch() {
        PixelCrossEntropy.Weighted known = batch;
        if (known == null) {
            try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
                known = compute();
            }
            batch = known;
        }
        return known;
    }

    private PixelCrossEntropy.Weighted compute() {
        requireLogits();
        int[] pixels = pixels();
        PixelLossLayer to = configuration();
        double[] logits = input.castTo(DataType.DOUBLE).dup('c').data().asDouble();
        PixelCrossEntropy loss = new PixelCrossEntropy(logits, input.shape(), to.height(), to.width(), to.ignored());
        HardPixels hard = to.hardPixels();
        int counted = hard == null ? counted(pixels) : hard.keep(loss.losses(pixels), pixels, to.ignored());
        return loss.weighted(pixels, counted == 0 ? 0 : 1.0 / counted);
    }

    /** The labels, a copy. */
    private int[] pixels() {
        INDArray given = requiredLabels("a network is trained with the classes of its images' pixels for each output");
        if (maskArray != null) {
            throw new IllegalArgumentException(named() + " takes no label mask: give a pixel without a class the label "
                    + configuration().ignored());
        }
        long[] wanted = {
            input.size(0), configuration().height(), configuration().width()
        };
        long[] withChannel = {wanted[0], 1, wanted[1], wanted[2]};
        if (!Arrays.equals(given.shape(), wanted) && !Arrays.equals(given.shape(), withChannel)) {
            throw new IllegalArgumentException("labels of " + named() + " must be " + Arrays.toString(wanted)
                    + ", found " + Arrays.toString(given.shape()));
        }
        INDArray whole = given.castTo(DataType.INT32);
        if (given.isR() && !whole.castTo(given.dataType()).equals(given)) {
            throw new IllegalArgumentException("labels of " + named() + " must be whole numbers");
        }
        int[] pixels = whole.dup('c').data().asInt();
        for (int i = 0; i < pixels.length; i++) {
            if ((pixels[i] < 0 || pixels[i] >= input.size(1))
                    && pixels[i] != configuration().ignored()) {
                throw new IllegalArgumentException("label of pixel " + i % given.size(-1) + ", "
                        + i / given.size(-1) % given.size(-2) + " of sample " + i / (wanted[1] * wanted[2])
                        + " must be from 0 to " + (input.size(1) - 1) + ", or "
                        + configuration().ignored()
                        + " for none, found " + pixels[i]);
            }
        }
        return pixels;
    }

    private int counted(int[] pixels) {
        int counted = 0;
        for (int pixel : pixels) {
            counted += pixel == configuration().ignored() ? 0 : 1;
        }
        return counted;
    }

    /** DL4J divides gradients by the number of samples later, and the loss is a mean already. */
    @Override
    public Pair<Gradient, INDArray> backpropGradient(@Nullable INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        double[] gradient = batch().gradient();
        try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            INDArray sums = Nd4j.createFromArray(gradient)
                    .muli(input.size(0))
                    .castTo(dataType)
                    .reshape('c', input.shape());
            return new Pair<>(new DefaultGradient(), workspaceMgr.dup(ArrayType.ACTIVATION_GRAD, sums));
        }
    }

    @Override
    public double computeScore(double fullNetRegTerm, boolean training, LayerWorkspaceMgr workspaceMgr) {
        return batch().loss() + fullNetRegTerm;
    }
}
