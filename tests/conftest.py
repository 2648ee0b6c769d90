"""What every test may ask for, and what keeps a run of all tests short."""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
from pathlib import Path

import pytest

# Read by Textual when it is imported: a test that waits for a repaint waits 2 ms for it instead of 17.
# Programs on a pty do not get it (ptydriver), they repaint as they do for people.
os.environ.setdefault("TEXTUAL_FPS", "500")

# Each worker, and each of the programs on a pty, would compile everything again: twenty seconds a run.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# The libraries of the tests wait for their disk at every act; in memory there is nothing to wait for.
MEMORY = Path("/dev/shm")
ENOUGH = 2 * 1024**3
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

# Below what was set above: Textual reads the environment when it is imported.
import textual.app  # noqa: E402
import textual.pilot  # noqa: E402
from hypothesis import settings  # noqa: E402
from textual.drivers.headless_driver import HeadlessDriver  # noqa: E402

from library_for_tests import TODAY, Shelf  # noqa: E402
from resting import rested, send_as_typed  # noqa: E402

# Textual's own way takes a program for idle that was not given the processor, and waits 40 ms for every key.
textual.app.wait_for_idle = textual.pilot.wait_for_idle = rested  # type: ignore[attr-defined]
# Put in the place of a method, for every test: the type checker takes methods for fixed.
HeadlessDriver.send_message = send_as_typed  # type: ignore[method-assign]

# The same examples on every run, so that a run that fails can be repeated and none takes far longer than the
# others; BUCKRAM_EXAMPLES=random looks for new ones.
settings.register_profile("same", derandomize=True, max_examples=50)
settings.register_profile("random")
settings.load_profile(os.environ.get("BUCKRAM_EXAMPLES", "same"))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """An empty library in a real file."""
    return Shelf(tmp_path / "library.db")


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The demonstration library of the tests' day, to be copied; built once for all workers."""
    from buckram_data.build import build

    folder = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        folder = folder.parent
    path = folder / "demonstration.db"
    with (folder / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            half = path.with_suffix(".half")
            build(half, TODAY)
            half.rename(path)
    return path
