"""The chain as it is lived: each step of the script by the functions of the desk, on a library in a file.

Every person sits at a desk of their own, and the clock goes on with each thing that is done.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from buckram.desk import undoing
from buckram.desk.desk import Desk
from buckram.errors import BuckramError
from chain import seen
from chain.bench_work import BenchWork
from chain.script import Step, read_script
from library_for_tests import Clock, Shelf

PEOPLE = {"Halloran": "J. Halloran", "Osei": "M. Osei"}


class Chain(BenchWork):
    """The library in a file, and what was found in it other than it is written. problems: in their order."""

    def __init__(self, path: Path) -> None:
        self.clock = Clock(datetime(2026, 11, 23, 9, tzinfo=UTC))
        self.shelf = Shelf(path, self.clock)
        super().__init__(self.shelf.library)
        self.desks = {name: self.shelf.desk(person, f"desk of {name}") for name, person in PEOPLE.items()}
        self.problems: list[str] = []
        self.found: dict[int, list[tuple[str, ...]]] = {}
        self.script = read_script()

    def close(self) -> None:
        """Let go of the file."""
        for desk in self.desks.values():
            desk.library.close()
        self.library.close()

    def live(self) -> None:
        """From the first day to the last."""
        for step in self.script:
            self._reach(step)
            desk = self.desks[step.who]
            if step.does.startswith("sees "):
                self._see(desk, step)
            else:
                self._do(desk, step)

    def _reach(self, step: Step) -> None:
        if self.clock.now.date() < step.day:
            self.clock.now = datetime(step.day.year, step.day.month, step.day.day, 9, tzinfo=UTC)
        self.clock.pass_(minutes=1)

    def _see(self, desk: Desk, step: Step) -> None:
        look = getattr(seen, f"seen_{step.does[5:].replace(' ', '_')}")
        found = look(desk, self, step.about)
        self.found[step.line] = found
        if found != step.rows:
            self._problem(step, f"written {step.rows}\n  found   {found}")

    def _do(self, desk: Desk, step: Step) -> None:
        work: Callable[[Desk, Step], str] = getattr(self, step.does.replace(" ", "_"))
        try:
            told = work(desk, step)
        except BuckramError as problem:
            told = f"{problem.sentence} {problem.next_step}"
            if not step.refuses:
                self._problem(step, f"refused: {told}")
                return
            missing = [words for words in step.refuses if words not in told]
        else:
            if step.refuses:
                self._problem(step, f"was not refused: {told}")
            missing = [words for words in step.says if words not in told]
        if missing:
            self._problem(step, f"says {told!r}, without {missing}")

    def _problem(self, step: Step, told: str) -> None:
        self.problems.append(f"line {step.line}, {step.who} {step.does}: {told}")

    def undo_all(self) -> int:
        """Take back every act, the newest first; gives how many."""
        desk = self.desks["Halloran"]
        acts = self.library.rows("SELECT id FROM act WHERE undoes IS NULL ORDER BY id DESC")
        for (act_id,) in acts:
            self.clock.pass_(seconds=1)
            undoing.undo(desk, act_id)
        return len(acts)
