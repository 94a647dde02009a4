"""A real server and a real worker as processes on the test's database, and somebody who kills them with SIGKILL."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.support.processes import ROOT, environment

SERVER = ["gunicorn", "uppdragil.wsgi", "--workers", "2", "--worker-class", "gthread", "--threads", "4"]
QUIET = ["--no-control-socket", "--log-level", "critical"]
WORKER = ["manage.py", "db_worker", "-v0", "--no-reload", "--no-startup-delay"]
START_SECONDS = 120.0
KINDS = ["server", "process", "worker", "process", "worker"]


class Victims:
    """The server (gunicorn with two processes) and the task worker; `killed` counts by kind."""

    def __init__(self, log: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = log.open("ab")
        self.killed: Counter[str] = Counter()
        self.server, self.worker = self._serve(), self._work()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self, kind: str) -> None:
        """SIGKILL to the whole "server", to one "process" of it, or to the "worker"; what died starts anew."""
        self.killed[kind] += 1
        if kind == "server":
            self.stop_server()
            self.start_server()
        elif kind == "worker":
            _end(self.worker)
            self.worker = self._work()
        else:
            self._kill_one_process()

    def stop_server(self) -> None:
        _end(self.server)

    def start_server(self) -> None:
        self.server = self._serve()

    def end(self) -> None:
        for process in (self.server, self.worker):
            _end(process)
        self.log.close()

    def wait(self) -> None:
        """Until the server listens. Raises TimeoutError."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.1)
        raise TimeoutError("the server does not start")

    def _kill_one_process(self) -> None:
        """One of those that gunicorn's first process has made; that makes another."""
        found = subprocess.run(
            ["pgrep", "-P", str(self.server.pid)], capture_output=True, text=True, check=False
        )
        for pid in found.stdout.split()[:1]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)

    def _serve(self) -> subprocess.Popen[bytes]:
        return self._start("-m", *SERVER, "--bind", f"127.0.0.1:{self.port}", *QUIET)

    def _work(self) -> subprocess.Popen[bytes]:
        return self._start(*WORKER)

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        env = environment() | {"DJANGO_SETTINGS_MODULE": "tests.support.served"}
        return subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=env,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(30)


class Killer(threading.Thread):
    """Kills at random, most often while a confirmation is on its way; lets a few through in between."""

    def __init__(self, victims: Victims, seed: int) -> None:
        super().__init__(daemon=True)
        self.victims, self.chance = victims, random.Random(seed)
        self.posting, self.over = threading.Event(), threading.Event()
        self.posted = 0  # confirmations that were sent, by all clients
        self.failure: Exception | None = None

    def sending(self) -> None:
        """A client is about to send a confirmation."""
        self.posted += 1
        self.posting.set()

    def run(self) -> None:
        try:
            while not self.over.is_set():
                for kind in self.chance.sample(KINDS, len(KINDS)):
                    self._take_aim()
                    if not self.over.is_set():
                        self.victims.kill(kind)
                        self.victims.wait()
        except Exception as error:  # told by the test, which waits for this thread
            self.failure = error

    def _take_aim(self) -> None:
        """Until a few confirmations more have been sent, and then to some moment of the next one."""
        enough = self.posted + self.chance.randint(1, 4)
        while self.posted < enough and not self.over.is_set():
            self.posting.clear()
            self.posting.wait(1)
        time.sleep(self.chance.uniform(0, self.chance.choice([0.1, 0.3, 1.0])))


@contextlib.contextmanager
def running(log: Path, seed: int) -> Iterator[Killer]:
    """The server, the worker and the killer at work; all are dead afterwards."""
    victims = Victims(log)
    killer = Killer(victims, seed)
    try:
        victims.wait()
        killer.start()
        yield killer
    finally:
        killer.over.set()
        if killer.ident:
            killer.join(START_SECONDS)
        victims.end()
