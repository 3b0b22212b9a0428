"""Makes the golden files of Keras' h5 weights with h5py: python3 make_keras_goldens.py ../resources/org/cyborgml/models/checkpoint

Made with h5py 3.7.0 (HDF5 1.10.8) of Debian 12, whose files are those that Keras writes: superblock 0, groups of the older kind,
attributes with the layers' names. Values are drawn here from a fixed seed, and written as float32 beside the file.
"""
import sys

import h5py
import numpy as np

OUT = sys.argv[1]
rng = np.random.default_rng(5)
layers = {f"conv2d_{i}": {"kernel:0": (3, 3, 2, 3), "bias:0": (3,)} for i in range(1, 13)}
layers["batch_normalization_1"] = {"gamma:0": (3,), "beta:0": (3,), "moving_mean:0": (3,), "moving_variance:0": (3,)}
layers["dropout_1"] = {}
layers["dense_1"] = {"kernel:0": (4, 5), "bias:0": (5,)}
values = []
with h5py.File(f"{OUT}/layers.h5", "w") as f:
    f.attrs["layer_names"] = [n.encode() for n in layers]
    f.attrs["backend"], f.attrs["keras_version"] = b"tensorflow", b"2.1.5"
    for layer, arrays in layers.items():
        g = f.create_group(layer)
        g.attrs["weight_names"] = [f"{layer}/{n}".encode() for n in arrays]
        for name, shape in arrays.items():
            v = rng.normal(size=shape).astype(np.float32)
            g.create_dataset(f"{layer}/{name}", data=v)
            values.append((f"{layer}/{layer}/{name}", v))
values.sort(key=lambda v: v[0])
np.concatenate([v.ravel() for _, v in values]).astype("<f4").tofile(f"{OUT}/layers.f32")
with open(f"{OUT}/layers.txt", "w") as f:
    f.writelines(f"{n} {list(v.shape)}\n" for n, v in values)
with h5py.File(f"{OUT}/compressed.h5", "w") as f:
    f.create_dataset("a/kernel:0", data=np.zeros((8, 8), np.float32), compression="gzip")
with h5py.File(f"{OUT}/integers.h5", "w") as f:
    f.create_dataset("a/kernel:0", data=np.zeros((2, 2), np.int32))
with h5py.File(f"{OUT}/latest.h5", "w", libver="latest") as f:
    f.create_dataset("a/kernel:0", data=np.zeros((2, 2), np.float32))
