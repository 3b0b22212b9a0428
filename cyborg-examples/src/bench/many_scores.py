#!/usr/bin/env python3
"""Makes, of an experiment with finished trials, one whose test sets have very many images, to see how much memory the metrics
and the report take: two trials of run 1, with drawn scores.

    many_scores.py RUNS OUT [--images 700000]
"""

import argparse
import json
import math
import pathlib
import random
import shutil


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=pathlib.Path, help="folder of an experiment")
    parser.add_argument("out", type=pathlib.Path, help="folder to make")
    parser.add_argument("--images", type=int, default=700_000, help="of each test set, half of them real")
    args = parser.parse_args()
    record = json.loads((args.runs / "experiment.json").read_text())
    backbone = record["backbones"][0]["id"]
    scenarios = [scenario["id"] for scenario in record["scenarios"][:2]]
    half = args.images // 2
    (args.out / "tests").mkdir(parents=True)
    for scenario in scenarios:
        trial = pathlib.Path("runs") / backbone / scenario / "run01"
        shutil.copytree(args.runs / trial, args.out / trial)
    drawn = random.Random(1)
    rows = [(kind, f"/{kind.lower()}/faces/images/{i:07d}.jpg") for kind in ("Real", "Synthetic") for i in range(half)]
    drawn.shuffle(rows)
    for test in record["test_sets"]:
        test["real"] = test["synthetic"] = half
        with open(args.out / "tests" / f"{test['id']}.csv", "w") as csv:
            csv.writelines(f"test,{kind},{path}\n" for kind, path in rows)
        for scenario in scenarios:
            scores = args.out / "runs" / backbone / scenario / "run01" / "scores" / f"{test['id']}.csv"
            with open(scores, "w") as csv:
                for kind, path in rows:
                    z = drawn.gauss(1 if kind == "Synthetic" else -1, 2)
                    csv.write(f"{path},{1 / (1 + math.exp(-z)):.8f},{-z:.6f},{z:.6f}\n")
    (args.out / "experiment.json").write_text(json.dumps(record))


if __name__ == "__main__":
    main()
