"""Runs one engine in a process of its own; the protocol is that of LicenseWorker.swift.

usage: worker.py ENGINE INPUTS
"""

import gc
import importlib
import importlib.metadata
import json
import sys
import time
from typing import Any

from engine import Engine


def main() -> None:
    name, path = sys.argv[1:]
    try:
        engine: Engine = importlib.import_module(f"engines.{name}").make()
        version = importlib.metadata.version(engine.package) if engine.package else ""
    except Exception as error:  # Whatever keeps an engine from starting is its result.
        print(json.dumps({"ready": False, "why": f"{type(error).__name__}: {error}"}))
        return
    with open(path, "rb") as file:
        texts = file.read().splitlines()
    prepared: dict[int, Any] = {}
    about = {"ready": True, "version": version, "cases": engine.cases, "note": engine.note}
    print(json.dumps(about), flush=True)
    for line in sys.stdin:
        what, count = line.split()
        asked = int(count)
        some = texts[:asked]
        if what == "answers":
            for answer in engine.decide_all_json(some):
                print(answer)
            sys.stdout.flush()
            continue
        if what == "parsed" and asked not in prepared:
            prepared[asked] = engine.prepare_all([json.loads(text) for text in some])
            # What was made so far is not looked through by each collection of garbage.
            gc.collect()
            gc.freeze()
        started = time.process_time_ns()
        if what == "parsed":
            engine.decide_all(prepared[asked])
        else:
            engine.decide_all_json(some)
        print(json.dumps({"ns": time.process_time_ns() - started}), flush=True)


if __name__ == "__main__":
    main()
