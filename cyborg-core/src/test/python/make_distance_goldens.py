#!/usr/bin/env python3
"""Makes the golden file of DistanceGoldenTest: every distance of SaliencyDistance in PyTorch's double, with autograd's gradients.

    python3 make_distance_goldens.py src/test/resources/org/cyborgml/loss/distances.json

Written from the papers' formulas, with PyTorch's own pooling and convolution (PyTorch 1.13 from Debian's python3-torch).
"""
import json, math, sys
import torch
import torch.nn.functional as F

E = 1e-3


def blocks(m):
    return F.avg_pool2d(m[None, None], 2, ceil_mode=True, count_include_pad=False)[0, 0]


def pyramid(m, s):
    d = s - m
    total = 0
    for _ in range(3):
        total = total + (d ** 2).mean() / 3
        d = blocks(d)
    return total


def imputed(m):
    k = torch.tensor([[1, 2, 1], [2, 4, 2], [1, 2, 1]], dtype=m.dtype)[None, None]
    b = (F.conv2d(m[None, None], k, padding=1) / F.conv2d(torch.ones_like(m)[None, None], k, padding=1))[0, 0]
    return b / b.max() if b.max() > 0 else b


def res(m, s):
    total = (s - imputed(m)).abs().mean()
    if m.sum() > 0:
        total = total + F.relu((m * (1 - torch.tanh(5 * (s - 0.5)))).sum() / m.sum() - 0.1)
    return total


def entropy(m, s):
    q = (s + E) / (s + E).sum()
    return torch.distributions.Categorical(probs=q.flatten()).entropy() / math.log(s.numel())


def energy(m, s):
    return (m * s).sum() / s.sum() if s.sum() > 0 else 0 * s.sum()


def cosine(a, b):
    return 1 - F.cosine_similarity(a.flatten(), b.flatten(), dim=0)


def smoothed(m):
    return (m + E) / (m + E).sum()


DISTANCES = {
    "MSE": lambda m, s: F.mse_loss(s, m),
    "EUCLIDEAN": lambda m, s: torch.linalg.norm(s - m),
    "L1": lambda m, s: F.l1_loss(s, m),
    "COSINE": cosine,
    "PEARSON": lambda m, s: cosine(m - m.mean(), s - s.mean()),
    "KL": lambda m, s: F.kl_div(smoothed(s).log(), smoothed(m), reduction="sum"),
    "ENERGY": lambda m, s: 1 - energy(m, s),
    "RRR": lambda m, s: ((1 - m) * s ** 2).mean(),
    "PPCE": lambda m, s: (m * -((s + E) / (1 + E)).log()).sum() / m.sum() if m.sum() > 0 else 0 * s.sum(),
    "RES": res,
    "ENTROPY": entropy,
    "MSE_ENTROPY": lambda m, s: (F.mse_loss(s, m) + entropy(m, s)) / 2,
    "AVOID": energy,
    "PYRAMID": pyramid,
}


def maps():
    g = torch.Generator().manual_seed(19)
    for h, w in ((7, 7), (4, 5), (1, 3)):
        m = torch.rand(h, w, generator=g, dtype=torch.float64)
        s = torch.rand(h, w, generator=g, dtype=torch.float64)
        s = (s - s.min()) / (s.max() - s.min())
        yield m, s
        yield (m > 0.7).double(), s ** 3
    yield torch.zeros(4, 5, dtype=torch.float64), s.new_tensor([[0.1 * ((3 * i + j) % 11) for j in range(5)] for i in range(4)])


def main():
    cases = []
    for m, s in maps():
        case = {"human": m.tolist(), "model": s.tolist()}
        for name, distance in DISTANCES.items():
            if name in ("COSINE", "PEARSON") and m.sum() == 0:
                continue  # PyTorch's are NaN; the convention is tested beside
            x = s.clone().requires_grad_(True)
            value = distance(m, x)
            (gradient,) = torch.autograd.grad(value, x)
            case[name] = {"value": float(value), "gradient": [[float(f"{v:.13g}") for v in row] for row in gradient.tolist()]}
        cases.append(case)
    with open(sys.argv[1], "w") as f:
        json.dump(cases, f, separators=(",", ":"))
        f.write("\n")


if __name__ == "__main__":
    main()
