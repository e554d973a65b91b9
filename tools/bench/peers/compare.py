"""The license decision in other engines, in turns with ours; one line of JSON for each row.

usage: compare.py --bench PATH --inputs FILE [--rounds N] [--quick] [ENGINE ...]

Every engine runs in a process of its own. One pass decides the first cases of the same file; passes
of all engines take turns. The figures are processor time of the engine's process. Answers (action
and reasons) are compared with ours case by case.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
from typing import Any

HERE = pathlib.Path(__file__).parent
# lupa first: it is what the others, and we, are compared with.
ENGINES = [
    "lupa54",
    "luajit",
    "python",
    "zen_expression",
    "zen_graph",
    "regorus_vm",
    "regorus_rule",
    "opa",
    "rego_cpp",
    "cedar",
    "cel_rust",
    "cel_cpp",
    "cel_python",
    "openfisca",
    "openfisca_vectors",
]
BARS = {"parsed": 0.6, "json": 0.3}


class Failure(Exception):
    """An engine that can't go on."""


class Worker:
    """The process of one engine."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if name != "accord" else None,
            text=True,
        )
        about = self.read()
        if not about["ready"]:
            raise Failure(about["why"])
        self.version: str = about.get("version", "")
        self.cases: int = about.get("cases", 10_000)
        self.note: str = about.get("note", "")
        self.times: dict[str, list[float]] = {"parsed": [], "json": []}

    def read(self) -> dict[str, Any]:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            errors = self.process.stderr.read() if self.process.stderr else ""
            last = errors.strip().splitlines()[-1:] or ["it ended without a word"]
            raise Failure(last[0][:200])
        return json.loads(line)

    def ask(self, what: str, count: int) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{what} {count}\n")
        self.process.stdin.flush()

    def measure(self, what: str, share: int) -> None:
        """One pass over the engine's number of cases, or a share of it."""
        count = max(20, self.cases // share)
        self.ask(what, count)
        self.times[what].append(self.read()["ns"] / count)

    def answers(self, count: int) -> list[tuple[str, list[str]]]:
        self.ask("answers", count)
        found = []
        for _ in range(count):
            answer = self.read()
            found.append((answer["action"], answer.get("reasons", [])))
        return found

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()


def four_digits(value: float) -> float:
    return float(f"{value:.4g}")


def spread(values: list[float]) -> dict[str, float]:
    return {
        "min": four_digits(min(values)),
        "median": four_digits(statistics.median(values)),
        "max": four_digits(max(values)),
    }


def row(
    worker: Worker, base: Worker | None, what: str, same: bool, compared: int
) -> dict[str, Any]:
    subject = worker.times[what]
    answer: dict[str, Any] = {
        "row": "peers-" + what,
        "name": f"{worker.name} {worker.version}".strip(),
        "unit": "ns",
        "against": "lupa (Lua 5.4) on the same cases",
        "cases": worker.cases,
        "rounds": len(subject),
        "subject": spread(subject),
        "same": same,
        "also": {"compared_answers": compared},
    }
    if not same:
        answer["holds"] = False
    if base:
        floor = base.times[what]
        answer["floor"] = spread(floor)
        answer["ratio"] = spread([a / b for a, b in zip(subject, floor)])
    if worker.name == "accord":
        bar = answer["bar"] = BARS[what]
        answer["holds"] = bool(base) and same and answer["ratio"]["median"] <= bar
        if not base:
            answer["note"] = "lupa was not measured, so that there is nothing to compare with"
    if worker.note and what == "parsed":
        answer["note"] = worker.note
    return answer


def missing(name: str, why: str) -> dict[str, Any]:
    nothing = {"min": 0, "median": 0, "max": 0}
    return {
        "row": "peers",
        "name": name,
        "unit": "ns",
        "against": "",
        "rounds": 0,
        "subject": nothing,
        "note": f"not measured: {why}",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", required=True)
    parser.add_argument("--inputs", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--quick", action="store_true", help="a fifth of the cases, three rounds"
    )
    parser.add_argument("engines", nargs="*", default=ENGINES)
    options = parser.parse_args()
    rounds = 3 if options.quick else options.rounds
    share = 5 if options.quick else 1

    workers: list[Worker] = []
    commands = {"accord": [options.bench, "license-worker", options.inputs]}
    for name in options.engines:
        commands[name] = [sys.executable, "-B", str(HERE / "worker.py"), name, options.inputs]
    for name, command in commands.items():
        try:
            print(f"accord: starting {name}", file=sys.stderr)
            workers.append(Worker(name, command))
        except Failure as failure:
            if name == "accord":
                sys.exit(f"accord: our own worker does not start: {failure}")
            print(json.dumps(missing(name, str(failure))), flush=True)
    ours = workers[0]
    base = next((worker for worker in workers if worker.name == "lupa54"), None)

    count = ours.cases // share
    expected = ours.answers(count)
    same: dict[str, tuple[bool, int]] = {}
    for worker in list(workers):
        try:
            found = worker.answers(count)
        except Failure as failure:
            print(json.dumps(missing(worker.name, str(failure))), flush=True)
            workers.remove(worker)
            continue
        wrong = [i for i in range(count) if found[i] != expected[i]]
        same[worker.name] = (not wrong, count)
        if wrong:
            i = wrong[0]
            print(
                f"accord: {worker.name}: {len(wrong)} of {count} answers differ; "
                f"case {i}: {found[i]} for {expected[i]}",
                file=sys.stderr,
            )
    for number in range(rounds + 1):
        print(f"accord: round {number} of {rounds}", file=sys.stderr)
        for what in ("parsed", "json"):
            for worker in workers:
                worker.measure(what, share)
                if number == 0:  # The first round only warms up.
                    worker.times[what].clear()
    for what in ("parsed", "json"):
        for worker in workers:
            print(json.dumps(row(worker, base, what, *same[worker.name])), flush=True)
    for worker in workers:
        worker.close()


if __name__ == "__main__":
    main()
