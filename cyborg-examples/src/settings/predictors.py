#!/usr/bin/env python3
"""Tells what could have chosen a setting of the loss without test labels: for each number that is there without them, its rank
correlation over the settings with each measure of the screening (SETTINGS.md), and the setting that it would have chosen. Prints a
Markdown table.

    predictors.py results/settings-birds results/settings-fashion > results/settings/predictors.md
"""

import csv
import json
import pathlib
import statistics
import sys

REFERENCE = "mse_0.5"
CLASSES_OF_BIRDS = 2
CLASSES_OF_FASHION = 10


def ranks(values):
    """Ranks from 1; equal values share the mean of theirs."""
    return [sum(other < value for other in values) + (sum(other == value for other in values) + 1) / 2 for value in values]


def rank_correlation(x, y):
    """Spearman's."""
    return statistics.correlation(ranks(x), ranks(y))


def means(rows):
    """Of rows (setting, numbers): the mean of each number by setting."""
    by_setting = {}
    for setting, numbers in rows:
        by_setting.setdefault(setting, []).append(numbers)
    return {
        setting: {name: statistics.fmean(one[name] for one in runs) for name in runs[0]}
        for setting, runs in by_setting.items()
    }


def birds(folder):
    rows = []
    for file in sorted(folder.glob("runs/*/*/run*/result.json")):
        result = json.loads(file.read_text())
        rows.append((result["scenario"], {
            "accuracy": result["validation_accuracy"],
            "cross-entropy": result["train_cross_entropy"],
            "agreement": result["alignment"]["unseen"]["pearson"],
            "Birds, unseen species": result["test"]["unseen"]["auc"],
            "Birds, crossed backgrounds": result["test"]["crossed"]["auc"],
        }))
    return means(rows), CLASSES_OF_BIRDS, ["Birds, unseen species", "Birds, crossed backgrounds"]


def decoys(folder):
    with open(folder / "results.csv", newline="") as file:
        rows = [(row["arm"], {
            "accuracy": float(row["validation_accuracy"]),
            "cross-entropy": float(row["cross_entropy"]),
            "agreement": float(row["cam_correlation"]),
            "Decoys, random patch value": float(row["random_value"]),
        }) for row in csv.DictReader(file)]
    return means(rows), CLASSES_OF_FASHION, ["Decoys, random patch value"]


def predictors(classes):
    """By name: the number of a setting, higher being better."""

    def skill(one):
        return (one["accuracy"] - 1 / classes) / (1 - 1 / classes)

    return {
        "Validation accuracy": lambda one: one["accuracy"],
        "Cross-entropy in training": lambda one: -one["cross-entropy"],
        "CAMs' correlation with held-out maps": lambda one: one["agreement"],
        "Skill times that correlation (`experiment alpha`)": lambda one: skill(one) * one["agreement"],
    }


def main():
    print("| Measure | Chosen by | Rank correlation | It would choose | Which has | The authors' has | The best has |")
    print("|---|---|---:|---|---:|---:|---:|")
    for folder in map(pathlib.Path, sys.argv[1:]):
        settings, classes, measures = decoys(folder) if (folder / "results.csv").exists() else birds(folder)
        for measure in measures:
            values = [one[measure] for one in settings.values()]
            for name, number in predictors(classes).items():
                rho = rank_correlation([number(one) for one in settings.values()], values)
                chosen = max(settings, key=lambda setting: number(settings[setting]))
                sign = "+" if rho > 0 else "−"
                print(f"| {measure} | {name} | {sign}{abs(rho):.2f} | `{chosen}` | {settings[chosen][measure]:.3f}"
                      f" | {settings[REFERENCE][measure]:.3f} | {max(values):.3f} |")


main()
