"""FILE.rejected: the records that could not be read, whole, so that they can be mended and sent again."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from buckram.errors import FileProblem
from buckram.exchange.marc.record import BadRecord


class RejectedFile:
    """Written beside the file that was read, and only when there is something to write.

    A context manager. The bytes are those of the file, one bad record after the other; what an earlier
    run left there is replaced, and removed when nothing is bad any more.
    """

    def __init__(self, imported: Path) -> None:
        self.path = imported.with_name(imported.name + ".rejected")
        self.count = 0
        self._stream: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            self._stream.close()
        elif kind is None:
            self.path.unlink(missing_ok=True)

    def add(self, bad: BadRecord) -> None:
        """Keep its bytes; a file that was turned away whole has none. Raises FileProblem."""
        if not bad.data:
            return
        try:
            if self._stream is None:
                self._stream = self.path.open("wb")
            self._stream.write(bad.data)
        except OSError as problem:
            raise FileProblem(
                f"{self.path} cannot be written: {problem.strerror or problem}.",
                "Import from a folder that you may write to.",
            ) from problem
        self.count += 1
