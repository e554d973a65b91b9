"""Measures the service and loads it while things go wrong; `tools/bench/service` starts it."""

import argparse
import asyncio
import json
import pathlib
import shutil
import sqlite3
import statistics
import subprocess
import sys
import threading
import time

from service import SITE, Floor, Issuer, Service, Wrk, fill

DAY = "2019-03-01"


def note(text):
    print(f"accord: {text}", file=sys.stderr, flush=True)


def digits(value):
    """Four digits that count."""
    return float(f"{value:.4g}") if value else 0


def spread(values):
    return {"min": digits(min(values)), "median": digits(statistics.median(values)), "max": digits(max(values))}


def row(name, unit, subject, against="", floor=None, also=None, remark=None, row="service", same=None):
    """A row of the benchmark, as tools/bench/run writes it."""
    made = {"row": row, "name": name, "unit": unit, "against": against, "rounds": len(subject),
            "subject": spread(subject)}
    if floor:
        made["floor"] = spread(floor)
        made["ratio"] = spread([one / other for one, other in zip(subject, floor)])
    if also:
        made["also"] = {key: digits(value) for key, value in also.items()}
    if remark:
        made["note"] = remark
    if same is not None:
        made["same"] = made["holds"] = same
    print(json.dumps(made, sort_keys=True), flush=True)


# --- A fixed rate ----------------------------------------------------------------------------

async def fixed_rate(port, request, rate, seconds, connections=32):
    """Latencies in microseconds from the moment at which a request was due, and how many were not answered 200.

    What waits for a busy server counts in full: the next request does not wait for the answer of the last one.
    """
    free = asyncio.LifoQueue()
    for _ in range(connections):
        free.put_nowait(await asyncio.open_connection("127.0.0.1", port))
    times, wrong = [], 0

    async def one(due):
        nonlocal wrong
        reader, writer = await free.get()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
        await reader.readexactly(length)
        times.append((time.perf_counter() - due) * 1e6)
        wrong += not head.startswith(b"HTTP/1.1 200")
        free.put_nowait((reader, writer))

    started, tasks = time.perf_counter() + 0.1, []
    for index in range(int(rate * seconds)):
        due = started + index / rate
        await asyncio.sleep(max(0, due - time.perf_counter()))
        tasks.append(asyncio.create_task(one(due)))
    await asyncio.gather(*tasks)
    while not free.empty():
        free.get_nowait()[1].close()
    return sorted(times), wrong


def percentile(ordered, share):
    return ordered[min(len(ordered) - 1, int(len(ordered) * share / 100))]


# --- What is measured ------------------------------------------------------------------------

class Setting:
    """A service with a store of made-up cases, ready to be loaded."""

    def __init__(self, options):
        self.options = options
        self.folder = pathlib.Path(options.work).resolve()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.policies = self.folder / "root"
        self.policies.mkdir()
        for part in ("policies", "site-configs"):
            shutil.copytree(part, self.policies / part)
        self.issuer = Issuer(self.folder)
        sites = sorted(path.name for path in pathlib.Path("site-configs").iterdir() if path.is_dir())
        self.token = self.issuer.token("service", sites)
        self.operator = self.issuer.token("operator", sites)
        showcase = subprocess.run(
            [options.accord, "sample", "--showcase", SITE], check=True, capture_output=True).stdout
        self.case = self.folder / "case.json"
        self.case.write_bytes(showcase)
        self.body = self.folder / "decision.json"
        self.body.write_bytes(b'{"case_file":' + showcase.strip() + b',"area":"enforcement"}')
        self.stored = self.folder / "stored.json"
        self.stored.write_text('{"area":"enforcement"}')
        note("starting the service")
        self.service = self.start()
        note("storing case files")
        self.files = fill(self.service, self.token, options.accord, options.cases)
        status, answer = self.service.ask("POST", f"/v1/sites/{SITE}/case-files", self.token, showcase.strip())
        if status != 201:
            raise SystemExit(f"accord: the case file was not stored: {status} {answer}")

    def start(self):
        return Service(self.options.accordd, self.folder, self.policies, self.issuer)

    def wrk(self, port, seconds, method, path, body=None, records=None):
        return Wrk(port, self.folder, seconds, self.options.connections, method, path,
                   None if path in ("/", "/health") else self.token, body, records)


