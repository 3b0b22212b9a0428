#!/usr/bin/env python3
"""Tells what could have chosen a setting of the loss without test images: the rank correlation, over the settings, of each number that
training leaves with each measure of the screening (SETTINGS.md), and the setting that the number would have chosen.

    predictors.py results/settings-birds results/settings-fashion
"""

import csv
import json
import pathlib
import statistics
import sys

REFERENCE = "mse_0.5"


def ranks(values):
    """Ranks from 1; equal values share the mean of theirs."""
    return [sum(other < value for other in values) + (sum(other == value for other in values) + 1) / 2 for value in values]


def rank_correlation(x, y):
    """Spearman's."""
    x, y = ranks(x), ranks(y)
    return statistics.correlation(x, y)


def means(rows):
    """Of rows (setting, numbers): the mean of each number by setting."""
    by_setting = {}
    for setting, numbers in rows:
        by_setting.setdefault(setting, []).append(numbers)
    return {
        setting: {name: statistics.fmean(one[name] for one in all_of_it) for name in all_of_it[0]}
        for setting, all_of_it in by_setting.items()
    }


def birds(folder):
    rows = []
    for file in sorted(pathlib.Path(folder).glob("runs/*/*/run*/result.json")):
        result = json.loads(file.read_text())
        rows.append((result["scenario"], {
            "validation accuracy": result["validation_accuracy"],
            "cross-entropy in training": -result["train_cross_entropy"],
            "CAM and map, training images": result["alignment"]["train"]["pearson"],
            "CAM and map, images of unseen species": result["alignment"]["unseen"]["pearson"],
            "unseen": result["test"]["unseen"]["auc"],
            "crossed": result["test"]["crossed"]["auc"],
        }))
    return means(rows), ["unseen", "crossed"]


def decoys(folder):
    with open(pathlib.Path(folder) / "results.csv", newline="") as file:
        rows = [(row["arm"], {
            "validation accuracy": float(row["validation_accuracy"]),
            "cross-entropy in training": -float(row["cross_entropy"]),
            "CAM and map, test images": float(row["cam_correlation"]),
            "random value": float(row["random_value"]),
        }) for row in csv.DictReader(file)]
    return means(rows), ["random value"]


def main():
    for folder in sys.argv[1:]:
        settings, measures = decoys(folder) if (pathlib.Path(folder) / "results.csv").exists() else birds(folder)
        print(f"{folder}: {len(settings)} settings")
        predictors = [name for name in next(iter(settings.values())) if name not in measures]
        for measure in measures:
            best = max(settings, key=lambda setting: settings[setting][measure])
            print(f"  {measure}: {REFERENCE} {settings[REFERENCE][measure]:.3f}, best {best} {settings[best][measure]:.3f}")
            for name in predictors:
                rho = rank_correlation([one[name] for one in settings.values()], [one[measure] for one in settings.values()])
                chosen = max(settings, key=lambda setting: settings[setting][name])
                print(f"    {name:40} rank correlation {rho:+.2f}, would choose {chosen}: {settings[chosen][measure]:.3f}")


main()
