#!/usr/bin/env python3
"""PyTorch's speed on the detectors and the parser of deepfake_torch.py, in images per second (median and best of the steps).

    bench_deepfake.py FOLDER_OF_THE_ORACLE ARCH BATCH STEPS infer|train|hard

Two threads. Detectors train by Adam on the binary cross-entropy, with dropout and drop connect as published. BiSeNet trains by
SGD on the sum of three outputs' cross-entropies of pixels; with `hard` for the mode, on the hardest pixels as
face-parsing.PyTorch does. Its inference is of the main output, upsampled.
"""
import math, sys, time

sys.path.insert(0, sys.argv[1])
import torch
import torch.nn.functional as F
import deepfake_torch as oracle

arch, batch, steps, mode = sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
torch.set_num_threads(2)
torch.manual_seed(0)
model = oracle.build(arch, dropout=0.4, drop_connect=0.2).train(mode != "infer")
side = oracle.ARCHS[arch][0]
x, y = torch.rand(batch, 3, side, side), (torch.arange(batch) % 2).float()
labels = torch.randint(0, len(oracle.PARTS), (batch, side, side))
if arch == "bisenet":
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-2, momentum=0.9, weight_decay=5e-4)
else:
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-5)


def hardest(logits):
    losses, _ = torch.sort(F.cross_entropy(logits, labels, reduction="none").flatten(), descending=True)
    least = batch * side * side // 16
    return (losses[losses > -math.log(0.7)] if losses[least] > -math.log(0.7) else losses[:least]).mean()


def loss_of(out):
    if arch != "bisenet":
        return F.binary_cross_entropy_with_logits(out[:, 0], y)
    return sum(hardest(o) if mode == "hard" else F.cross_entropy(o, labels) for o in out)


def train():
    loss = loss_of(model(x))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


@torch.no_grad()
def infer():
    if arch == "bisenet":
        F.interpolate(model.small(x)[0], x.shape[2:], mode="bilinear", align_corners=True)
    else:
        model(x)


times = []
for i in range(steps + 2):
    start = time.perf_counter()
    infer() if mode == "infer" else train()
    times.append(time.perf_counter() - start)
times = sorted(times[2:])
print(f"{arch} {mode}: median {batch / times[len(times) // 2]:.2f}, best {batch / times[0]:.2f} images/s")
