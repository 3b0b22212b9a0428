#!/usr/bin/env python3
"""Times PyTorch on the GPU that check.sh measures the library on: the network and the loss of cyborg_torch.py, eager, as
PyTorch chooses its algorithms by default. A step starts with images in the host's memory and ends when the device is done.

    torch_bench.py FOLDER_OF_CYBORG_TORCH fp32|tf32|bf16 STEPS ARCHITECTURE BATCH...
"""
import json
import sys
import time

sys.path.insert(0, sys.argv[1])
import torch
import torch.nn.functional as F
import cyborg_torch as reference

tf32 = sys.argv[2] == "tf32"
bf16 = sys.argv[2] == "bf16"
torch.backends.cuda.matmul.allow_tf32 = tf32
torch.backends.cudnn.allow_tf32 = tf32
steps, architecture = int(sys.argv[3]), sys.argv[4]


def measure(batch):
    side, grid, _, _ = reference.ARCHS[architecture]
    torch.manual_seed(0)
    torch.cuda.empty_cache()
    torch.cuda.reset_peak_memory_stats()
    model = reference.Tapped(architecture).cuda()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.005, momentum=0.9, weight_decay=1e-6)
    images = torch.randn(batch, 3, side, side)
    labels = (torch.arange(batch) % 2).cuda()
    maps = torch.rand(batch, grid, grid).cuda()

    def train(alpha):
        x = images.cuda()
        with torch.autocast("cuda", torch.bfloat16, enabled=bf16):
            logits, features = model(x)
        logits, features = logits.float(), features.float()
        loss = F.cross_entropy(logits, labels) if alpha == 1 else reference.cyborg_loss(
            logits, features, model.head.weight, labels, maps, alpha)[0]
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    def infer():
        with torch.no_grad(), torch.autocast("cuda", torch.bfloat16, enabled=bf16):
            model(images.cuda())[0].float().cpu()

    def median(step):
        times = []
        for i in range(steps + 10):
            torch.cuda.synchronize()
            start = time.perf_counter()
            step()
            torch.cuda.synchronize()
            times.append(time.perf_counter() - start)
        return sorted(times[10:])[steps // 2]

    model.train()
    cross_entropy = median(lambda: train(1))
    cyborg = median(lambda: train(0.5))
    peak = torch.cuda.max_memory_allocated() >> 20
    model.eval()
    inference = median(infer)
    print(json.dumps({"torch": torch.__version__ + " " + sys.argv[2], "arch": architecture, "batch": batch,
                      "train_ce_img_s": round(batch / cross_entropy, 1), "train_cyborg_img_s": round(batch / cyborg, 1),
                      "infer_img_s": round(batch / inference, 1), "peak_mib": peak}), flush=True)


for size in sys.argv[5:]:
    measure(int(size))
