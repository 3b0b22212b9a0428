#!/usr/bin/env python3
"""Runs `cyborg.jar bench` and a PyTorch benchmark of the same keys in turn and writes a Markdown table.

    compare.py --jar cyborg.jar --oracle cyborg_torch.py --out table.md
    compare.py --jar cyborg.jar --oracle cyborg_torch.py --batch 1 8 20 32 --threads 1 2 --out tables.md
    compare.py --jar cyborg.jar --oracle cyborg_torch_amp.py --mixed --out bf16.md
    compare.py --jar cyborg.jar --score IMAGES --out score.md

The oracle is started as `PYTHON ORACLE bench --arch A --batch N --threads K --steps S` and prints one line of JSON with
train_ce_img_s, train_cyborg_img_s and infer_img_s. Every figure is the median over the rounds, in which the two take
turns; a ratio is ours / PyTorch, so above 1 is faster, and for memory (the most that the whole process took) below 1
is less. With --cpu, images per second of processor time (all threads together) are compared as well: the one
measure that holds on a machine that others use at the same time. It comes from whole processes, the oracle's start and
import included, so ask for enough --steps.

With --mixed, four take turns: ours in fp32 and in bf16, the oracle's, and the oracle's with --amp, which must run the
network under torch.autocast("cpu", torch.bfloat16). With --before, an older cyborg.jar takes its turn in fp32 too.

It needs Python 3.8 and nothing else; PyTorch is the oracle's affair.
"""
import argparse
import json
import os
import platform
import subprocess
import sys
import time
from statistics import median

KEYS = (("train_cyborg_img_s", "training, CYBORG"), ("train_ce_img_s", "training, cross-entropy"),
        ("infer_img_s", "inference"))


def run(command):
    """The last line of JSON that a command prints, with the most memory and the processor time that it took."""
    start = time.perf_counter()
    env = dict(os.environ, OMP_NUM_THREADS=command[command.index("--threads") + 1])
    child = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    text = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status) if hasattr(os, "waitstatus_to_exitcode") else status
    lines = [line for line in text.splitlines() if line.startswith("{")]
    if child.returncode or not lines:
        sys.exit(f"failed with status {child.returncode}: {' '.join(command)}")
    result = json.loads(lines[-1])
    unit = 1 if sys.platform == "darwin" else 1024
    result["peak_mib"] = usage.ru_maxrss * unit / 2**20
    result["process_cpu_s"] = usage.ru_utime + usage.ru_stime
    print(f"{time.strftime('%H:%M:%S')} {time.perf_counter() - start:6.1f} s  {json.dumps(result)}", file=sys.stderr)
    return result


def bench(a, arch, batch, threads):
    tail = ["bench", "--arch", arch, "--batch", str(batch), "--threads", str(threads), "--steps", str(a.steps)]
    warm_up = ["--warmup", str(a.warmup)] if a.warmup is not None else []
    return ([a.java, "-jar", a.jar] + tail + warm_up, [a.python, a.oracle] + tail)


def ratio(ours, theirs, key):
    return median(r[key] for r in ours) / median(r[key] for r in theirs)


def table(a, batch, threads):
    rows, shares = [], []
    for arch in a.arch:
        ours, theirs = [], []
        for _ in range(a.rounds):
            mine, rival = bench(a, arch, batch, threads)
            ours.append(run(mine))
            theirs.append(run(rival))
        cells = [arch]
        for key, _ in KEYS:
            cells.append(f"{median(r[key] for r in ours):.2f} / {median(r[key] for r in theirs):.2f}"
                         f" = **{ratio(ours, theirs, key):.2f}**")
        cells.append(f"{median(r['peak_mib'] for r in ours):.0f} / {median(r['peak_mib'] for r in theirs):.0f}"
                     f" = **{ratio(ours, theirs, 'peak_mib'):.2f}**")
        if a.cpu:
            cells.append(f"{ratio(theirs, ours, 'process_cpu_s'):.2f}")
        rows.append(cells)
        wall = median(r["train_ce_img_s"] / r["train_cyborg_img_s"] for r in ours)
        cpu = median(r["train_cyborg_cpu_s"] / r["train_ce_cpu_s"] for r in ours)
        rival = median(r["train_ce_img_s"] / r["train_cyborg_img_s"] for r in theirs)
        shares.append([arch, f"**{wall:.3f}**", f"{cpu:.3f}", f"{rival:.3f}"])
    heads = ["network"] + [f"{name}, images/s" for _, name in KEYS] + ["peak memory, MiB"]
    heads += ["processor time, PyTorch's / ours"] if a.cpu else []
    return [f"### Batch {batch}, {threads} thread{'s' if threads > 1 else ''}: ours / PyTorch", ""] + markdown(
        heads, rows) + ["", "A step with the CYBORG loss over one with plain cross-entropy:", ""] + markdown(
        ["network", "ours", "ours, processor time", "PyTorch"], shares) + [""]


