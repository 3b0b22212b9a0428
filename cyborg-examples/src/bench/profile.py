#!/usr/bin/env python3
"""Where the time of `cyborg.jar bench` goes, by operation, as oneDNN itself reports it.

    profile.py --jar cyborg.jar --arch resnet50 --batch 8 --threads 1

Counts every primitive of the run: training steps with both losses, uncounted ones included, and inference. What oneDNN does
not run (the head, the loss, the updater, DL4J's own work) is the rest of the process's time.
"""
import argparse
import collections
import os
import subprocess
import sys

DIRECTIONS = {"forward_training": "forward, training", "forward_inference": "forward, inference",
              "backward": "backward", "backward_data": "backward, data", "backward_weights": "backward, weights",
              "undef": ""}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--jar", required=True)
    p.add_argument("--java", default="java")
    p.add_argument("--arch", default="resnet50")
    p.add_argument("--batch", default="8")
    p.add_argument("--threads", default="1")
    p.add_argument("--steps", default="3")
    a = p.parse_args()
    command = [a.java, "-jar", a.jar, "bench", "--arch", a.arch, "--batch", a.batch, "--threads", a.threads,
               "--steps", a.steps, "--warmup", "0"]
    run = subprocess.run(command, env=dict(os.environ, DNNL_VERBOSE="1", OMP_NUM_THREADS=a.threads), stdout=subprocess.PIPE, text=True)
    if run.returncode:
        sys.exit(f"failed with status {run.returncode}: {' '.join(command)}")
    times, counts = collections.Counter(), collections.Counter()
    for line in run.stdout.splitlines():
        words = line.split(",")
        # The name differs between the releases that ND4J and we bring.
        if words[0] in ("dnnl_verbose", "onednn_verbose") and words[1] == "exec":
            key = words[3], DIRECTIONS.get(words[5], words[5]), words[4]
            times[key] += float(words[-1])
            counts[key] += 1
    total = sum(times.values())
    print(f"| operation | direction | implementation | times | ms | share of {total / 1000:.1f} s |")
    print("| --- | --- | --- | --- | --- | --- |")
    for key, ms in times.most_common():
        if ms >= total / 200:
            print(f"| {' | '.join(key)} | {counts[key]} | {ms:.0f} | {ms / total:.1%} |")


if __name__ == "__main__":
    main()
