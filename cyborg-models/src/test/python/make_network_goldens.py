#!/usr/bin/env python3
"""Golden files of the networks: what PyTorch computes for weights and images that Java can recompute.

    /usr/bin/python3 make_network_goldens.py --oracle cyborg_torch.py --out ../resources/org/cyborgml/models [--arch A ...]

The oracle is the project's independent PyTorch statement of CYBORG training; Debian's python3-torch and
python3-torchvision (PyTorch 1.13) run it. Weights are its `synthetic_state`; images and human maps come from the same
formula under the names "image" and "maps".
"""
import argparse, importlib.util, json, os

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

# Sides for which two CAM grid cells a side are left, and the full ones.
SMALL = {"resnet50": 64, "densenet121": 64, "inception_v3": 107, "xception": 64, "cnndetection": 64,
         "self_attention": 64, "self_attention-templates": 64}
FULL = {"resnet50": 224, "densenet121": 224, "inception_v3": 299, "xception": 299, "cnndetection": 224,
        "self_attention": 299, "self_attention-templates": 299}
SEEDS = (7, 8)
# At the published rate of 0.005 synthetic weights make training chaotic: PyTorch's own double precision losses then move by
# 2e-6 at the fourth step of Inception if its input moves by 1e-14. At a tenth of it they move by 1e-7 at most.
BATCH, STEPS, LR = 4, 4, 0.0005
# name, alpha, distance, class selection, tap
RUNS = (
    ("reference", 0.5, "mse", "predicted", "reference"),
    ("reference-pooled", 0.5, "mse", "predicted", "pooled"),
    ("paper", 0.5, "l2", "true", "pooled"),
    ("paper-reference", 0.5, "l2", "true", "reference"),
    ("classical", 1.0, "mse", "predicted", "reference"),
)


# The paper's backbones, for which every run is made.
BACKBONES = ("resnet50", "densenet121", "inception_v3", "xception")


def recomputable(oracle, seed, name, *shape):
    """Numbers in [0, 1) that SyntheticCheckpoint gives too."""
    class One:
        def state_dict(self):
            return {name: torch.empty(int(np.prod(shape)))}
    return oracle.synthetic_state(One(), seed)[name].double().reshape(shape) - 0.5


def images(oracle, seed, n, side):
    return recomputable(oracle, seed, "image", n, 3, side, side) * 4 - 2


class OneLogit(nn.Module):
    """CNNDetection: torchvision's ResNet50 with one logit. The logits (0, z) make it a case of two classes."""

    def __init__(self, oracle, tap):
        super().__init__()
        self.inner = oracle.Tapped("resnet50", classes=1, tap=tap)
        self.net, self.head = self.inner.net, self.inner.head

    def forward(self, x):
        z, maps = self.inner(x)
        return torch.cat([torch.zeros_like(z), z], 1), maps

    def class_weights(self):
        return torch.cat([-self.head.weight, self.head.weight])


class Templates(nn.Module):
    """The manipulation appearance model: templates weighted by Block, ReLU, pooling, Linear."""

    def __init__(self, oracle, side):
        super().__init__()
        self.c, self.l = oracle.Stage(728, 364, 2, 2, grow_first=False), nn.Linear(364, 10)
        self.templates = nn.Parameter(torch.empty(10, side, side))

    def forward(self, x):
        v = self.l(F.relu(self.c(x)).mean((2, 3)))
        return torch.einsum("nk,kyx->nyx", v, self.templates)[:, None]


class Regression(nn.Module):
    def __init__(self, oracle):
        super().__init__()
        self.c = oracle.Separable(728, 1)

    def forward(self, x):
        return torch.sigmoid(self.c(x))


class SelfAttention(nn.Module):
    """Dang et al. 2020: Xception whose block 7 is multiplied by a map. Gives the logits and the map."""

    def __init__(self, oracle, kind, side):
        super().__init__()
        self.net = oracle.Xception(2)
        self.net.map = Regression(oracle) if kind == "self_attention" else Templates(oracle, side)

    def forward(self, x):
        n, maps = self.net, []
        hook = n.block7.register_forward_hook(lambda m, i, o: maps.append(n.map(o)) or o * maps[0])
        logits = n(x)
        hook.remove()
        return logits, maps[0]


def is_attention(arch):
    return arch.startswith("self_attention")


