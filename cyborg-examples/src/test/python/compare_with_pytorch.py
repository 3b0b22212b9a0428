#!/usr/bin/env python3
"""Holds the command line against PyTorch, live: the same checkpoints, images and maps through both programs.

    /usr/bin/python3 compare_with_pytorch.py --oracle cyborg_torch.py --jar cyborg.jar \
        --csv split.csv --images DIR --heatmaps DIR --out DIR [--arch A ...] [--part scores|double|float|convert ...]

The oracle is the project's independent PyTorch statement of CYBORG training (Debian's python3-torch, python3-torchvision,
python3-pil). The split file has rows of split,label,path with at least 16 training images that have maps, in the authors'
layout. Everything that is compared comes from the programs' own commands and files; a step that is done is not done again,
so the script can be stopped and started. At its end the tables are in OUT/tables.md; the exit code is 1 if a limit is
exceeded.

scores   `score --logits` (and, CAM by CAM, `cam`) with the oracle's synthetic checkpoints of two seeds, on JPEG and PNG
         files of several sizes: logits within 1e-3 of the largest one
double   `train --precision double`, batches of 4, unshuffled, 4 steps: both terms of every step's loss, and all weights and
         running statistics after them, within 1e-6
pairwise the same against PyTorch with batch norms that add up pairwise (Tensor.mean), as we do. PyTorch's own add one value
         after the other, which in double rounds a hundred times as much; where a network makes much of it, as Inception
         does, this tells whose rounding the difference is. Not among the parts unless asked for
float    the first float32 step: losses within 1e-4, weights and running statistics within 1e-3 (norm-wise)
convert  the trained weights, by way of DL4J's zip and back to safetensors, give PyTorch the scores that they give here
"""
import argparse, csv, importlib.util, json, os, struct, subprocess, sys

import numpy as np
from PIL import Image

BACKBONES = ("resnet50", "densenet121", "inception_v3", "xception")
# Not among the oracle's commands: its ResNet50 with one class. Scores and CAMs only.
ONE_LOGIT = "cnndetection"
SEEDS = (7, 8)
BATCH, STEPS = 4, 4
# name, alpha, distance, class selection, tap: both presets, both taps, and classical training
RUNS = (
    ("reference", 0.5, "mse", "predicted", "reference"),
    ("reference, pooled tap", 0.5, "mse", "predicted", "pooled"),
    ("paper", 0.5, "l2", "true", "pooled"),
    ("paper, reference tap", 0.5, "l2", "true", "reference"),
    ("classical", 1.0, "mse", "predicted", "reference"),
)
# As the first word: not a comparison, but the oracle with other batch norms.
PAIRWISE = "pairwise-oracle"
LIMITS = {"logits": 1e-3, "score": 1e-3, "CAM": 1e-3, "double loss": 1e-6, "double weights": 1e-6, "pairwise loss": 1e-6,
          "pairwise weights": 1e-6, "float loss": 1e-4,
          "float weights": 1e-3, "converted score": 1e-3}


def oracle_of(path):
    spec = importlib.util.spec_from_file_location("oracle", path)
    oracle = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(oracle)
    return oracle


def pairwise_batch_norm(self, x):
    """What nn.BatchNorm2d computes, by sums that PyTorch adds up pairwise."""
    import torch
    if not self.training:
        return torch.nn.functional.batch_norm(x, self.running_mean, self.running_var, self.weight, self.bias, eps=self.eps)
    mean = x.mean((0, 2, 3))
    centred = x - mean[:, None, None]
    variance = (centred * centred).mean((0, 2, 3))
    n = x.numel() / x.shape[1]
    with torch.no_grad():
        self.running_mean.lerp_(mean, self.momentum)
        self.running_var.lerp_(variance * n / (n - 1), self.momentum)
    return centred * (self.weight / torch.sqrt(variance + self.eps))[:, None, None] + self.bias[:, None, None]


def run_oracle_pairwise(path, words):
    oracle = oracle_of(path)
    oracle.nn.BatchNorm2d.forward = pairwise_batch_norm
    sys.argv = [path, *words]
    oracle.main()


