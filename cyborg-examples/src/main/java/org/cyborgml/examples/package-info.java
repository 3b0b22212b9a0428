/**
 * Short programs to copy from, each with one task:
 *
 * <table>
 * <caption>Programs</caption>
 * <tr><th>Task</th><th>Program</th></tr>
 * <tr><td>Add CYBORG to a DL4J network of your own, check its gradients, train it</td>
 *     <td>{@link org.cyborgml.examples.OwnNetwork}</td></tr>
 * <tr><td>Give a trained network the head and go on</td><td>{@link org.cyborgml.examples.GraftOnTrained}</td></tr>
 * <tr><td>Train with DL4J's {@code fit} and {@code evaluate} on a folder per class</td>
 *     <td>{@link org.cyborgml.examples.FolderPerClass}</td></tr>
 * <tr><td>Train a SameDiff graph of your own with the CYBORG loss</td>
 *     <td>{@link org.cyborgml.examples.SameDiffNetwork}</td></tr>
 * <tr><td>Fine-tune a network from an ONNX file</td><td>{@link org.cyborgml.examples.OnnxFineTuning}</td></tr>
 * <tr><td>Train on drawn pictures and write the network as ONNX, for a page in the browser</td>
 *     <td>{@link org.cyborgml.examples.NetworkForBrowser}</td></tr>
 * <tr><td>Read PyTorch's weights, write weights for PyTorch</td>
 *     <td>{@link org.cyborgml.examples.PyTorchCheckpoint}</td></tr>
 * <tr><td>Make saliency maps of annotations</td><td>{@link org.cyborgml.examples.MapsFromAnnotations}</td></tr>
 * <tr><td>Compare two detectors' scores</td><td>{@link org.cyborgml.examples.CompareDetectors}</td></tr>
 * <tr><td>Run the paper's scenarios as an experiment composed in Java</td>
 *     <td>{@link org.cyborgml.examples.PaperExperiment}</td></tr>
 * <tr><td>Draw a small data set with a decoy, to try the commands on</td>
 *     <td>{@link org.cyborgml.examples.SpottedShapes}</td></tr>
 * </table>
 */
@NullMarked
package org.cyborgml.examples;

import org.jspecify.annotations.NullMarked;
