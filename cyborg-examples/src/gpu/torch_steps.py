#!/usr/bin/env python3
"""Makes on the GPU the training steps that the library has made there, from the same weights and batches, and compares
losses and weights. Needs the files that "GpuCheck steps FOLDER ARCHITECTURE..." writes. Rounding makes two right programs
drift apart, so PyTorch's own float32 stands beside.

    torch_steps.py FOLDER_OF_CYBORG_TORCH FOLDER ARCHITECTURE...
"""
import sys

sys.path.insert(0, sys.argv[1])
import torch
import cyborg_torch as reference

torch.backends.cuda.matmul.allow_tf32 = False
torch.backends.cudnn.allow_tf32 = False
WITHIN = 1e-4
failed = False
for architecture in sys.argv[3:]:
    path = sys.argv[2] + "/" + architecture
    start = reference.read_safetensors(path + "-start.safetensors")
    end = reference.read_safetensors(path + "-end.safetensors")

    def run(device, dtype):
        model = reference.Tapped(architecture)
        reference.load(model, path + "-start.safetensors")
        model.to(device, dtype).train()
        optimizer = torch.optim.SGD(model.parameters(), lr=1e-4, momentum=0.9, weight_decay=1e-6)
        losses = []
        for step in range(4):
            batch = {k: v.to(device, dtype) for k, v in batches.items() if k.endswith(str(step))}
            images = batch["images%d" % step]
            labels = torch.arange(len(images), device=device) % 2
            logits, features = model(images)
            loss = reference.cyborg_loss(logits, features, model.head.weight, labels, batch["maps%d" % step], 0.5)[0]
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        return losses, {k: v.double().cpu() for k, v in model.net.state_dict().items()}

    def apart(a, b):
        keys = [k for k in end if k in a and k in b]
        return (sum(((a[k].double() - b[k].double()) ** 2).sum() for k in keys)
                / sum((b[k].double() ** 2).sum() for k in keys)) ** 0.5

    batches = reference.read_safetensors(path + "-batches.safetensors")
    double, after = run("cuda", torch.float64)
    single, after_single = run("cuda", torch.float32)
    ours = float(apart(end, after))
    theirs = float(apart(after_single, after))
    way = float(apart(start, after))
    failed |= not ours < max(WITHIN, 2 * theirs)
    print("%s: weights after 4 steps, ours %.2e and PyTorch's fp32 %.2e from PyTorch's double; the way was %.2e; its losses %s"
          % (architecture, ours, theirs, way, " ".join("%.6f" % loss for loss in double)), flush=True)
sys.exit(failed)
