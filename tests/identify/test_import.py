"""Start-up: naming the package costs nothing, and the check-digit library waits for the first scan."""

from __future__ import annotations

import subprocess
import sys

import buckram.identify


def test_importing_loads_neither_readings_nor_stdnum() -> None:
    code = (
        "import sys, buckram.identify as i\n"
        "assert not [m for m in sys.modules if m.startswith(('stdnum', 'buckram.identify.'))]\n"
        "i.warm()\n"
        "assert 'stdnum.ean' in sys.modules and 'stdnum.luhn' in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_public_name_is_there() -> None:
    for name in buckram.identify.__all__:
        assert getattr(buckram.identify, name) is not None
