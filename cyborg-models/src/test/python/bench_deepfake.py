#!/usr/bin/env python3
"""PyTorch's speed on the detectors and the parser of deepfake_torch.py, in images per second (median and best of the steps).

    bench_deepfake.py FOLDER_OF_THE_ORACLE ARCH BATCH STEPS infer|train

Two threads. Detectors train by Adam on the binary cross-entropy, with dropout and drop connect as published. BiSeNet's
inference is of the main output, upsampled.
"""
import sys, time

sys.path.insert(0, sys.argv[1])
import torch
import torch.nn.functional as F
import deepfake_torch as oracle

arch, batch, steps, mode = sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
torch.set_num_threads(2)
torch.manual_seed(0)
model = oracle.build(arch, dropout=0.4, drop_connect=0.2).train(mode == "train")
side = oracle.ARCHS[arch][0]
x, y = torch.rand(batch, 3, side, side), (torch.arange(batch) % 2).float()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-5)


def train():
    loss = F.binary_cross_entropy_with_logits(model(x)[:, 0], y)
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
    train() if mode == "train" else infer()
    times.append(time.perf_counter() - start)
times = sorted(times[2:])
print(f"{arch} {mode}: median {batch / times[len(times) // 2]:.2f}, best {batch / times[0]:.2f} images/s")
