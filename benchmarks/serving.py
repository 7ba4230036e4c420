"""The product's own web server on the database at hand, asked over several connections at once."""

import ctypes
import http.client
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from urllib.parse import urlencode

CONNECTIONS = 4
PATIENCE = 60
"""Seconds for the server to answer, and for each answer."""
PR_SET_PDEATHSIG = 1  # the server ends with us, whatever ends us
FORGERY = "0123456789abcdefghijklmnopqrstuv"
"""Sent back as cookie and header, as a browser does with the token that it was given."""


@dataclass
class Asked:
    """One page of the table: what is asked for in turn, and how long each answer took in seconds."""

    name: str
    urls: list[str]
    session: str
    forms: list[dict] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return statistics.median(self.times)

    @property
    def slow(self) -> float:
        """Nineteen of twenty answers are faster."""
        return statistics.quantiles(self.times, n=20, method="inclusive")[-1]


@contextmanager
def served() -> Iterator[int]:
    """The port of the web server: two processes of eight threads, as an office runs it; ended with the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = [
        "--workers",
        "2",
        "--worker-class",
        "gthread",
        "--threads",
        "8",
        "--keep-alive",
        "60",
        "--bind",
        f"127.0.0.1:{port}",
    ]
    command = [sys.executable, "-m", "gunicorn", *options, "--log-level", "warning", "coordination.wsgi"]
    libc = ctypes.CDLL(None)
    server = subprocess.Popen(command, preexec_fn=lambda: libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM))  # noqa: S603
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(PATIENCE)


def ask(pages: list[Asked], port: int, *, rounds: int, each: int) -> None:
    """All pages in turn, several rounds, so that what else the machine does falls on all of them alike."""
    turns = {id(page): cycle(range(10_000)) for page in pages}
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        lines = [http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE) for _ in range(CONNECTIONS)]
        for turn in range(rounds + 1):
            for page in pages:
                numbers = list(islice(turns[id(page)], each * CONNECTIONS))
                parts = [numbers[at::CONNECTIONS] for at in range(CONNECTIONS)]
                taken = [pool.submit(_ask, line, page, part) for line, part in zip(lines, parts, strict=True)]
                found = [seconds for part in taken for seconds in part.result()]
                if turn:  # the first round warms up
                    page.times += found
        for line in lines:
            line.close()


def _ask(line: http.client.HTTPConnection, page: Asked, numbers: list[int]) -> list[float]:
    taken = []
    for number in numbers:
        url = page.urls[number % len(page.urls)]
        headers = {"Cookie": f"sessionid={page.session}; csrftoken={FORGERY}", "X-CSRFToken": FORGERY}
        body = None
        if page.forms:
            body = urlencode(page.forms[number % len(page.forms)])
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        line.request("POST" if page.forms else "GET", url, body, headers)
        answer = line.getresponse()
        answer.read()
        taken.append(time.perf_counter() - started)
        if answer.status != 200:
            raise SystemExit(f"{page.name}: {url} trả lời {answer.status}")
    return taken


def _wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("Máy chủ web để đo không trả lời.")
