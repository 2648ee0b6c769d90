"""Start Buckram, or its tests, on a machine that has only Python 3.11 and the package index.

    python3 start.py demo       the desk, on a demonstration library
    python3 start.py test       every test
    python3 start.py ...        any other command of Buckram: --help, lookup, import FILE

Makes its own environment in .venv beside this file, once, and again when the dependencies change.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOME = HERE / ".venv"
NEEDED = (3, 11)


def right_python() -> str:
    """A Python that is new enough: this one, or another one on the path."""
    if sys.version_info >= NEEDED:
        return sys.executable
    for minor in range(14, NEEDED[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    have = ".".join(map(str, sys.version_info[:2]))
    sys.exit(f"Buckram needs Python 3.11 or newer; this is {have}. Install one, then run this again.")


def environment(extra: str) -> Path:
    """The environment's programs; made or brought up to date when it is not as pyproject.toml says."""
    programs = HOME / ("Scripts" if os.name == "nt" else "bin")
    python = programs / ("python.exe" if os.name == "nt" else "python")
    wanted = hashlib.sha256((HERE / "pyproject.toml").read_bytes()).hexdigest()
    stamp = HOME / f"made{extra}"
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return programs
    print("Making the environment in .venv (once, about half a minute) ...", file=sys.stderr, flush=True)
    if not python.exists():
        # Also when the Python that it was made with is gone: then its programs are links to nowhere.
        shutil.rmtree(HOME, ignore_errors=True)
        run(
            [right_python(), "-m", "venv", str(HOME)],
            "Python could not make an environment in .venv."
            " Is its venv module installed, and may you write to this folder?",
        )
    pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    run(
        [*pip, "-e", f"{HERE}{extra}"], "The packages could not be installed. Is the package index reachable?"
    )
    stamp.write_text(wanted)
    return programs


def run(command: list[str], trouble: str) -> None:
    """Run a command; when it fails, say what the trouble is, and stop."""
    try:
        subprocess.run(command, check=True)
    except (subprocess.CalledProcessError, OSError):
        sys.exit(f"{trouble} Then run this again.")


def main() -> None:
    """Run what the first word asks for, in the environment."""
    words = sys.argv[1:] or ["demo"]
    if words[0] == "test":
        programs = environment("[test]")
        command = [str(programs / "python"), "-m", "pytest", *words[1:]]
        sys.exit(subprocess.run(command, cwd=HERE).returncode)
    program = str(environment("") / "buckram")
    if os.name == "nt":
        sys.exit(subprocess.run([program, *words]).returncode)
    os.execv(program, [program, *words])


if __name__ == "__main__":
    main()
