#!/usr/bin/env python3
"""Load on the annotation study's server: participants who look, draw and answer all at once.

    python3 cyborg-examples/src/bench/study_load.py --jar cyborg-examples/target/cyborg.jar \
        --participants 500 --minutes 30

Makes a study of 1,000 pairs of 256x256 noise in a temporary folder, serves it with the jar, and lets the participants do
trial after trial: the next trial, both images, an answer with a stroke of 200 points, then a pause (4 s on average; a person
takes longer). Prints a line a minute and at the end: times of answers (from the first byte sent to the last received),
requests that failed, answers that were acknowledged and are not in the database (or twice), and the server's memory. The
participants share the machine's processors with the server. Needs Linux and Python's standard library only.
"""
import argparse
import asyncio
import json
import random
import re
import sqlite3
import struct
import subprocess
import tempfile
import time
import zlib
from pathlib import Path

POINTS = 200
SIDE = 256


def png(seed):
    noise = random.Random(seed).randbytes(SIDE * SIDE * 3)
    rows = b"".join(b"\0" + noise[i:i + SIDE * 3] for i in range(0, len(noise), SIDE * 3))

    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b""))


def make_study(folder, java, pairs):
    images = folder / "images"
    images.mkdir()
    table = ["Real,Synthetic"]
    for i in range(pairs):
        for name in ("r", "s"):
            (images / f"{name}{i}.png").write_bytes(png((i, name).__repr__()))
        table.append(f"r{i}.png,s{i}.png")
    (folder / "pairs.csv").write_text("\n".join(table) + "\n")
    study = folder / "study"
    subprocess.run(java + ["study", "new", "--pairs", str(folder / "pairs.csv"), "--images", str(images), "--out",
                           str(study), "--quiet"], check=True)
    plan = (study / "study.yaml").read_text()
    plan = re.sub(r"(?m)^annotators: \d+", "annotators: 100000", plan)
    plan = re.sub(r"(?m)^trials: \d+", f"trials: {pairs}", plan)
    (study / "study.yaml").write_text(plan)
    return study


class Load:
    def __init__(self, port, code, end, pause):
        self.port, self.code, self.end, self.pause = port, code, end, pause
        self.answer_times, self.other_times, self.failures = [], [], []
        self.acknowledged = set()

    async def request(self, connection, method, path, body, token):
        reader, writer = connection
        content = b"" if body is None else json.dumps(body).encode()
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
        if token:
            head += f"Authorization: Bearer {token}\r\n"
        if body is not None:
            head += f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n"
        started = time.perf_counter()
        writer.write(head.encode() + b"\r\n" + content)
        status_line = await reader.readline()
        length = 0
        while (line := await reader.readline()) not in (b"\r\n", b""):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        answer = await reader.readexactly(length)
        taken = time.perf_counter() - started
        status = int(status_line.split()[1])
        if status >= 300:
            self.failures.append(f"{path}: {status} {answer[:100]!r}")
        return status, answer, taken

    async def participate(self, number):
        await asyncio.sleep(random.random() * min(30.0, 2 * self.pause + 5))
        chance = random.Random(number)
        connection = await asyncio.open_connection("127.0.0.1", self.port)
        _, joined, _ = await self.request(connection, "POST", "/api/sessions", {"study": self.code}, None)
        token = json.loads(joined)["token"]
        await self.request(connection, "POST", "/api/session/consent", {"agreed": True}, token)
        await self.request(connection, "POST", "/api/session/instructions", {}, token)
        sent = 0
        while time.time() < self.end:
            _, answer, taken = await self.request(connection, "POST", "/api/trials/next", {}, token)
            self.other_times.append(taken)
            trial = json.loads(answer)["trial"]
            if trial is None:
                return
            for image in trial["images"]:
                _, _, taken = await self.request(connection, "GET", "/api/images/" + image["id"], None, token)
                self.other_times.append(taken)
            await asyncio.sleep(chance.expovariate(1 / self.pause))
            key = f"participant-{number}-answer-{sent}"
            sent += 1
            choice = chance.choice(["left", "right"])
            points = [[round(chance.random() * SIDE, 2), round(chance.random() * SIDE, 2), 16 * i] for i in range(POINTS)]
            body = {"key": key, "trial": trial["id"], "choice": choice, "confidence": None,
                    "strokes": [{"image": trial["images"][0 if choice == "left" else 1]["id"], "tool": "brush", "size": 24,
                                 "points": points}],
                    "times": {"loaded": 10, "shown": 20.5, "decided": 2000.25, "sent": 4000.5, "hidden": 0}}
            status, _, taken = await self.request(connection, "POST", "/api/answers", body, token)
            self.answer_times.append(taken)
            if status == 200:
                self.acknowledged.add(key)

    async def guarded(self, number):
        try:
            await self.participate(number)
        except Exception as e:  # a broken connection is a failure, not an end
            self.failures.append(f"participant {number}: {e!r}")


