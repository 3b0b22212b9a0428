/**
 * Short programs to copy from, each with one task:
 *
 * <table>
 * <caption>Programs</caption>
 * <tr><th>Task</th><th>Program</th></tr>
 * <tr><td>Add CYBORG to a DL4J network of your own, check its gradients, train it</td>
 *     <td>{@link org.cyborgml.examples.OwnNetwork}</td></tr>
 * <tr><td>Give a trained network the head and go on</td><td>{@link org.cyborgml.examples.GraftOnTrained}</td></tr>
 * <tr><td>Read PyTorch's weights, write weights for PyTorch</td>
 *     <td>{@link org.cyborgml.examples.PyTorchCheckpoint}</td></tr>
 * <tr><td>Make saliency maps of annotations</td><td>{@link org.cyborgml.examples.MapsFromAnnotations}</td></tr>
 * <tr><td>Compare two detectors' scores</td><td>{@link org.cyborgml.examples.CompareDetectors}</td></tr>
 * <tr><td>Run the paper's scenarios as an experiment composed in Java</td>
 *     <td>{@link org.cyborgml.examples.PaperExperiment}</td></tr>
 * </table>
 */
@NullMarked
package org.cyborgml.examples;

import org.jspecify.annotations.NullMarked;
