/**
 * Networks as ONNX files, for programs that are not Java: Python, servers, browsers and phones.
 *
 * <p>{@link org.cyborgml.models.onnx.OnnxExport} writes any network whose layers it knows: all networks of
 * {@code org.cyborgml.models}, with their head. One rule for each type of layer or vertex says which operators compute it at
 * inference. The messages of ONNX are those that ND4J's API brings along ({@code onnx.Onnx}), so that nothing is added to the
 * class path. Files that others have made are read in {@code org.cyborgml.scoring.onnx}.
 */
@API(status = Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.cyborgml.models.onnx;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
