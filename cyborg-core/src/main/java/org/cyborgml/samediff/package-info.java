/**
 * Class activation maps, saliency distances and the CYBORG loss as operations for SameDiff graphs, written by hand or
 * imported.
 *
 * <pre>{@code
 * SDVariable features = ...;                                    // [N, F, h, w], the last feature maps
 * SDVariable weight = sd.var("fc.weight", ...);                 // [C, F]
 * SDVariable logits = features.mean(2, 3).mmul(weight.permute(1, 0)).add("logits", bias);
 * CyborgOps.forClasses(sd, C)
 *         .loss(CyborgLoss.reference())
 *         .logits(logits)
 *         .labels(sd.placeHolder("label", DataType.FLOAT, -1, C))
 *         .featureMaps(features, weight)
 *         .humanMaps(sd.placeHolder("map", DataType.FLOAT, -1, h, w))
 *         .add("loss");
 * sd.setTrainingConfig(TrainingConfig.builder()
 *         .updater(new Adam(0.001))
 *         .dataSetFeatureMapping("image")
 *         .dataSetLabelMapping("label", "map")
 *         .build());
 * sd.fit(new MultiDataSet(new INDArray[] {images}, new INDArray[] {labels, humanMaps}));
 * INDArray cams = sd.outputSingle(Map.of(...), "loss/cam");     // [N, h, w] in [0,1]
 * }</pre>
 *
 * <p>{@link org.cyborgml.samediff.CyborgOps} holds the single operations; {@link org.cyborgml.samediff.CyborgLossOp} takes
 * the variables of the loss, with a mask for samples without a human map and alpha as a number or a placeholder. The
 * operations are made of ND4J's own, so a saved graph loads without this library. Batches of any size go through one graph,
 * and values and gradients are those of {@link org.cyborgml.head.CyborgHead}.
 *
 * <p>Imported graphs: ND4J's {@code OnnxFrameworkImporter} (org.nd4j:samediff-import-onnx:1.0.0-M2.1) imports Conv and Relu
 * right, for any batch size and with gradients. Its weights are constants until {@code sd.convertToVariables}. Two
 * operations behind the feature maps it does not: its import of GlobalAveragePool writes outside its arrays in native
 * memory, so that the process dies sooner or later, and its Gemm silently loses the bias and throws when a gradient is
 * asked for. So import the nodes up to the feature maps only, and define pooling and classifier as above; the example
 * program {@code OnnxFineTuning} does.
 *
 * <p>Source: Boyd, Tinsley, Bowyer, Czajka, "CYBORG: Blending Human Saliency Into the Loss Improves Deep Learning-Based
 * Synthetic Face Detection", WACV 2023, section 3.
 *
 * @serial exclude
 */
@API(status = Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.cyborgml.samediff;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