def measure(options):
    setting = Setting(options)
    service = setting.service
    paths = {
        "health": ("GET", "/health", None),
        "decide": ("POST", f"/v1/sites/{SITE}/decisions", setting.body),
        "decide stored": ("POST", f"/v1/sites/{SITE}/case-files/SYN-SHOWCASE/decisions", setting.stored),
        "dry run": ("POST", f"/v1/sites/{SITE}/dry-runs", setting.body),
    }
    status, answer = service.ask("POST", paths["decide"][1], setting.token, setting.body.read_bytes())
    if status != 200:
        raise SystemExit(f"accord: the case file is not decided: {status} {answer}")
    size = len(json.dumps(answer, separators=(",", ":")))
    floor = Floor(options.floor, size)
    figures = {name: {"cpu": [], "rate": [], "p50": [], "p99": []} for name in ("floor", *paths)}

    def saturate(name, server, method, path, body, count=True):
        before = server.cpu()
        found = setting.wrk(server.port, options.seconds, method, path, body).result()
        if found["wrong"] or found["connect"] or found["read"] or found["write"] or found["timeout"]:
            raise SystemExit(f"accord: {name}: requests failed: {found}")
        if count:
            figures[name]["cpu"].append((server.cpu() - before) * 1e6 / found["requests"])
            for key in ("rate", "p50", "p99"):
                figures[name][key].append(found[key])
        return found["rate"]

    inside = {"decide": [], "json": []}
    steady = {name: {"p50": [], "p99": []} for name in ("floor", "decide")}
    rate = options.rate
    for number in range(options.rounds + 1):
        # The first round warms up and is not counted.
        note(f"round {number} of {options.rounds}" if number else "warming up")
        saturate("floor", floor, "POST", "/", setting.body, number > 0)
        for name, (method, path, body) in paths.items():
            reached = saturate(name, service, method, path, body, number > 0)
            if name == "decide" and not rate:
                rate = max(10, int(reached * 0.4))
        if not number:
            continue
        found = json.loads(subprocess.run(
            [options.bench, "service-decision", str(setting.case), "--rounds", "1"], check=True,
            capture_output=True).stdout)
        for key in inside:
            inside[key] += found[key]
        body = setting.body.read_bytes()
        for name, port, path in (("floor", floor.port, "/"), ("decide", service.port, paths["decide"][1])):
            head = (f"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {setting.token}\r\n"
                    f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n")
            times, wrong = asyncio.run(fixed_rate(port, head.encode() + body, rate, options.seconds))
            if wrong:
                raise SystemExit(f"accord: {wrong} requests at a fixed rate failed")
            steady[name]["p50"].append(percentile(times, 50))
            steady[name]["p99"].append(percentile(times, 99))
    floor.stop()
    service.stop()

    def extra(name):
        own = figures[name]
        middle = {key: statistics.median(values) for key, values in own.items()}
        return {"requests_per_second": middle["rate"], "p50_us": middle["p50"], "p99_us": middle["p99"],
                "p99_over_p50": statistics.median(b / a for a, b in zip(own["p50"], own["p99"]))}

    for name in paths:
        also = extra(name) | {f"floor_{key}": value for key, value in extra("floor").items()}
        row(name, "us", figures[name]["cpu"], "a trivial Hummingbird route with as many bytes",
            figures["floor"]["cpu"], also, "processor time of the server for a request, at saturation")
    for name, key, against in (
            ("decide by decision", "decide", "the same decision of a file that was read before, in process"),
            ("decide by JSON", "json", "the same decision from JSON to JSON, in process")):
        row(name, "us", figures["decide"]["cpu"], against, inside[key])
    row("dry run by JSON", "us", figures["dry run"]["cpu"], "the same decision from JSON to JSON, in process",
        inside["json"], None, "HTTP and rights without the log")
    row("decide by dry run", "us", figures["decide"]["cpu"], "the same without a record", figures["dry run"]["cpu"])
    row("decide at a fixed rate", "us", steady["decide"]["p50"], "a trivial Hummingbird route at the same rate",
        steady["floor"]["p50"],
        {"rate": rate, "p99_us": statistics.median(steady["decide"]["p99"]),
         "p99_over_p50": statistics.median(b / a for a, b in zip(steady["decide"]["p50"], steady["decide"]["p99"])),
         "floor_p99_us": statistics.median(steady["floor"]["p99"])},
        "median latency from the moment at which a request was due")


# --- The storm -------------------------------------------------------------------------------

class Trouble(threading.Thread):
    """Changes a parameter on disk every second and keeps a sweep running."""

    def __init__(self, setting):
        super().__init__(daemon=True)
        self.setting, self.is_over = setting, threading.Event()
        self.changes = self.sweeps = 0
        self.file = setting.policies / "site-configs" / SITE / "parameters.yaml"
        text = self.file.read_text()
        if not text.endswith("\n"):
            raise SystemExit(f"accord: {self.file} does not end with a line")
        # Numbers of a year to come: the policy is another, and the tests that it carries hold.
        self.texts = [text + self.entry(hour) for hour in (17, 18)]

    @staticmethod
    def entry(hour):
        return ("  - parameter: outreach.latest_hour\n"
                f"    value: {hour}\n"
                "    from: 2031-01-01\n"
                "    reason: A change under load\n"
                "    approved_by: nobody\n"
                "    authority: Design value\n"
                "    tag: assumed\n")

    def run(self):
        service, token = self.setting.service, self.setting.token
        day = 1
        while not self.is_over.wait(1):
            text = self.texts[self.changes % 2]
            if self.changes % 4 < 2:
                # In place, in two pieces: for a moment the file is half written.
                with open(self.file, "w") as file:
                    file.write(text[:-90])
                    file.flush()
                    time.sleep(0.02)
                    file.write(text[-90:])
            else:
                fresh = self.file.with_suffix(".new")
                fresh.write_text(text)
                fresh.rename(self.file)
            self.changes += 1
            status, _ = service.ask("POST", f"/v1/sites/{SITE}/sweep", token,
                                    {"as_of": f"2019-03-{day:02}", "full": True})
            if status == 202:
                self.sweeps += 1
                day = day % 28 + 1
            elif status != 409:
                raise SystemExit(f"accord: a sweep was refused: {status}")

    def stop(self):
        self.is_over.set()
        self.join()


def answered(prefix):
    """The decision numbers that were answered."""
    numbers = set()
    for file in prefix.parent.glob(prefix.name + "*"):
        for line in file.read_text().splitlines():
            numbers.update(int(word) for word in line.split(",") if word)
    return numbers


def missing(store, numbers):
    """Those of the numbers that the log has no decision of."""
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as database:
        known = {number for number, in database.execute("SELECT seq FROM log WHERE kind = 'decision'")}
        sound = database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    return numbers - known, sound


def storm(options):
    setting = Setting(options)
    service, failures = setting.service, []
    decide = ("POST", f"/v1/sites/{SITE}/decisions", setting.body)

    def expect(holds, text):
        note(("holds: " if holds else "BROKEN: ") + text)
        if not holds:
            failures.append(text)

    quiet = setting.wrk(service.port, options.seconds, *decide).result()
    note("the storm begins")
    trouble = Trouble(setting)
    trouble.start()
    records = setting.folder / "numbers-storm-"
    found = setting.wrk(service.port, options.storm_seconds, *decide, records).result()
    trouble.stop()
    broken = sum(found[key] for key in ("wrong", "connect", "read", "write", "timeout"))
    expect(broken == 0, f"no failed request among {found['requests']} ({broken} failed {found['statuses']})")
    _, attempts = service.ask("GET", "/v1/policies/attempts?limit=500", setting.operator)
    sites = [site for attempt in attempts["items"] for site in attempt["sites"] if site["site"] == SITE]
    active = {site.get(key) for site in sites for key in ("before", "after")} - {None}
    loads = sum(site["result"] == "loaded" or site.get("before") != site.get("after") for site in sites)
    hashes = set(found["hashes"].split())
    expect(trouble.changes > 0 and loads > 1, f"{trouble.changes} changes on disk, {loads} loads")
    expect(trouble.sweeps > 0, f"{trouble.sweeps} sweeps of {setting.files} files began")
    expect(hashes and hashes <= active, f"the {len(hashes)} policy hashes of answers were active ({len(active)} were)")
    expect(len(hashes) > 1, "answers came from more than one policy")
    lost, sound = missing(service.store, answered(records))
    expect(not lost and sound, f"{len(answered(records))} answered decisions are in the log, the store is sound")

    note("kill -9 under load")
    records = setting.folder / "numbers-kill-"
    load = setting.wrk(service.port, 4, *decide, records)
    time.sleep(2)
    service.kill()
    load.result()
    numbers = answered(records)
    setting.service = service = setting.start()
    lost, sound = missing(service.store, numbers)
    expect(numbers and not lost, f"{len(numbers)} decisions answered before the kill are in the log ({len(lost)} lost)")
    expect(sound, "the store is sound")
    verified = subprocess.run([options.accord, "log", "verify", "--db", service.store], capture_output=True, text=True)
    told = " ".join((verified.stdout + verified.stderr).split())
    expect(verified.returncode == 0, f"accord log verify: {told[:160]}")
    status, answer = service.ask("POST", decide[1], setting.token, setting.body.read_bytes())
    expect(status == 200 and min(answer["records"]) > max(numbers or {0}), "the next decision goes on with the log")
    service.stop()
    for name, run in (("quiet", quiet), ("storm", found)):
        row(name, "us", [run["p99"]], "the median of the same run", [run["p50"]],
            {"requests_per_second": run["rate"]}, "99th percentile at saturation", "service-storm",
            None if name == "quiet" else not failures)
    if failures:
        raise SystemExit("accord: " + "; ".join(failures))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--storm", action="store_true")
    for name in ("accord", "accordd", "floor", "bench", "work"):
        parser.add_argument(f"--{name}", required=True)
    for name, usual in (("rounds", 5), ("seconds", 4), ("storm-seconds", 20), ("connections", 16), ("rate", 0),
                        ("cases", 500)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    options = parser.parse_args()
    (storm if options.storm else measure)(options)


main()
