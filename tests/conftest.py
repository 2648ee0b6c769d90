"""What every test may ask for."""

from pathlib import Path

import pytest

from library_for_tests import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """An empty library in a real file."""
    return Shelf(tmp_path / "library.db")