def share(times, part):
    return 1000 * sorted(times)[min(len(times) - 1, int(part * len(times)))] if times else float("nan")


def resident(pid):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) // 1024
    return 0


async def report(load, pid, memory):
    before = 0
    while time.time() < load.end:
        await asyncio.sleep(min(60, max(1, load.end - time.time())))
        memory.append(resident(pid))
        recent = load.answer_times[before:]
        before = len(load.answer_times)
        print(f"{before} answers, {len(recent)} more: median {share(recent, 0.5):.1f} ms, p99 {share(recent, 0.99):.1f} ms;"
              f" {len(load.failures)} failures; server {memory[-1]} MiB", flush=True)


async def run(load, participants, pid, memory):
    await asyncio.gather(report(load, pid, memory), *(load.guarded(i) for i in range(participants)))


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--jar", required=True, help="cyborg.jar; or a class path")
    options.add_argument("--participants", type=int, default=500)
    options.add_argument("--minutes", type=float, default=30)
    options.add_argument("--pause", type=float, default=4, help="mean seconds between trial and answer")
    options.add_argument("--pairs", type=int, default=1000)
    options.add_argument("--heap", default="512m", help="the server's heap")
    given = options.parse_args()
    java = ["java", "-Xmx" + given.heap, "-cp", given.jar, "org.cyborgml.app.cli.Main"]
    with tempfile.TemporaryDirectory() as temporary:
        study = make_study(Path(temporary), java, given.pairs)
        server = subprocess.Popen(java + ["study", "serve", str(study), "--port", "0", "--joins-per-minute", "100000"],
                                  stdout=subprocess.PIPE, text=True)
        try:
            port, code = re.search(r":(\d+)/s/(\w+)", server.stdout.readline()).groups()
            load = Load(int(port), code, time.time() + 60 * given.minutes, given.pause)
            memory = []
            asyncio.run(run(load, given.participants, server.pid, memory))
        finally:
            server.terminate()
            server.wait(30)
        stored = [row[0] for row in sqlite3.connect(study / "study.sqlite").execute("SELECT key FROM answer")]
        size = (study / "study.sqlite").stat().st_size / 2**20
    lost = load.acknowledged - set(stored)
    print(f"{given.participants} participants, {given.minutes:g} minutes: {len(load.answer_times)} answers"
          f" ({len(load.answer_times) / given.minutes / 60:.0f} a second)")
    print("answers: median {:.1f}, p95 {:.1f}, p99 {:.1f}, longest {:.1f} ms".format(
        *(share(load.answer_times, part) for part in (0.5, 0.95, 0.99, 1))))
    print("trials and images: median {:.1f}, p99 {:.1f} ms".format(
        share(load.other_times, 0.5), share(load.other_times, 0.99)))
    print(f"{len(load.failures)} requests failed{': ' + load.failures[0] if load.failures else ''};"
          f" {len(lost)} acknowledged answers lost, {len(stored) - len(set(stored))} twice")
    print(f"memory of the server: {memory[0]} MiB after the first minute, {max(memory)} at most, {memory[-1]} at the end;"
          f" database {size:.0f} MiB")


if __name__ == "__main__":
    main()
