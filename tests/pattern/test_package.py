"""The package gives its names without being asked for a module, and not before they are asked for."""

from __future__ import annotations

import subprocess
import sys

import buckram.pattern


def test_every_public_name_is_there() -> None:
    assert set(buckram.pattern.__all__) == {n for names in buckram.pattern._MODULES.values() for n in names}
    for name in buckram.pattern.__all__:
        assert getattr(buckram.pattern, name).__name__ == name


def test_a_field_does_not_load_the_engine() -> None:
    code = "import sys; from buckram.pattern import Field; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "buckram.pattern.field" in loaded
    assert "buckram.pattern.prediction" not in loaded
