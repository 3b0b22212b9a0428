#!/usr/bin/env python3
"""Draws the training losses of runs over each other, as SVG.

    loss_curves.py --title "CYBORG" fp32=RUN/Logs/model_log.json bf16=OTHER/Logs/model_log.json --out loss.svg

Thin lines are the losses of the batches, thick ones their means over an epoch. Needs Python 3.8 and nothing else.
"""
import argparse
import json

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 640, 300, 48, 40, 28
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")


def means(log):
    """The mean loss of each epoch, at the step in its middle."""
    losses, epochs = log["iterations"], len(log["epoch"])
    size = len(losses) // epochs
    return [((i + 0.5) * size, sum(losses[i * size:(i + 1) * size]) / size) for i in range(epochs)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("logs", nargs="+", metavar="NAME=FILE")
    parser.add_argument("--title", required=True)
    parser.add_argument("--out", required=True)
    a = parser.parse_args()
    logs = {}
    for pair in a.logs:
        name, _, file = pair.partition("=")
        with open(file, encoding="utf-8") as f:
            logs[name] = json.load(f)
    steps = max(len(log["iterations"]) for log in logs.values())
    most = max(max(log["iterations"]) for log in logs.values())

    def point(step, loss):
        return (f"{LEFT + step / steps * (WIDTH - LEFT - 12):.1f},"
                f"{HEIGHT - BOTTOM - loss / most * (HEIGHT - BOTTOM - TOP):.1f}")

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
             f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
             f'<text x="{LEFT}" y="18" font-weight="bold">{a.title}</text>']
    for i in range(5):
        y = point(0, most * i / 4).split(",")[1]
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - 12}" y1="{y}" y2="{y}" stroke="#ddd"/>'
                     f'<text x="{LEFT - 6}" y="{float(y) + 4:.1f}" text-anchor="end">{most * i / 4:.2f}</text>')
    for (name, log), colour in zip(logs.items(), COLOURS):
        for width, opacity, points in ((0.7, 0.45, list(enumerate(log["iterations"]))), (2.2, 1, means(log))):
            line = " ".join(point(step, loss) for step, loss in points)
            parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="{width}" opacity="{opacity}" points="{line}"/>')
    for i, (name, colour) in enumerate(zip(logs, COLOURS)):
        y = TOP + 14 + 18 * i
        parts.append(f'<line x1="{WIDTH - 120}" x2="{WIDTH - 96}" y1="{y - 4}" y2="{y - 4}" stroke="{colour}" stroke-width="2.2"/>'
                     f'<text x="{WIDTH - 90}" y="{y}">{name}</text>')
    parts.append(f'<text x="{(WIDTH + LEFT) / 2}" y="{HEIGHT - 10}" text-anchor="middle">steps, 0 to {steps}</text></svg>')
    with open(a.out, "w", encoding="utf-8") as f:
        f.write("\n".join(parts) + "\n")


if __name__ == "__main__":
    main()