def model(oracle, arch, tap, seed, side):
    torch.manual_seed(0)
    if is_attention(arch):
        m = SelfAttention(oracle, arch, {64: 4, 299: 19}[side])
    else:
        m = OneLogit(oracle, tap) if arch == "cnndetection" else oracle.Tapped(arch, tap=tap)
    missing, unexpected = m.net.load_state_dict(oracle.synthetic_state(m.net, seed), strict=False)
    assert not unexpected and all(k.endswith("num_batches_tracked") for k in missing)
    return m


def class_weights(m):
    return m.class_weights() if isinstance(m, OneLogit) else m.head.weight


def numbers(t, digits):
    return [float(f"%.{digits}g" % v) for v in t.detach().flatten().tolist()]


def evaluation(oracle, arch, seed, side, n):
    case = {"seed": seed, "side": side, "batch": n}
    x = images(oracle, seed, n, side).float()
    for tap in ("reference", "pooled"):
        m = model(oracle, arch, tap, seed, side).eval()
        with torch.no_grad():
            logits, maps = m(x)
            cam = maps[:, 0] if is_attention(arch) else oracle.cam(maps, class_weights(m), logits.argmax(1))
        case["logits"] = numbers(logits if arch != "cnndetection" else logits[:, 1], 8)
        case["grid"] = list(cam.shape[1:])
        case["cam_" + tap] = numbers(cam, 6)
    return case


def summary(t):
    return [t.sum().item(), t.norm().item()]


def training(oracle, arch, run, seed, side):
    name, alpha, distance, select, tap = run
    m = model(oracle, arch, tap, seed, side).double().train()
    opt = torch.optim.SGD(m.net.parameters(), lr=LR, momentum=0.9, weight_decay=1e-6)
    case = {"run": name, "alpha": alpha, "distance": distance, "select": select, "tap": tap, "seed": seed, "side": side,
            "batch": BATCH, "lr": LR, "cross_entropy": [], "saliency": []}
    for step in range(STEPS):
        x, y = images(oracle, seed + 100 + step, BATCH, side), torch.arange(BATCH) % 2
        logits, maps = m(x)
        if alpha == 1:
            loss = ce = F.cross_entropy(logits, y)
            sal = torch.zeros(())
        else:
            human = recomputable(oracle, seed + 100 + step, "maps", BATCH, *maps.shape[2:])
            if is_attention(arch):
                ce, sal = F.cross_entropy(logits, y), (maps[:, 0] - human).abs().mean()
                loss = alpha * ce + (1 - alpha) * sal
            else:
                loss, ce, sal = oracle.cyborg_loss(logits, maps, class_weights(m), y, human, alpha, distance, select)
        opt.zero_grad()
        loss.backward()
        opt.step()
        case["cross_entropy"].append(ce.item())
        case["saliency"].append(sal.item())
        if step == 0:
            case["after_first"] = weights(m)
    case["after"] = weights(m)
    return case


def weights(m):
    """Sum and norm of every twentieth tensor, of the last few, and of all together."""
    state = {k: v for k, v in m.net.state_dict().items() if not k.endswith("num_batches_tracked")}
    names = list(state)
    chosen = names[::max(1, len(names) // 12)] + names[-8:]
    out = {k: summary(state[k]) for k in dict.fromkeys(chosen)}
    out["*"] = summary(torch.cat([v.flatten() for v in state.values()]))
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--oracle", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--arch", nargs="*", default=sorted(SMALL))
    a = p.parse_args()
    spec = importlib.util.spec_from_file_location("cyborg_torch", a.oracle)
    oracle = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(oracle)
    torch.set_num_threads(a.threads)
    for arch in a.arch:
        small, full = SMALL[arch], FULL[arch]
        golden = {"arch": arch,
                  "evaluation": [evaluation(oracle, arch, seed, small, 2) for seed in SEEDS]
                  + [evaluation(oracle, arch, SEEDS[0], full, 1)],
                  "training": [training(oracle, arch, run, SEEDS[i % 2], small) for i, run in enumerate(RUNS)
                               if arch in BACKBONES or run[0] in ("reference", "classical")]}
        with open(os.path.join(a.out, f"network-{arch}.json"), "w") as f:
            json.dump(golden, f, indent=None)
            f.write("\n")
        print(arch, golden["training"][0]["cross_entropy"], golden["training"][0]["saliency"])


if __name__ == "__main__":
    main()
