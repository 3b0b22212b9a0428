#!/usr/bin/env python3
"""Compares the scores of trained networks in fp32 and bf16, beside PyTorch's own on the same weights, as a Markdown table.

    agreement.py DATA CLASSES OUT [--oracle FOLDER]

OUT is what agreement.sh wrote. With --oracle, the folder of cyborg_torch.py, PyTorch scores the same images with the same weights in
fp32 and with torch.autocast in bfloat16 (needs PyTorch, torchvision and Pillow). The positive class is the second one.
"""
import argparse
import csv
import pathlib
import statistics
import sys

SIDE = 112
BATCH = 20


def auc(scores, labels):
    """The share of pairs in which the positive image has the higher score; a tie counts one half."""
    ranked = sorted(zip(scores, labels))
    ranks, first = 0.0, 0
    while first < len(ranked):
        last = first
        while last < len(ranked) and ranked[last][0] == ranked[first][0]:
            last += 1
        ranks += sum(label for _, label in ranked[first:last]) * (first + 1 + last) / 2
        first = last
    positives = sum(labels)
    return (ranks - positives * (positives + 1) / 2) / (positives * (len(labels) - positives))


def margins(file):
    """The second logit less the first, and the score (the second logit), of each image."""
    with open(file, newline="") as rows:
        return {row[0].lstrip("/"): (float(row[3]) - float(row[2]), float(row[3])) for row in csv.reader(rows)}


def torch_margins(oracle, arch, weights, images, paths):
    """The same in PyTorch, in fp32 and under autocast."""
    import torch

    side, cells, mean, deviation = oracle.ARCHS[arch]
    oracle.ARCHS[arch] = (SIDE, cells, mean, deviation)
    network = oracle.Tapped(arch)
    oracle.load(network, weights)
    network.eval()
    plain, cast = {}, {}
    with torch.no_grad():
        for i in range(0, len(paths), BATCH):
            part = paths[i:i + BATCH]
            x = torch.stack([oracle.image(images / path, arch) for path in part])
            for found, is_cast in ((plain, False), (cast, True)):
                with torch.autocast("cpu", torch.bfloat16, enabled=is_cast):
                    logits = network(x)[0].float()
                found.update((path, (z[1] - z[0], z[1])) for path, z in zip(part, logits.tolist()))
    return plain, cast


def compared(plain, cast, labels):
    same = sum((plain[path][0] > 0) == (cast[path][0] > 0) for path in labels) / len(labels)
    a, b = (auc([found[path][1] for path in labels], list(labels.values())) for found in (plain, cast))
    change = statistics.median(abs(cast[path][0] - plain[path][0]) for path in labels)
    return f"{100 * same:.2f} %", a, b, change


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("classes", type=lambda text: text.split(","))
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--oracle")
    a = parser.parse_args()
    if a.oracle:
        sys.path.insert(0, a.oracle)
        import cyborg_torch as oracle
    print("| network | test set | images | same class | PyTorch | AUC fp32 | bf16 | difference | PyTorch | change of margin | PyTorch |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for scores in sorted(a.out.glob("*-fp32.csv")):
        arch, test = scores.name[:-len("-fp32.csv")].split("-", 1)
        with open(a.data / "tests" / f"{test}.csv", newline="") as rows:
            labels = {row[2].lstrip("/"): a.classes.index(row[1]) for row in csv.reader(rows) if row and row[0] == "test"}
        same, plain, cast, change = compared(margins(scores), margins(a.out / f"{arch}-{test}-bf16.csv"), labels)
        theirs = ["", float("nan"), float("nan"), float("nan")]
        if a.oracle:
            weights = a.out / arch / "Logs" / "final_model.safetensors"
            theirs = compared(*torch_margins(oracle, arch, weights, a.data / "images", list(labels)), labels)
        print(f"| {arch} | {test} | {len(labels)} | {same} | {theirs[0]} | {plain:.4f} | {cast:.4f} | {cast - plain:+.4f}"
              f" | {theirs[2] - theirs[1]:+.4f} | {change:.4f} | {theirs[3]:.4f} |", flush=True)


if __name__ == "__main__":
    main()
