"""Makes the golden files of org.cyborgml.saliency.face with the PyTorch oracle deepfake_torch.py, Pillow and onnx:

    python3 make_face_goldens.py FOLDER_OF_THE_ORACLE ../resources/golden/face

Made with Pillow 9.4.0, NumPy 1.24.2, PyTorch 1.13 and onnx 1.12 of Debian 12. Points, boxes, pictures and the network's weights are
drawn here from fixed seeds; tiny_yunet.onnx has YuNet's operators and outputs, and finds nothing in particular.
"""
import csv
import os
import sys

import numpy as np
import torch
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper
from PIL import Image

sys.path.insert(0, sys.argv[1])
import deepfake_torch as oracle

OUT = sys.argv[2]
rng = np.random.default_rng(18)


def rows(name, table):
    with open(f"{OUT}/{name}", "w", newline="") as f:
        csv.writer(f, lineterminator="\n").writerows(table)


# Alignment: frontal faces moved, turned by any angle, scaled and disturbed; the oracle's matrix for three sizes.
table = []
for i in range(24):
    angle, scale = rng.uniform(-np.pi, np.pi), rng.uniform(0.3, 6)
    turn = scale * np.array(((np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))))
    points = oracle.FRONTAL @ turn.T + rng.uniform(0, 800, 2) + rng.normal(size=(5, 2)) * 2 * scale
    size = (112, 224, 512)[i % 3]
    table.append([size] + [repr(float(v)) for v in points.ravel()] + [repr(float(v)) for v in oracle.align_matrix(points, size).ravel()])
rows("aligned.csv", table)

# FFHQ's quad, by the formulas of its align script (Karras et al. 2019): the photograph's places of three of the crop's corners.
table = []
for i in range(12):
    angle, scale = rng.uniform(-0.6, 0.6), rng.uniform(0.5, 5)
    turn = scale * np.array(((np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))))
    points = oracle.FRONTAL @ turn.T + rng.uniform(100, 400, 2) + rng.normal(size=(5, 2)) * scale
    eye_avg, mouth_avg = points[:2].mean(0), points[3:].mean(0)
    eye_to_eye, eye_to_mouth = points[1] - points[0], mouth_avg - eye_avg
    x = eye_to_eye - np.flipud(eye_to_mouth) * [-1, 1]
    x /= np.hypot(*x)
    x *= max(np.hypot(*eye_to_eye) * 2.0, np.hypot(*eye_to_mouth) * 1.8)
    y = np.flipud(x) * [-1, 1]
    c = eye_avg + eye_to_mouth * 0.1
    table.append([repr(float(v)) for v in np.concatenate((points.ravel(), c - x - y, c - x + y, c + x - y))])
rows("ffhq.csv", table)

# Bonettini's crop: box, frame, then the rectangle that is resized.
table = []
for i in range(200):
    w, h = int(rng.integers(40, 900)), int(rng.integers(40, 900))
    left, top = rng.uniform(-10, w * 0.8), rng.uniform(-10, h * 0.8)
    box = np.array((left, top, left + rng.uniform(4, w * 0.7), top + rng.uniform(4, h * 0.7)), np.float32).astype(float)
    if i % 3 == 0:
        box = np.rint(box * 2) / 2
    square = oracle.bonettini_square(oracle.bonettini_margin(box, (w, h)), (w, h))
    if square[2] > square[0] and square[3] > square[1]:
        table.append([w, h] + [repr(float(v)) for v in box] + list(square))
rows("bonettini.csv", table)


