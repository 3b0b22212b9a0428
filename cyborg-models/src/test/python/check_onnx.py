"""Checks ONNX files by the package onnx: check_onnx.py FILE...

The checker's rules, and the shapes that it infers beside those that the file states. Prints a line for each file.
"""

import sys

import onnx
from onnx import shape_inference


def sides(value):
    return [side.dim_param or side.dim_value for side in value.type.tensor_type.shape.dim]


def check(path):
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    stated = {output.name: sides(output) for output in model.graph.output}
    for output in model.graph.output:
        output.type.tensor_type.ClearField("shape")
    inferred = shape_inference.infer_shapes(model, strict_mode=True, data_prop=True)
    for output in inferred.graph.output:
        found = sides(output)
        if len(found) != len(stated[output.name]):
            raise SystemExit(f"{path}: {output.name} is of shape {found}, stated {stated[output.name]}")
        for side, known in zip(found, stated[output.name]):
            if isinstance(side, int) and side > 0 and side != known:
                raise SystemExit(f"{path}: {output.name} is of shape {found}, stated {stated[output.name]}")
    notes = {entry.key: entry.value for entry in model.metadata_props}
    return notes["architecture"]


for file in sys.argv[1:]:
    print("checked", check(file), flush=True)
