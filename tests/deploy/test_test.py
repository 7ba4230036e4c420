"""What `make test` does where a server is missing."""

import importlib.util
import sys

import pytest
from django.conf import settings

PRESENT = {"PostgreSQL": True, "Redis": True, "Chromium": False, "pdftotext": True}
ADVICE = "quản trị viên hãy chạy: apt-get install -y --no-install-recommends chromium"


@pytest.fixture
def run(monkeypatch):
    """deploy/test.py under a name that the standard library does not have, on a machine without Chromium."""
    monkeypatch.syspath_prepend(str(settings.BASE_DIR / "deploy"))
    spec = importlib.util.spec_from_file_location("deploy_test", settings.BASE_DIR / "deploy" / "test.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "present", lambda: dict(PRESENT))
    monkeypatch.setattr(module, "apt_install", lambda packages, why: False)
    yield module
    for name in ("machine", "servers"):
        sys.modules.pop(name, None)


def test_a_missing_browser_is_named_and_the_rest_goes_on(run, monkeypatch, capsys):
    monkeypatch.delenv("CI", raising=False)
    assert run.ensure_programs() == PRESENT
    assert capsys.readouterr().out == f"· Thiếu Chromium: bỏ qua các kiểm thử cần nó; {ADVICE}\n"


def test_a_missing_browser_fails_in_ci(run, monkeypatch, capsys):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(SystemExit) as end:
        run.ensure_programs()
    assert end.value.code == 1
    assert capsys.readouterr().err == f"Thiếu Chromium, không chạy đủ kiểm thử; {ADVICE}\n"


def test_what_is_missing_is_installed_where_we_may(run, monkeypatch):
    asked = []
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(run, "apt_install", lambda packages, why: asked.append(packages))
    run.ensure_programs()
    assert asked == [["chromium"]]
