#!/usr/bin/env python3
"""One command from nothing; needs Python 3.11 and nothing else.

python3 dev.py run         the portal with its demonstration: --port, --host, --no-demo
python3 dev.py test        the whole suite, with real servers and a real browser; what follows goes to pytest
python3 dev.py python …    the environment's Python, with the tools of the house
python3 dev.py <command>   any command of Django, on the rows of the portal in var/
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
#: One more than there are cores: while a worker waits for a browser or a server that stops, another works.
WHOLE_SUITE = ["-n", str(min(4, (os.cpu_count() or 1) + 1)), "--dist", "worksteal"]
PIP = ["-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]


def say(text: str) -> None:
    print(f"==> {text}", flush=True)


def run(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT)


def find_python() -> str:
    if sys.version_info >= OLDEST:
        return sys.executable
    found = next((path for minor in (13, 12, 11) if (path := shutil.which(f"python3.{minor}"))), None)
    return found or sys.exit("Python 3.11 or newer is needed.")


def make_environment() -> None:
    if PYTHON.exists():
        return
    python = find_python()
    say("making the environment in .venv (once)")
    if uv := shutil.which("uv"):
        run(uv, "venv", "-q", "--python", python, VENV)
        return
    if subprocess.run([python, "-c", "import ensurepip"], check=False, capture_output=True).returncode:
        if not (IS_ROOT and shutil.which("apt-get")):  # Debian and Ubuntu ship venv apart
            sys.exit("Python's venv is missing. Run  sudo apt-get install python3-venv  and start again.")
        run("apt-get", "update", "-qq")
        run("apt-get", "install", "-y", "-qq", "python3-venv")
    run(python, "-m", "venv", VENV)


def install(*files: str) -> None:
    """Once: the stamp holds the fingerprint of the files that were installed."""
    key = hashlib.sha256(b"".join((ROOT / file).read_bytes() for file in files)).hexdigest()
    stamp = VENV / f".installed-{len(files)}"
    if stamp.exists() and stamp.read_text(encoding="ascii") == key:
        return
    say("installing what the portal needs, as locked (once)")
    wanted = [part for file in files for part in ("-r", file)]
    if uv := shutil.which("uv"):
        run(uv, "pip", "install", "-q", "--python", PYTHON, "--require-hashes", *wanted)
    else:
        if not list((VENV / "lib").glob("python*/site-packages/pip")):  # an environment that uv made
            run(PYTHON, "-m", "ensurepip", "--upgrade")
        run(PYTHON, *PIP, "--no-compile", *wanted)  # three times faster: Python compiles what it imports
    stamp.write_text(key, encoding="ascii")


def find_browser() -> None:
    """Chromium for the browser tests: what is there, else the distribution's, else Playwright's own."""
    if os.environ.get("CHROMIUM") or any(
        shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")
    ):
        return
    try:
        if IS_ROOT and shutil.which("apt-get"):
            say("installing Chromium for the browser tests (once)")
            run("apt-get", "update", "-qq")
            run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")
        else:
            run(PYTHON, "-m", "playwright", "install", "--only-shell", "chromium")
    except subprocess.CalledProcessError:
        say("no Chromium could be had: the browser tests will be skipped")


def main() -> None:
    os.environ["PORTAL_BEGAN"] = str(time.time())
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # we start many processes: what one compiled the next may read
    command = sys.argv[1:] or ["run"]
    if command[0] in {"-h", "--help"}:
        sys.exit(__doc__)
    if os.name == "nt":
        sys.exit("On Windows, start this inside WSL, or use the containers (README.md, In production).")
    make_environment()
    if command[0] == "test":
        install("requirements.txt", "requirements-dev.txt")
        find_browser()
        command = ["-m", "pytest", *(command[1:] or WHOLE_SUITE)]
    elif command[0] == "python":
        install("requirements.txt", "requirements-dev.txt")
        command = command[1:]
    else:
        install("requirements.txt")
        command = ["-m", "incubator.up", *command]
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), *command])


if __name__ == "__main__":
    main()
