"""Makes the demo's embedded data: a class-balanced subset of Fashion-MNIST, again as gzipped IDX files.

    python3 make_fashion_mnist_subset.py [SOURCE] [TARGET]

SOURCE is the folder of the four original files, as Debian's package dataset-fashion-mnist installs them. Of every class
the first 600 images of the training file become `train`, the next 50 `validation`, and the first 150 of the test file
`test`, each in the order of its file. No image is chosen by anything else, and none is changed.
"""

import gzip
import struct
import sys
from pathlib import Path

CLASSES = 10
IMAGES, LABELS = 0x803, 0x801


def read(path, magic):
    data = gzip.decompress(path.read_bytes())
    rank = magic & 0xFF
    found, *shape = struct.unpack(">" + "I" * (1 + rank), data[: 4 + 4 * rank])
    assert found == magic, f"{path}: magic number {found:#x}"
    return shape, data[4 + 4 * rank :]


def write(path, magic, shape, data):
    header = struct.pack(">" + "I" * (1 + len(shape)), magic, *shape)
    # A fixed time in the header makes equal data equal files.
    path.write_bytes(gzip.compress(header + data, compresslevel=9, mtime=0))


def subset(source, name, target, parts):
    """Writes the named parts, each taking so many further images of every class."""
    (count, height, width), pixels = read(source / f"{name}-images-idx3-ubyte.gz", IMAGES)
    (labelled,), labels = read(source / f"{name}-labels-idx1-ubyte.gz", LABELS)
    assert labelled == count
    seen = [0] * CLASSES
    chosen = {part: [] for part in parts}
    for i, label in enumerate(labels):
        rank, seen[label] = seen[label], seen[label] + 1
        for part, per_class in parts.items():
            if rank < per_class:
                chosen[part].append(i)
                break
            rank -= per_class
    side = height * width
    for part, indices in chosen.items():
        assert len(indices) == CLASSES * parts[part]
        write(
            target / f"{part}-images-idx3-ubyte.gz",
            IMAGES,
            (len(indices), height, width),
            b"".join(pixels[i * side : (i + 1) * side] for i in indices),
        )
        write(target / f"{part}-labels-idx1-ubyte.gz", LABELS, (len(indices),), bytes(labels[i] for i in indices))


def main():
    source = Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/datasets/fashion-mnist")
    default = Path(__file__).parent.parent / "resources/org/cyborgml/app/decoy/fashion-mnist"
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else default
    target.mkdir(parents=True, exist_ok=True)
    subset(source, "train", target, {"train": 600, "validation": 50})
    subset(source, "t10k", target, {"test": 150})


if __name__ == "__main__":
    main()