def mixed(a, batch, threads):
    rows = []
    for arch in a.arch:
        found = [[], [], [], [], []]
        for _ in range(a.rounds):
            mine, rival = bench(a, arch, batch, threads)
            commands = [mine + ["--precision", "bf16"], mine + ["--precision", "fp32"], rival + ["--amp"], rival]
            if a.before:
                commands.append([a.java, "-jar", a.before] + mine[3:])
            for results, command in zip(found, commands):
                results.append(run(command))
        cells = [arch]
        for key in ("train_cyborg_img_s", "infer_img_s"):
            cells.append(" / ".join(f"{median(r[key] for r in results):.2f}" for results in found[:4]))
            cells += [f"**{ratio(found[0], other, key):.2f}**" for other in (found[1], found[3], found[2])]
        cells.append(f"{median(r['train_peak_mib'] for r in found[0]):.0f} /"
                     f" {median(r['train_peak_mib'] for r in found[1]):.0f} ="
                     f" **{ratio(found[0], found[1], 'train_peak_mib'):.2f}**")
        if a.before:
            cells.append(" / ".join(f"{median(r[key] for r in found[1]):.2f} / {median(r[key] for r in found[4]):.2f} ="
                                    f" **{ratio(found[1], found[4], key):.2f}**"
                                    for key in ("train_cyborg_img_s", "infer_img_s")).replace("** / ", "**, "))
        rows.append(cells)
    speed = ["ours bf16 / ours fp32 / PyTorch bf16 / PyTorch fp32", "bf16 / ours fp32", "bf16 / PyTorch fp32",
             "bf16 / PyTorch bf16"]
    return [f"### bf16, batch {batch}, {threads} thread{'s' if threads > 1 else ''}", ""] + markdown(
        ["network"] + ["training with CYBORG, images/s: " + speed[0]] + speed[1:]
        + ["inference, images/s: " + speed[0]] + speed[1:] + ["peak memory in training, MiB, bf16 / fp32"]
        + (["fp32, this build / the build before: training, inference"] if a.before else []), rows) + [""]


def score(a, batch, threads):
    rows = []
    for arch in a.arch:
        results = []
        for _ in range(a.rounds):
            command, _ = bench(a, arch, batch, threads)
            results.append(run(command + ["--images", a.score]))
        rows.append([arch] + [f"{median(r[k] for r in results):.2f}" for k in ("network_img_s", "score_img_s")]
                    + [f"**{median(r['score_ratio'] for r in results):.2f}**"])
    return [f"### Scoring from files, batch {batch}, {threads} thread{'s' if threads > 1 else ''}", ""] + markdown(
        ["network", "network alone, images/s", "from files, images/s", "ratio"], rows) + [""]


def markdown(heads, rows):
    return ["| " + " | ".join(r) + " |" for r in [heads, ["---"] * len(heads)] + rows]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--jar", required=True)
    p.add_argument("--oracle", help="the PyTorch program; not needed with --score")
    p.add_argument("--score", metavar="IMAGES", help="measure scoring of a folder of images instead")
    p.add_argument("--mixed", action="store_true", help="compare bf16 with fp32, of ours and of the oracle")
    p.add_argument("--before", metavar="JAR", help="with --mixed: an older jar to compare fp32 with")
    p.add_argument("--java", default="java")
    p.add_argument("--python", default=sys.executable)
    p.add_argument("--arch", nargs="+", default=["resnet50", "densenet121", "inception_v3", "xception"])
    p.add_argument("--batch", nargs="+", type=int, default=[8])
    p.add_argument("--threads", nargs="+", type=int, default=[2])
    p.add_argument("--rounds", type=int, default=5)
    p.add_argument("--steps", type=int, default=5)
    p.add_argument("--warmup", type=int, help="seconds of training before ours counts; less favours the oracle")
    p.add_argument("--cpu", action="store_true", help="compare processor time as well")
    p.add_argument("--out", required=True)
    a = p.parse_args()
    if not (a.oracle or a.score):
        p.error("give --oracle or --score")
    lines = [f"Command: `compare.py {' '.join(w for w in sys.argv[1:] if not os.path.isabs(w))}` (absolute paths left"
             f" out), {platform.machine()}, {os.cpu_count()} processors, medians of {a.rounds} rounds.", ""]
    for threads in a.threads:
        for batch in a.batch:
            measure = score if a.score else mixed if a.mixed else table
            lines += measure(a, batch, threads)
            # After every table, so that an interrupted run leaves what it has.
            with open(a.out + ".part", "w") as f:
                f.write("\n".join(lines))
            os.replace(a.out + ".part", a.out)


if __name__ == "__main__":
    main()
