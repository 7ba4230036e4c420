"""Set-up, as far as it can be tested without taking the machine apart."""

import importlib
import sys

import pytest
from django.conf import settings


@pytest.fixture
def setup(monkeypatch):
    monkeypatch.syspath_prepend(str(settings.BASE_DIR / "deploy"))
    yield importlib.import_module("setup")
    for name in ("setup", "machine", "servers"):
        sys.modules.pop(name, None)


def test_font_sheets_keep_the_two_subsets_of_vietnamese_text(setup):
    face = "/* inter-{0}-wght-normal */\n@font-face {{\n  src: url(./files/{0}.woff2) format('woff2');\n}}\n"
    sheet = "".join(face.format(subset) for subset in ("cyrillic", "latin", "latin-ext", "vietnamese"))
    assert [match[1] for match in setup.FACE.finditer(sheet)] == ["latin", "vietnamese"]


def test_the_old_font_format_is_left_out(setup):
    source = "src: url(./files/a.woff2) format('woff2'), url(./files/a.woff) format('woff');"
    assert setup.OLD_FORMAT.sub("", source) == "src: url(./files/a.woff2) format('woff2');"
    assert setup.FONT_FILE.findall(source) == ["files/a.woff2"]


def test_a_missing_system_library_names_the_command_of_the_administrator(setup, monkeypatch, capsys):
    monkeypatch.setattr(setup, "PDF_LIBRARIES", ["libno-such-thing.so.9"])
    monkeypatch.setattr(setup, "apt_install", lambda packages, why: False)
    with pytest.raises(SystemExit) as end:
        setup.ensure_libraries()
    assert end.value.code == 1
    assert capsys.readouterr().err == (
        "Thiếu thư viện hệ thống libno-such-thing.so.9; quản trị viên hãy chạy: "
        "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libfontconfig1\n"
    )


def test_without_any_way_to_a_virtual_environment_it_names_the_package(setup, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(setup, "VENV", tmp_path / "venv")
    monkeypatch.setattr(setup, "PYTHON", tmp_path / "venv" / "bin" / "python")
    monkeypatch.setattr(setup.shutil, "which", lambda name: None)
    monkeypatch.setattr(setup, "has", lambda module: False)
    monkeypatch.setattr(setup, "apt_install", lambda packages, why: False)
    with pytest.raises(SystemExit) as end:
        setup.make_venv()
    assert end.value.code == 1
    assert capsys.readouterr().err.endswith("apt-get install -y --no-install-recommends python3-venv\n")


def test_a_stamp_changes_with_what_it_was_made_from(setup, tmp_path):
    lock, stamp = tmp_path / "lock", tmp_path / "stamp"
    lock.write_text("a==1")
    stamp.write_text(setup.digest(lock))
    assert setup.is_stamped(stamp, setup.digest(lock))
    lock.write_text("a==2")
    assert not setup.is_stamped(stamp, setup.digest(lock))


def test_throw_away_servers_run_as_their_own_users(setup, monkeypatch):
    servers = importlib.import_module("servers")
    monkeypatch.setattr(servers, "is_root", lambda: True)
    who = servers.identity("no-such-user-here")
    assert who["user"] != 0
    monkeypatch.setattr(servers, "is_root", lambda: False)
    assert servers.identity("postgres") == {}