# Warping, enlarged: what Pillow's affine transform samples. A crop well inside, since Pillow treats borders otherwise.
def picture(width, height):
    y, x = np.mgrid[0:height, 0:width]
    channels = [128 + 100 * np.sin(x / (5.0 + c)) * np.cos(y / (7.0 - c)) + 20 * ((x // 9 + y // 6) % 2) for c in range(3)]
    return Image.fromarray(np.clip(np.stack(channels, -1), 0, 255).astype(np.uint8), "RGB")


photograph = picture(120, 100)
photograph.save(f"{OUT}/photograph.png")
points = np.array(((48, 42), (70, 46), (58, 55), (49, 66), (66, 69)), float)
matrix = oracle.align_matrix(points, 96)
back = np.linalg.inv(np.vstack((matrix, (0, 0, 1))))
photograph.transform((96, 96), Image.AFFINE, back[:2].ravel().tolist(), Image.BILINEAR).save(f"{OUT}/warped.png")
rows("warped.csv", [[repr(float(v)) for v in points.ravel()]])

# Decoding: raw outputs of a 96x64 input, and the oracle's faces of them.
W, H = 96, 64
raw = {}
for s in (8, 16, 32):
    n = (W // s) * (H // s)
    raw[f"cls_{s}"], raw[f"obj_{s}"] = rng.uniform(0, 1, (n, 1)), rng.uniform(0, 1.1, (n, 1))
    raw[f"bbox_{s}"], raw[f"kps_{s}"] = rng.normal(size=(n, 4)) * 0.7, rng.normal(size=(n, 10))
raw = {k: v.astype(np.float32) for k, v in raw.items()}
ORDER = [f"{k}_{s}" for s in (8, 16, 32) for k in ("cls", "obj", "bbox", "kps")]
np.concatenate([raw[k].ravel() for k in ORDER]).astype("<f4").tofile(f"{OUT}/yunet_raw.f32")
for threshold, overlap in ((0.6, 0.3), (0.3, 0.45)):
    faces = oracle.yunet_faces(raw, W, H, threshold=threshold, overlap=overlap)
    rows(f"yunet_faces_{threshold}_{overlap}.csv", [[repr(float(v)) for v in face] for face in faces])

# A small network of YuNet's kind, 64x64: the stem, a depthwise convolution, pooling, the sum with doubled maps, twelve heads.
SIDE, CHANNELS = 64, 8
nodes, constants, state = [], [], {}


def constant(name, value):
    constants.append(numpy_helper.from_array(np.asarray(value), name))
    state[name] = torch.from_numpy(np.asarray(value, dtype=np.float32)) if np.asarray(value).dtype == np.float32 else None
    return name


def conv(source, target, cin, cout, kernel, stride=1, groups=1, scale=1.0):
    bound = scale * np.sqrt(3.0 / (cin // groups * kernel * kernel))
    w = constant(target + ".w", rng.uniform(-bound, bound, (cout, cin // groups, kernel, kernel)).astype(np.float32))
    b = constant(target + ".b", rng.uniform(-0.5, 0.5, cout).astype(np.float32))
    nodes.append(helper.make_node("Conv", [source, w, b], [target], dilations=[1, 1], group=groups, kernel_shape=[kernel] * 2,
                                  pads=[kernel // 2] * 4, strides=[stride] * 2))


def run(image):
    """The same network in PyTorch."""
    def c(x, name, stride=1, groups=1):
        w = state[name + ".w"]
        return F.conv2d(x, w, state[name + ".b"], stride, w.shape[2] // 2, 1, groups)
    x = F.relu(c(torch.from_numpy(image)[None], "stem", 2))
    x = F.relu(c(F.max_pool2d(x, 2), "depth", 1, CHANNELS))
    p8 = F.max_pool2d(c(x, "point"), 2)
    p16 = F.max_pool2d(p8, 2)
    p32 = F.max_pool2d(p16, 2)
    p16 = p16 + F.interpolate(p32, scale_factor=2, mode="nearest")
    out = {}
    for s, maps in ((8, p8), (16, p16), (32, p32)):
        for k, n in (("cls", 1), ("obj", 1), ("bbox", 4), ("kps", 10)):
            v = c(maps, f"{k}{s}").permute(0, 2, 3, 1).reshape(-1, n)
            out[f"{k}_{s}"] = (torch.sigmoid(v) if k in ("cls", "obj") else v).numpy()
    return out


conv("input", "stem", 3, CHANNELS, 3, 2, scale=1 / 64)
nodes.append(helper.make_node("Relu", ["stem"], ["stem.r"]))
nodes.append(helper.make_node("MaxPool", ["stem.r"], ["pool4"], kernel_shape=[2, 2], strides=[2, 2]))
conv("pool4", "depth", CHANNELS, CHANNELS, 3, 1, CHANNELS)
nodes.append(helper.make_node("Relu", ["depth"], ["depth.r"]))
conv("depth.r", "point", CHANNELS, CHANNELS, 1)
for source, target in (("point", "p8"), ("p8", "m16"), ("m16", "p32")):
    nodes.append(helper.make_node("MaxPool", [source], [target], kernel_shape=[2, 2], strides=[2, 2]))
constants.append(numpy_helper.from_array(np.zeros(0, np.float32), "roi"))
constants.append(numpy_helper.from_array(np.array([1, 1, 2, 2], np.float32), "scales"))
nodes.append(helper.make_node("Resize", ["p32", "roi", "scales"], ["up"], coordinate_transformation_mode="asymmetric",
                              mode="nearest", nearest_mode="floor"))
nodes.append(helper.make_node("Add", ["m16", "up"], ["p16"]))
outputs = []
for k, n in (("cls", 1), ("obj", 1), ("bbox", 4), ("kps", 10)):
    constants.append(numpy_helper.from_array(np.array([1, -1, n], np.int64), f"{k}.shape"))
    for s in (8, 16, 32):
        conv(f"p{s}", f"{k}{s}", CHANNELS, n, 1, scale=1.5)
        nodes.append(helper.make_node("Transpose", [f"{k}{s}"], [f"{k}{s}.t"], perm=[0, 2, 3, 1]))
        last = f"{k}_{s}" if k in ("bbox", "kps") else f"{k}{s}.f"
        nodes.append(helper.make_node("Reshape", [f"{k}{s}.t", f"{k}.shape"], [last]))
        if k in ("cls", "obj"):
            nodes.append(helper.make_node("Sigmoid", [last], [f"{k}_{s}"]))
        outputs.append(helper.make_tensor_value_info(f"{k}_{s}", TensorProto.FLOAT, [1, (SIDE // s) ** 2, n]))
graph = helper.make_graph(nodes, "tiny", [helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 3, SIDE, SIDE])], outputs, constants)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)])
model.ir_version = 6
with open(f"{OUT}/tiny_yunet.onnx", "wb") as f:
    f.write(model.SerializeToString())
small = picture(50, 40)
small.save(f"{OUT}/small.png")
blob = np.zeros((3, SIDE, SIDE), np.float32)
blob[:, :40, :50] = np.asarray(small)[:, :, ::-1].transpose(2, 0, 1)
faces = oracle.yunet_faces(run(blob), SIDE, SIDE, threshold=0.55, overlap=0.3)
rows("tiny_faces.csv", [[repr(float(v)) for v in face] for face in faces])
print(len(faces), "faces of the small network;", os.path.getsize(f"{OUT}/tiny_yunet.onnx"), "bytes")
