"""Fills the tables of a Markdown page from the files that it names.

    fill_tables.py RESULTS.md

Behind each line <!-- table FILE.md -->, the table that stands there, if one does, is replaced by the rows of that file, whose path is
relative to the page. A test holds the page against the files in the same way.
"""

import pathlib
import re
import sys


def rows(file):
    found = [line for line in file.read_text().splitlines() if line.startswith("|")]
    if not found:
        sys.exit(f"{file}: has no table")
    return found


def filled(page):
    lines = page.read_text().splitlines()
    out = []
    at = 0
    while at < len(lines):
        out.append(lines[at])
        named = re.fullmatch(r"<!-- table (\S+) -->", lines[at])
        at += 1
        if named:
            while at < len(lines) and (lines[at].startswith("|") or not lines[at].strip()):
                at += 1
            out += ["", *rows(page.parent / named[1]), ""]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    path = pathlib.Path(sys.argv[1])
    path.write_text(filled(path))
