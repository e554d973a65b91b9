"""The service as a process with keys, tokens and a store of its own, and what loads it."""

import atexit
import base64
import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import time

SITE = "oh-stark"
ISSUER = "https://bench.example"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def url64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Issuer:
    """Signs tokens with a key that openssl made."""

    def __init__(self, folder):
        self.key = str(folder / "issuer.pem")
        self.keys = str(folder / "jwks.json")
        subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", self.key], check=True)
        public = subprocess.run(
            ["openssl", "pkey", "-in", self.key, "-pubout", "-outform", "DER"], check=True, capture_output=True).stdout
        entry = {"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "bench",
                 "x": url64(public[-64:-32]), "y": url64(public[-32:])}
        pathlib.Path(self.keys).write_text(json.dumps({"keys": [entry]}))

    def token(self, role, sites):
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": "accord", "sub": f"bench-{role}", "role": role, "sites": sites,
                  "clearances": ["fti", "fidm", "safety"] if role == "service" else [],
                  "iat": now, "exp": now + 7200, "jti": f"b-{role}"}
        head = {"alg": "ES256", "kid": "bench", "typ": "JWT"}
        text = ".".join(url64(json.dumps(part).encode()) for part in (head, claims))
        der = subprocess.run(["openssl", "dgst", "-sha256", "-sign", self.key], input=text.encode(), check=True,
                             capture_output=True).stdout
        # The two numbers of the signature, each of 32 bytes.
        length = der[3]
        one, two = der[4:4 + length], der[6 + length:]
        return text + "." + url64(b"".join(part.lstrip(b"\0").rjust(32, b"\0") for part in (one, two)))


class Service:
    """`accord serve` on a free port of this machine."""

    def __init__(self, program, folder, policies, issuer, threads=1):
        self.folder, self.port = folder, free_port()
        self.store = str(folder / "cases.sqlite")
        self.log = open(folder / "service.log", "ab")
        self.process = subprocess.Popen(
            [program, "--store", self.store, "--policies", str(policies), "--port", str(self.port), "--rate", "0",
             "--issuer", ISSUER, "--keys", issuer.keys, "--log-level", "warning", "--poll", "1",
             "--sweep-threads", str(threads)],
            stdout=self.log, stderr=self.log, env={**os.environ, "TMPDIR": str(folder)})
        atexit.register(self.process.kill)
        end = time.monotonic() + 900
        while True:
            if self.process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"accord: the service did not start; see {folder / 'service.log'}")
            try:
                if self.ask("GET", "/ready")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.05)

    def ask(self, method, path, token=None, body=None, headers=None):
        """One request on a connection of its own: the status and the JSON of the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            return talk(connection, method, path, token, body, headers)
        finally:
            connection.close()

    def cpu(self):
        """Processor time so far in seconds."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        self.process.wait(60)


class Floor:
    """The trivial route."""

    def __init__(self, program, size):
        self.port = free_port()
        self.process = subprocess.Popen([program, "--port", str(self.port), "--bytes", str(size)])
        atexit.register(self.process.kill)
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                time.sleep(0.05)

    cpu = Service.cpu
    stop = Service.stop


def talk(connection, method, path, token=None, body=None, headers=None):
    headers = dict(headers or {})
    if token:
        headers["Authorization"] = f"Bearer {token}"
    if body is not None:
        headers.setdefault("Content-Type", "application/json")
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    text = answer.read()
    try:
        return answer.status, json.loads(text) if text else None
    except ValueError:
        return answer.status, text


def fill(service, token, program, count):
    """Stores made-up case files; returns how many."""
    made = subprocess.run([program, "sample", "--site", SITE, "--cases", str(count)], check=True, capture_output=True)
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)
    lines = made.stdout.splitlines()
    for line in lines:
        status, answer = talk(connection, "POST", f"/v1/sites/{SITE}/case-files", token, line)
        if status != 201:
            raise SystemExit(f"accord: a case file was not stored: {status} {answer}")
    connection.close()
    return len(lines)


class Wrk:
    """wrk with one request, running; `result` waits for its end."""

    def __init__(self, port, folder, seconds, connections, method, path, token=None, body=None, records=None):
        self.out = folder / f"wrk-{time.monotonic_ns()}.json"
        environment = {**os.environ, "LOAD_METHOD": method, "LOAD_PATH": path, "LOAD_OUT": str(self.out)}
        for name, value in (("LOAD_TOKEN", token), ("LOAD_BODY", body), ("LOAD_RECORDS", records)):
            environment.pop(name, None)
            if value is not None:
                environment[name] = str(value)
        script = pathlib.Path(__file__).with_name("load.lua")
        self.process = subprocess.Popen(
            ["wrk", "-t", "2", "-c", str(connections), "-d", f"{seconds}s", "--timeout", "30s", "-s", str(script),
             f"http://127.0.0.1:{port}"], env=environment, stdout=subprocess.DEVNULL)

    def result(self):
        if self.process.wait() != 0:
            raise SystemExit("accord: wrk failed")
        found = json.loads(self.out.read_text())
        self.out.unlink()
        found["rate"] = found["requests"] / (found["microseconds"] / 1e6)
        return found
