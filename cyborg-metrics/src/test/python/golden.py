"""Writes the golden files of cyborg-metrics into the folder given: scores, and what scikit-learn and SciPy make of them.

    /usr/bin/python3 golden.py ../resources/org/cyborgml/metrics
    Rscript ../r/golden.R ../resources/org/cyborgml/metrics     (afterwards: it reads scores.csv and differences.csv)

Written with scikit-learn 1.2.1, SciPy 1.10.1, NumPy 1.24.2.
"""
import csv
import sys
from pathlib import Path

import numpy as np
from scipy import stats
from scipy.interpolate import interp1d
from scipy.optimize import brentq
from sklearn import metrics

OUT = Path(sys.argv[1])
rng = np.random.default_rng(20231124)


def write(name, header, rows):
    with open(OUT / name, "w", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(header)
        w.writerows(rows)


def detector_cases():
    """name -> (labels, first detector, second detector); the second is correlated with the first."""
    def make(m, n, shift, noise, decimals):
        label = np.r_[np.ones(m, int), np.zeros(n, int)]
        base = rng.normal(size=m + n) + shift * label
        a = 1 / (1 + np.exp(-base))
        b = 1 / (1 + np.exp(-(0.6 * base + noise * rng.normal(size=m + n))))
        order = rng.permutation(m + n)
        a, b = (np.round(x, decimals) for x in (a, b))
        return label[order], a[order], b[order]

    return {
        "continuous": make(40, 60, 1.0, 0.8, 12),
        "ties": make(50, 50, 0.8, 0.8, 1),
        "imbalanced": make(5, 120, 1.5, 1.0, 3),
        "weak": make(30, 30, -0.4, 0.5, 2),
        "strong": make(25, 35, 3.5, 0.7, 4),
        "two_each": (np.array([0, 1, 1, 0]), np.array([0.1, 0.4, 0.35, 0.4]), np.array([0.3, 0.2, 0.9, 0.1])),
    }


rows, found, points = [], [], []
for case, (y, a, b) in detector_cases().items():
    rows += [(case, l, repr(float(s)), repr(float(t))) for l, s, t in zip(y, a, b)]
    for who, s in (("first", a), ("second", b)):
        fpr, tpr, thr = metrics.roc_curve(y, s, drop_intermediate=False)
        found += [
            (case, who, "auc", metrics.roc_auc_score(y, s)),
            (case, who, "average_precision", metrics.average_precision_score(y, s)),
            (case, who, "standardised_0.1", metrics.roc_auc_score(y, s, max_fpr=0.1)),
            (case, who, "standardised_0.37", metrics.roc_auc_score(y, s, max_fpr=0.37)),
            (case, who, "accuracy_0.5", metrics.accuracy_score(y, s >= 0.5)),
            (case, who, "balanced_accuracy_0.4", metrics.balanced_accuracy_score(y, s >= 0.4)),
            (case, who, "eer", brentq(lambda x: 1 - x - interp1d(fpr, tpr)(x), 0, 1, xtol=1e-15)),
            (case, who, "tdr_0.05", max(t for f, t in zip(fpr, tpr) if f <= 0.05)),
            (case, who, "tdr_0.2", max(t for f, t in zip(fpr, tpr) if f <= 0.2)),
        ]
        # scikit-learn 1.2 gives the first point the threshold max + 1; later versions, as we, infinity.
        points += [(case, who, repr(float(x)), repr(float(f)), repr(float(t))) for x, f, t in zip(thr, fpr, tpr)][1:]
write("scores.csv", ("case", "label", "first", "second"), rows)
write("sklearn.csv", ("case", "detector", "quantity", "value"), [(*r[:3], repr(float(r[3]))) for r in found])
write("roc-points.csv", ("case", "detector", "threshold", "fpr", "tpr"), points)

# Several classes: roc_auc_score wants rows that sum to 1.
rows, found = [], []
for case, (n, c, decimals) in {"three": (60, 3, 12), "ten_ties": (200, 10, 2)}.items():
    y = np.r_[np.arange(c), rng.integers(0, c, n - c)]
    z = rng.normal(size=(n, c)) + 1.2 * np.eye(c)[y]
    p = np.exp(z) / np.exp(z).sum(1, keepdims=True)
    p = np.round(p, decimals)
    p[:, -1] = 1 - p[:, :-1].sum(1)
    rows += [(case, l, *map(repr, map(float, r))) for l, r in zip(y, p)]
    for average in ("macro", "weighted"):
        found.append((case, average, repr(float(metrics.roc_auc_score(y, p, multi_class="ovr", average=average)))))
    for k in range(c):
        found.append((case, f"class_{k}", repr(float(metrics.roc_auc_score(y == k, p[:, k])))))
write("multiclass-scores.csv", ("case", "label", "scores"), [(r[0], r[1], " ".join(r[2:])) for r in rows])
write("multiclass-sklearn.csv", ("case", "quantity", "value"), found)

# Paired differences: SciPy's exact p-values without ties, its corrected normal ones with ties, zeros and Pratt.
differences = {
    "ten_runs": np.round(rng.normal(0.02, 0.03, 10), 9),
    "five_runs": np.round(rng.normal(0.05, 0.03, 5), 9),
    "fifty": np.round(rng.normal(0.1, 0.5, 50), 9),
    "sixty": np.round(rng.normal(0.1, 0.5, 60), 9),
    "ties_and_zeros": np.round(rng.normal(0.3, 1.0, 30)),
}
found = []
for case, d in differences.items():
    for alternative in ("two-sided", "greater", "less"):
        t = stats.ttest_rel(d, np.zeros_like(d), alternative=alternative)
        found.append((case, f"t_p_{alternative}", t.pvalue))
        for zeros in ("wilcox", "pratt"):
            w = stats.wilcoxon(d, zero_method=zeros, alternative=alternative, correction=True, mode="approx")
            found.append((case, f"{zeros}_approx_{alternative}", w.pvalue))
        if case != "ties_and_zeros" and case != "sixty":
            w = stats.wilcoxon(d, alternative=alternative, mode="exact")
            found.append((case, f"exact_{alternative}", w.pvalue))
    found.append((case, "t", t.statistic))
write("differences.csv", ("case", "difference"), [(c, repr(float(x))) for c, d in differences.items() for x in d])
write("scipy.csv", ("case", "quantity", "value"), [(c, q, repr(float(v))) for c, q, v in found])


# Saliency: the formulas of Bylinskii et al. 2019 as the MIT benchmark's Matlab code computes them, in NumPy.
def kl(p, q):
    e = np.finfo(float).eps
    p, q = p / p.sum(), q / q.sum()
    return (q * np.log(e + q / (e + p))).sum()


def sim(p, q):
    return np.minimum(p / p.sum(), q / q.sum()).sum()


def nss(p, f):
    return stats.zscore(p, axis=None)[f].mean()


def auc_judd(p, f):
    """One threshold per fixation, as in AUC_Judd.m; without ties it needs no jitter."""
    s, fix = p.ravel(), np.sort(p[f])[::-1]
    tp, fp = [0.0], [0.0]
    for i, t in enumerate(fix, 1):
        tp.append(i / len(fix))
        fp.append(((s >= t).sum() - i) / (len(s) - len(fix)))
    return np.trapz(tp + [1.0], fp + [1.0])


maps, found = [], []
for case, (h, w) in {"cam": (7, 7), "wide": (5, 12), "column": (9, 1)}.items():
    a = rng.random((h, w))
    b = np.clip(0.5 * a + 0.5 * rng.random((h, w)) - 0.2, 0, None)
    f = b >= np.sort(b, axis=None)[-max(2, h * w // 5)]
    maps.append((case, h, w, *(" ".join(repr(float(v)) for v in m.ravel()) for m in (a, b)),
                 "".join("01"[int(v)] for v in f.ravel())))
    found += [
        (case, "cc", stats.pearsonr(a.ravel(), b.ravel())[0]),
        (case, "sim", sim(a, b)),
        (case, "kl", kl(a, b)),
        (case, "kl_reverse", kl(b, a)),
        (case, "nss", nss(a, f)),
        (case, "auc_judd", auc_judd(a, f)),
        (case, "energy", a[f].sum() / a.sum()),
        (case, "pointing", float(f.ravel()[a.argmax()])),
        (case, "iou_0.5", metrics.jaccard_score((b >= 0.5).ravel(), (a >= 0.5).ravel(), zero_division=1)),
        (case, "entropy", stats.entropy(a.ravel(), base=2)),
    ]
    # The baseline is made of the same numbers, so that the generator's later ones stay.
    base = b[::-1, ::-1] + 0.1
    weights = np.broadcast_to(base.ravel(), (f.sum(), h * w)) / base.sum()
    inside = a[f][:, None]
    found += [
        (case, "spearman", stats.spearmanr(np.round(a, 1).ravel(), b.ravel())[0]),
        (case, "shuffled_auc", ((inside > a.ravel()) * weights + (inside == a.ravel()) * weights / 2).sum() / f.sum()),
        (case, "information_gain", np.mean(np.log2(np.finfo(float).eps + (a / a.sum())[f]) - np.log2(np.finfo(float).eps + (base / base.sum())[f]))),
    ]
write("maps.csv", ("case", "height", "width", "map", "reference", "fixated"), maps)
write("maps-numpy.csv", ("case", "quantity", "value"), [(c, q, repr(float(v))) for c, q, v in found])


# Classification into any number of classes, from a generator of its own so that the files above keep their numbers.
# A quantity that scikit-learn leaves to zero_division is undefined: its row is left out.
rng = np.random.default_rng(20261127)


def hashed_scores(n, c):
    """Scores that the test makes by the same integer formula, for the case too large for a file."""
    i, k = np.arange(n)[:, None], np.arange(c)[None, :]
    return (np.arange(n) ** 2 + 3 * np.arange(n)) % c, ((i * 7919 + k * 10473 + i * k * 31) % 1009) / 1009


def classification_cases():
    def make(n, c, decimals, present, predicted=None):
        y = np.r_[np.array(present), rng.choice(present, n - len(present))]
        s = rng.normal(size=(n, c)) + 1.5 * np.eye(c)[y]
        if predicted is not None:
            s[:, np.setdiff1d(np.arange(c), predicted)] -= 100
        return y, np.round(s, decimals)

    return {
        "two": make(80, 2, 12, range(2)),
        "three": make(90, 3, 3, range(3)),
        "ties": make(150, 10, 0, range(10)),
        "thirty": make(400, 30, 2, range(30)),
        "absent": make(60, 5, 2, [0, 1, 3]),
        "absent_never_predicted": make(60, 6, 2, [0, 1, 2, 4], [0, 1, 3, 4]),
        "one_class": make(20, 4, 1, [2]),
        "all_equal": (np.arange(12) % 3, np.zeros((12, 3))),
    }


def classification(case, y, s):
    classes = np.arange(s.shape[1])
    predicted = s.argmax(1)
    found = [
        (case, "accuracy", metrics.accuracy_score(y, predicted)),
        (case, "balanced_accuracy", metrics.balanced_accuracy_score(y, predicted)),
        (case, "macro_f1", metrics.f1_score(y, predicted, average="macro")),
    ]
    counts = metrics.confusion_matrix(y, predicted, labels=classes)
    tables = [metrics.precision_recall_fscore_support(y, predicted, labels=classes, zero_division=z) for z in (0, 1)]
    aucs = []
    for k in classes:
        found += [(case, f"support_{k}", tables[0][3][k]), (case, f"predicted_{k}", counts[:, k].sum())]
        for name, low, high in zip(("precision", "recall"), tables[0], tables[1]):
            if low[k] == high[k]:
                found.append((case, f"{name}_{k}", low[k]))
        if counts[k].sum() + counts[:, k].sum() > 0:
            found.append((case, f"f1_{k}", tables[0][2][k]))
        if 0 < (y == k).sum() < len(y):
            aucs.append(metrics.roc_auc_score(y == k, s[:, k]))
            found.append((case, f"auc_{k}", aucs[-1]))
    if aucs:
        found.append((case, "macro_auc", np.mean(aucs)))
    return [(c, q, repr(float(v))) for c, q, v in found], counts


cases, rows, found, confusions = classification_cases(), [], [], []
for case, (y, s) in cases.items():
    rows += [(case, l, " ".join(map(repr, map(float, r)))) for l, r in zip(y, s)]
    numbers, counts = classification(case, y, s)
    found += numbers
    confusions += [(case, k, " ".join(map(str, r))) for k, r in enumerate(counts)]
for n, c in ((3000, 1000),):
    numbers = classification(f"hashed_{n}_{c}", *hashed_scores(n, c))[0]
    found += [r for r in numbers if r[1] in ("accuracy", "balanced_accuracy", "macro_f1", "macro_auc") or int(r[1].split("_")[1]) % 97 == 0]
write("classification-scores.csv", ("case", "label", "scores"), rows)
write("classification-sklearn.csv", ("case", "quantity", "value"), found)
write("classification-confusion.csv", ("case", "label", "counts"), confusions)
