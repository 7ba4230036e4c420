"""`make run` without make: one command brings everything up and takes everything down."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

PATIENCE = 60
pytestmark = pytest.mark.xdist_group("serve")  # the two that start a server share one installation


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """A data folder that the first server fills and the second one finds filled."""
    return tmp_path_factory.mktemp("installation")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(data, **more) -> dict:
    """A fresh installation on SQLite without demonstration data."""
    ours = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")
    rest = {name: value for name, value in os.environ.items() if name not in ours}
    return rest | {"DATA_DIR": str(data), "ENV_FILE": os.devnull, "LOAD_DEMO": "false"} | more


@pytest.fixture
def serve():
    """Starts servers; none is left when the test is over, however it went."""
    started = []

    def start(env: dict) -> subprocess.Popen:
        command = [sys.executable, "manage.py", "serve"]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        started.append(subprocess.Popen(command, cwd=settings.BASE_DIR, env=env, **streams))
        return started[-1]

    yield start
    for server in started:
        server.terminate()
        server.communicate(timeout=PATIENCE)


def until_open(server: subprocess.Popen) -> str:
    """What the server printed before it was ready."""
    said = []
    for line in server.stdout:
        said.append(line)
        if "Ctrl-C" in line:
            return "".join(said)
    raise AssertionError("".join(said) + server.stderr.read())


def status_of(port: int, path: str) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        return answer.status


def children_of(pid: int) -> list[int]:
    """Every process below this one."""
    own = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return own + [below for child in own for below in children_of(child)]


def alive(pids: list[int]) -> list[int]:
    return [pid for pid in pids if state_of(pid) != "Z"]


def state_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return "Z"


def gone(pids: list[int]) -> bool:
    end = time.monotonic() + PATIENCE
    while alive(pids) and time.monotonic() < end:
        time.sleep(0.1)
    return alive(pids) == []


def test_it_runs_without_any_server_and_stops_on_ctrl_c(serve, installation):
    port = free_port()
    server = serve(environment(installation, PORT=str(port)))
    assert f"http://127.0.0.1:{port}" in until_open(server)
    assert status_of(port, "/tai-khoan/dang-nhap/") == 200
    below = children_of(server.pid)
    assert len(below) == 2  # gunicorn's master and its one process

    second = serve(environment(installation, PORT=str(free_port())))
    out, err = second.communicate(timeout=PATIENCE)
    assert (second.returncode, out) == (1, "")
    assert err == f"Một máy chủ khác đang dùng thư mục dữ liệu {installation}.\n"

    server.send_signal(signal.SIGINT)
    out, err = server.communicate(timeout=PATIENCE)
    assert (server.returncode, out, err) == (0, "Đã dừng.\n", "")
    assert gone(below)


@pytest.mark.redis
def test_with_redis_it_runs_three_programs_and_none_outlives_it(serve, installation, redis_url):
    port = free_port()
    server = serve(environment(installation, PORT=str(port), REDIS_URL=redis_url, WEB_WORKERS="1"))
    until_open(server)
    below = children_of(server.pid)
    commands = [Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ") for pid in below]
    assert {name: any(name in command for command in commands) for name in ("gunicorn", "worker", "beat")} == {
        "gunicorn": True,
        "worker": True,
        "beat": True,
    }
    server.kill()
    server.communicate(timeout=PATIENCE)
    assert gone(below)


def test_a_port_in_use_is_one_line(serve, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = serve(environment(tmp_path, PORT=str(port)))
        out, err = server.communicate(timeout=PATIENCE)
    assert (server.returncode, out) == (1, "")
    assert err.startswith(f"Không mở được 127.0.0.1:{port} (Address already in use). Chọn cổng khác")
    assert err.count("\n") == 1


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_a_port_that_is_none_is_one_line(serve, port, tmp_path):
    server = serve(environment(tmp_path, PORT=port))
    out, err = server.communicate(timeout=PATIENCE)
    assert (server.returncode, out) == (1, "")
    assert err == f"PORT phải là một số từ 1 đến 65535, không phải “{port}”.\n"


def test_a_data_folder_that_cannot_be_written_is_one_line(serve, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    server = serve(environment(blocked / "data", PORT=str(free_port())))
    out, err = server.communicate(timeout=PATIENCE)
    assert (server.returncode, out) == (1, "")
    assert err == f"Cấu hình sai: không tạo được thư mục dữ liệu {blocked / 'data'} (Not a directory).\n"


@pytest.mark.parametrize("address", ["mysql//nothing", "postgres://x@127.0.0.1:1/none"])
def test_a_database_that_cannot_be_reached_is_one_line(serve, address, tmp_path):
    server = serve(environment(tmp_path, PORT=str(free_port()), DATABASE_URL=address))
    out, err = server.communicate(timeout=PATIENCE)
    assert (server.returncode, out, err.count("\n")) == (1, "", 1)
