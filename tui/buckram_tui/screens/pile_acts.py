"""What can be done with the pieces of the no-record pile, each for all that are marked or for the lit one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buckram_tui.screens.sitting_answers import Asked, each, went_on
from buckram_tui.widgets.bars import Level
from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.desk.outcome import Outcome
    from buckram_tui.screens.sitting import Sitting


def attach(screen: Sitting, asked: Asked) -> str | None:
    """T: the title that the pieces are of."""
    screen.ask_title(lambda title_id: _attached(screen, asked, title_id))
    return None


def _attached(screen: Sitting, asked: Asked, title_id: int) -> str | None:
    from buckram.desk.pile import attach

    outcomes: list[Outcome] = []
    each(screen, asked, lambda scan_id: outcomes.append(attach(screen.desk, scan_id, title_id)))
    return went_on(screen, asked, outcomes[0]) if outcomes else None


def make_title(screen: Sitting, asked: Asked) -> str | None:
    """M: a title, by typing the little that is needed."""

    def answered(text: str) -> str | None:
        from buckram.desk.pile import attach, attach_new

        outcome = attach_new(screen.desk, asked[0], text)
        assert outcome.title_id is not None
        for scan_id in asked[1:]:
            attach(screen.desk, scan_id, outcome.title_id)
        return went_on(screen, asked, outcome)

    screen.ask("New title (name; ISSN; how often; place: only the name is needed)", answered)
    return None


def import_record(screen: Sitting, asked: Asked) -> str | None:
    """I: a record for the piece, from a file or pasted."""

    def answered(text: str) -> str | None:
        from buckram.desk.pile import import_for

        came = import_for(screen.desk, asked[0], text)
        screen.refresh_all()
        if came.report.problems and not came.titles:
            return f"{came.report.sentence} {came.report.problems[0]}"
        if came.exact:
            told = _attached(screen, asked, came.titles[0].id)
            return f"{came.titles[0].name} is imported. {told}"
        if came.titles:
            # A list to choose from stands where the field stood: it opens when that is gone.
            screen.call_after_refresh(screen.pick, came.titles, lambda one: _attached(screen, asked, one))
            return f"{came.report.sentence} Which of these is it?"
        return f"{came.report.sentence} Nothing of it answers to the piece: T looks for its title."

    screen.ask("A file of records (.mrc, .xml, .mrk), or paste one", answered, lines=True)
    return None


def note(screen: Sitting, asked: Asked) -> str | None:
    """N: a note on the piece."""

    def answered(text: str) -> str:
        from buckram.desk.pile import note

        each(screen, asked, lambda scan_id: note(screen.desk, scan_id, text))
        return "The note is kept with the piece; everybody sees it here."

    screen.ask("Note on the piece (who asked for it?)", answered)
    return None


def sender(screen: Sitting, asked: Asked) -> str | None:
    """S: back to who sent it."""

    def answered(text: str) -> str:
        from buckram.desk.pile import return_to_sender

        done = each(screen, asked, lambda scan_id: return_to_sender(screen.desk, scan_id, text))
        return f"{done} to be returned. ^Z puts {'it' if done == 1 else 'them'} back on the pile."

    screen.ask("Back to the sender, because", answered)
    return None


def discard(screen: Sitting, asked: Asked) -> str | None:
    """D: asks once."""

    def done() -> str:
        from buckram.desk.pile import discard

        count = each(screen, asked, lambda scan_id: discard(screen.desk, scan_id))
        return f"{count} discarded; what was known of {'it' if count == 1 else 'them'} stays in the list."

    what = "this piece" if len(asked) == 1 else f"these {len(asked)} pieces"
    screen.choose(
        f"Discard {what}?",
        [
            Option("d", "discard", "It goes into the waste; its line stays in the list.", done),
            Option("n", "no", "It stays on the pile.", lambda: None),
        ],
    )
    return None


def add(screen: Sitting) -> None:
    """A: a piece without any code."""

    def answered(text: str) -> str | None:
        from buckram.desk.pile import put_aside

        scan_id = put_aside(screen.desk, text)
        screen.answered((), then=scan_id)
        screen.news("It lies on the pile; everybody sees it, from day to day.", Level.OK)
        return None

    screen.ask("A piece for the no-record pile (blue journal, Bulgarian)", answered)
