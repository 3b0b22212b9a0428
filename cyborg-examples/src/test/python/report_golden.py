"""Tables of a report from an experiment's folder by NumPy and SciPy: the golden values of PaperReportTest.

The folder is written by SyntheticExperiment, whose numbers are the same on every machine:

    java -cp TEST_CLASS_PATH org.cyborgml.app.experiment.SyntheticExperiment golden DIR
    python3 report_golden.py DIR ../resources/org/cyborgml/app/paper

Nothing is taken from result.json but the seeds: AUCs and tests are of the score files. NumPy 2.4.6, SciPy 1.17.1.
"""

import csv
import itertools
import json
import pathlib
import sys

import numpy as np
from scipy import stats

root, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
experiment = json.loads((root / "experiment.json").read_text())
sets = [t["id"] for t in experiment["test_sets"]]
columns = sets + ["pooled"]
runs = experiment["runs"]


def read(backbone, scenario, run):
    """By column: scores of the real and of the synthetic images."""
    cell = root / "runs" / backbone / scenario / f"run{run:02d}"
    scores, seen, pool = {}, set(), ([], [])
    for name in sets:
        labels = list(csv.reader((root / "tests" / f"{name}.csv").open()))
        rows = list(csv.reader((cell / "scores" / f"{name}.csv").open()))
        classes = ([], [])
        for (_, label, path), row in zip(labels, rows, strict=True):
            assert path == row[0]
            k = int(label == "Synthetic")
            classes[k].append(float(row[-1]))
            if k == 1 or path not in seen:
                pool[k].append(float(row[-1]))
            if k == 0:
                seen.add(path)
        scores[name] = tuple(map(np.array, classes))
    scores["pooled"] = tuple(map(np.array, pool))
    return scores


def auc(real, synthetic):
    return stats.mannwhitneyu(synthetic, real).statistic / (len(real) * len(synthetic))


def delong_p(a, b):
    """By the full matrices of comparisons."""
    def psi(real, synthetic):
        return (synthetic[:, None] > real[None, :]) + 0.5 * (synthetic[:, None] == real[None, :])
    d = psi(*a) - psi(*b)
    variance = d.mean(1).var(ddof=1) / d.shape[0] + d.mean(0).var(ddof=1) / d.shape[1]
    return d.mean(), 2 * stats.norm.sf(abs(d.mean()) / np.sqrt(variance))


def wilcoxon(d):
    ranks = stats.rankdata(abs(d))
    w = ranks[d > 0].sum()
    all_w = np.array([ranks[list(s)].sum() for s in itertools.product([False, True], repeat=len(d))])
    return w, min(1, 2 * min((all_w <= w).mean(), (all_w >= w).mean()))


def holm(p):
    order, result, greatest = np.argsort(p, kind="stable"), np.empty(len(p)), 0
    for k, i in enumerate(order):
        greatest = max(greatest, min(1, (len(p) - k) * p[i]))
        result[i] = greatest
    return result


def fpr_at_half(real, synthetic):
    threshold = np.sort(synthetic)[::-1][int(np.ceil(0.5 * len(synthetic))) - 1]
    return (real > threshold).mean()


def write(name, header, rows):
    with (out / name).open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


means, rocs, differences = [], [], []
base = next(s["id"] for s in experiment["scenarios"] if s["baseline"])
for backbone in (b["id"] for b in experiment["backbones"]):
    scores = {s["id"]: [read(backbone, s["id"], r) for r in range(1, runs + 1)] for s in experiment["scenarios"]}
    for scenario, cells in scores.items():
        for column in columns:
            values = np.array([auc(*c[column]) for c in cells])
            means.append([backbone, scenario, column, runs, values.mean(), values.std(ddof=1)])
            rates = np.array([fpr_at_half(*c[column]) for c in cells])
            rocs.append([backbone, scenario, column, rates.mean(), rates.std(ddof=1)])
            if scenario == base:
                continue
            before = np.array([auc(*c[column]) for c in scores[base]])
            t = stats.ttest_rel(values, before)
            ci = t.confidence_interval(0.95)
            w, p_w = wilcoxon(values - before)
            tests = [delong_p(c[column], b[column]) for c, b in zip(cells, scores[base])]
            differences.append([
                backbone, scenario, base, column, runs, (values - before).mean(), ci.low, ci.high, t.statistic,
                t.pvalue, None, w, p_w, runs, sum(p < 0.05 and d > 0 for d, p in tests),
                sum(p < 0.05 and d < 0 for d, p in tests)])
for row, p in zip(differences, holm(np.array([row[9] for row in differences]))):
    row[10] = p
write("auc.csv", ["backbone", "scenario", "test_set", "runs", "mean", "sd"], means)
write("roc.csv", ["backbone", "scenario", "test_set", "fpr_mean", "fpr_sd"], rocs)
write("auc-differences.csv", [
    "backbone", "scenario", "baseline", "test_set", "pairs", "difference", "lower_95", "upper_95", "t", "p_t", "p_holm",
    "wilcoxon", "p_wilcoxon", "delong_runs", "delong_higher", "delong_lower"], differences)
