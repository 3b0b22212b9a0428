/** Detectors from ONNX files, run by ONNX Runtime, which is an optional dependency. */
@NullMarked
package org.cyborgml.scoring.onnx;

import org.jspecify.annotations.NullMarked;