class Comparison:
    def __init__(self, a):
        self.a, self.worst, self.failed = a, {}, False
        os.makedirs(a.out, exist_ok=True)
        self.oracle = oracle_of(a.oracle)

    def path(self, *parts):
        return os.path.join(self.a.out, *parts)

    def run(self, made, command):
        """Runs a command unless what it makes is there; it is made under that name by the command itself."""
        if os.path.exists(made):
            return
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            sys.exit(f"{' '.join(command)}\n{done.stdout}")

    def ours(self, made, *words):
        self.run(made, ["java", "-jar", self.a.jar, *map(str, words)])

    def theirs(self, made, *words):
        self.run(made, [sys.executable, self.a.oracle, *map(str, words)])

    def note(self, arch, what, value):
        key = (arch, what)
        self.worst[key] = max(self.worst.get(key, 0), value)
        if not value <= LIMITS[what]:
            self.failed = True
            print(f"  {arch}: {what} differs by {value:.2e}, limit {LIMITS[what]:.0e}", flush=True)

    def model(self, arch, tap):
        return self.oracle.Tapped("resnet50", classes=1, tap=tap) if arch == ONE_LOGIT else self.oracle.Tapped(arch, tap=tap)

    def theirs_pairwise(self, made, *words):
        self.run(made, [sys.executable, os.path.abspath(__file__), PAIRWISE, self.a.oracle, *map(str, words)])

    def checkpoint(self, arch, seed):
        file = self.path(f"{arch}-{seed}.safetensors")
        if arch == ONE_LOGIT and not os.path.exists(file):
            self.oracle.write_safetensors(file, self.oracle.synthetic_state(self.model(arch, "reference").net, seed))
        self.theirs(file, "checkpoint", "--arch", arch, "--seed", seed, "--out", file)
        return file

    # ------------------------------------------------------------------ data
    def rows(self, split):
        with open(self.a.csv, newline="") as f:
            return [r for r in csv.reader(f) if r and r[0] == split]

    def alternating(self, split, n):
        """Images of both classes in turn, so that no batch has one class only."""
        rows = self.rows(split)
        pairs = zip((r for r in rows if r[1] == "Real"), (r for r in rows if r[1] == "Synthetic"))
        return [r for pair in pairs for r in pair][:n]

    def split_file(self, n):
        file = self.path(f"first{n}.csv")
        with open(file, "w", newline="") as f:
            csv.writer(f, lineterminator="\n").writerows(self.alternating("train", n) + self.alternating("test", 4))
        return file

    def pictures(self):
        """JPEG as it is, PNG, grey, tall, wide, small and large."""
        folder = self.path("pictures")
        os.makedirs(folder, exist_ok=True)
        for i, row in enumerate(self.alternating("test", 8)):
            im = Image.open(os.path.join(self.a.images, row[2].lstrip("/"))).convert("RGB")
            w, h = im.size
            if i == 2:
                im = im.crop((0, 0, w, h * 2 // 3))
            elif i == 3:
                im = im.crop((w // 5, 0, w * 4 // 5, h))
            elif i == 4:
                im = im.resize((w * 3, h * 3), Image.BICUBIC)
            elif i == 5:
                im = im.resize((w // 3, h // 3), Image.BICUBIC)
            elif i == 6:
                im = im.convert("L")
            if i == 0:
                with open(os.path.join(self.a.images, row[2].lstrip("/")), "rb") as f:
                    data = f.read()
                with open(os.path.join(folder, f"{i}.jpg"), "wb") as f:
                    f.write(data)
            else:
                im.save(os.path.join(folder, f"{i}.{'jpg' if i % 2 else 'png'}"), quality=95)
        return folder

    # ----------------------------------------------------------------- parts
    def scores(self, arch):
        folder = self.pictures()
        for seed in SEEDS:
            weights = self.checkpoint(arch, seed)
            here, there = self.path(f"{arch}-{seed}-ours.csv"), self.path(f"{arch}-{seed}-torch.csv")
            self.ours(here, "score", "--arch", arch, "--weights", weights, "--images", folder, "--logits", "--out", here)
            if arch == ONE_LOGIT:
                self.score_one_logit(weights, folder, there)
            self.theirs(there, "score", "--arch", arch, "--weights", weights, "--images", folder, "--out", there)
            self.compare_scores(arch, here, there, "score", "logits")
            for tap in ("reference", "pooled"):
                self.cams(arch, seed, tap, weights, folder)

    def score_one_logit(self, weights, folder, out):
        """The rows that the oracle's `score` would give."""
        m = self.model(ONE_LOGIT, "reference")
        self.oracle.load(m, weights)
        m.eval()
        with open(out, "w", newline="") as f, self.oracle.torch.no_grad():
            for name in sorted(os.listdir(folder)):
                logit = m(self.oracle.image(os.path.join(folder, name), "resnet50")[None])[0]
                csv.writer(f).writerow([name, f"{logit.sigmoid().item():.8f}", f"{logit.item():.6f}"])

    def compare_scores(self, arch, here, there, score, logits=None):
        a, b = ({r[0]: np.array(r[1:], float) for r in csv.reader(open(f, newline=""))} for f in (here, there))
        assert a.keys() == b.keys(), (here, there)
        scale = max(np.abs(v[1:]).max() for v in b.values())
        for name in a:
            self.note(arch, score, abs(a[name][0] - b[name][0]))
            if logits:
                self.note(arch, logits, np.abs(a[name][1:] - b[name][1:]).max() / scale)

    def cams(self, arch, seed, tap, weights, folder):
        out = self.path(f"{arch}-{seed}-{tap}-cams")
        self.ours(os.path.join(out, "images.csv"), "cam", "--arch", arch, "--weights", weights, "--images", folder, "--tap", tap, "--out", out)
        torch, o = self.oracle.torch, self.oracle
        m = self.model(arch, tap)
        o.load(m, weights)
        m.eval()
        for name, ours in read_cams(out).items():
            with torch.no_grad():
                logits, maps = m(o.image(os.path.join(folder, name), "resnet50" if arch == ONE_LOGIT else arch)[None])
                if arch == ONE_LOGIT:  # the CAM of class 0 is the negated map
                    theirs = o.cam(maps, torch.cat([-m.head.weight, m.head.weight]), (logits[:, 0] > 0).long())[0].numpy()
                else:
                    theirs = o.cam(maps, m.head.weight, logits.argmax(1))[0].numpy()
            self.note(arch, "CAM", np.abs(ours - theirs).max())

    def train(self, arch, i, precision, images, peer="torch"):
        _, alpha, distance, select, tap = RUNS[i]
        split, weights = self.split_file(images), self.checkpoint(arch, SEEDS[0])
        outs = [self.path(f"{arch}-{precision}-{i}-{who}") for who in ("ours", peer)]
        words = ["train", "--arch", arch, "--weights", weights, "--csv", split, "--images", self.a.images, "--heatmaps",
                 self.a.heatmaps, "--alpha", alpha, "--epochs", 1, "--batch", BATCH, "--lr", self.a.lr, "--tap", tap,
                 "--distance", distance, "--select", select, "--precision", precision]
        finished = os.path.join(outs[0], "Logs", "current_model.zip")
        if not os.path.exists(finished):
            # The oracle has Inception's dropout off, since no two programs draw alike.
            dropout = ("--dropout", 0) if arch == "inception_v3" else ()
            self.ours(finished, *words, *dropout, "--no-shuffle", "--resume", "--out", outs[0])
        other = self.theirs if peer == "torch" else self.theirs_pairwise
        other(os.path.join(outs[1], "final_model.safetensors"), *words, "--out", outs[1])
        what = precision if peer == "torch" else peer
        logs = [json.load(open(os.path.join(d, "model_log.json"))) for d in (os.path.join(outs[0], "Logs"), outs[1])]
        for term in ("iterations", "cross_entropy") + (() if alpha == 1 else ("saliency",)):
            a, b = (np.array(log[term]) for log in logs)
            assert len(a) == len(b) == images // BATCH
            print(f"  {arch} {what} {RUNS[i][0]}: {term} differs by",
                  " ".join(f"{v:.1e}" for v in np.abs(a - b) / np.abs(b)), flush=True)
            self.note(arch, f"{what} loss", (np.abs(a - b) / np.abs(b)).max())
        a, b = (read_safetensors(os.path.join(*f)) for f in ((outs[0], "Logs", "final_model.safetensors"),
                                                              (outs[1], "final_model.safetensors")))
        assert a.keys() == b.keys(), a.keys() ^ b.keys()
        squares = lambda values: sum((v ** 2).sum() for v in values)
        self.note(arch, f"{what} weights", (squares(a[k] - b[k] for k in b) / squares(b.values())) ** 0.5)

    def convert(self, arch):
        """Weights after a training here, to DL4J's zip and back, into PyTorch."""
        trained = self.path(f"{arch}-float-0-ours", "Logs", "final_model.safetensors")
        zipped, back = self.path(f"{arch}-converted.zip"), self.path(f"{arch}-converted.safetensors")
        self.ours(zipped, "convert", trained, zipped)
        self.ours(back, "convert", zipped, back)
        folder = self.pictures()
        here, there = self.path(f"{arch}-converted-ours.csv"), self.path(f"{arch}-converted-torch.csv")
        self.ours(here, "score", "--arch", arch, "--weights", trained, "--images", folder, "--out", here)
        self.theirs(there, "score", "--arch", arch, "--weights", back, "--images", folder, "--out", there)
        a, b = ({r[0]: float(r[1]) for r in csv.reader(open(f, newline=""))} for f in (here, there))
        for name in b:
            self.note(arch, "converted score", abs(a[name] - b[name]))

    def tables(self):
        columns = [w for w in LIMITS if any(k[1] == w for k in self.worst)]
        lines = ["| backbone | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|",
                 "| limit | " + " | ".join(f"{LIMITS[c]:.0e}" for c in columns) + " |"]
        for arch in self.a.arch:
            cells = [f"{self.worst[arch, c]:.1e}" if (arch, c) in self.worst else "" for c in columns]
            lines.append(f"| {arch} | " + " | ".join(cells) + " |")
        with open(self.path("tables.md"), "w") as f:
            f.write("\n".join(lines) + "\n")
        print("\n".join(lines))


def read_safetensors(path):
    """In double; the oracle's own reader knows float32 only. PyTorch's counters of batches are left out."""
    types = {"F32": "<f4", "F64": "<f8"}
    with open(path, "rb") as f:
        n, = struct.unpack("<Q", f.read(8))
        header, data = json.loads(f.read(n)), f.read()
    return {k: np.frombuffer(data[slice(*v["data_offsets"])], types[v["dtype"]]).reshape(v["shape"]).astype(float)
            for k, v in header.items() if k != "__metadata__" and not k.endswith("num_batches_tracked")}


def read_cams(folder):
    """The scaled CAMs that `cam` wrote, by image."""
    with open(os.path.join(folder, "images.csv"), newline="") as f:
        names = [row[0] for row in csv.reader(f)][1:]
    return dict(zip(names, np.load(os.path.join(folder, "cams.npy")), strict=True))


def main():
    if sys.argv[1:2] == [PAIRWISE]:
        return run_oracle_pairwise(sys.argv[2], sys.argv[3:])
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("oracle", "jar", "csv", "images", "heatmaps", "out"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--arch", action="append", choices=(*BACKBONES, ONE_LOGIT))
    p.add_argument("--part", action="append", choices=("scores", "double", "pairwise", "float", "convert"))
    p.add_argument("--lr", type=float, default=0.005)
    a = p.parse_args()
    a.arch = a.arch or (*BACKBONES, ONE_LOGIT)
    a.part = a.part or ("scores", "double", "float", "convert")
    c = Comparison(a)
    for arch in a.arch:
        if "scores" in a.part:
            c.scores(arch)
        for i in range(len(RUNS) if arch in BACKBONES else 0):
            if "float" in a.part:
                c.train(arch, i, "float", BATCH)
            if "double" in a.part:
                c.train(arch, i, "double", BATCH * STEPS)
            if "pairwise" in a.part:
                c.train(arch, i, "double", BATCH * STEPS, "pairwise")
        if "convert" in a.part and arch in BACKBONES:
            c.convert(arch)
    c.tables()
    sys.exit(c.failed)


if __name__ == "__main__":
    main()
