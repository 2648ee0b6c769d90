"""Acts on the unit in hand, or on its lit piece: functions of the bench, called by name."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING

from buckram.errors import Refused
from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.desk.bindery.on_bench import Bench as OnBench
    from buckram.rules.bindery.checks import EyeCheck
    from buckram_tui.screens.bindery.bench import Bench


def all_well(screen: Bench) -> str | None:
    """Enter: the collation ends. What the card says no to is agreed to first."""
    from buckram.desk.bindery.collating import may_end, will_hold
    from buckram.rules.bindery.states import State

    now = in_hand(screen)
    may_end(now)
    if now.unit.state is State.HELD and will_hold(now) and not now.unconfirmed:
        # It is held already, and was collated: what is left is to decide.
        decide(screen)
        return None
    if now.objections:
        more = f" (and {len(now.objections) - 1} more)" if len(now.objections) > 1 else ""
        screen.choose(
            f"{now.objections[0].says}{more}",
            [
                Option("e", "back", "It is to be mended.", lambda: None),
                Option(
                    "a", "all the same", "I looked: it is right.", lambda: _measure(screen, now, {"checks"})
                ),
            ],
        )
        return None
    if will_hold(now):
        return _end(screen, now, None, set())
    return _measure(screen, now, set())


def in_hand(screen: Bench) -> OnBench:
    """The unit in hand. Raises Refused."""
    if screen.now is None:
        raise Refused("No unit is in hand.", "Enter takes the lit one, or scan one of its pieces.")
    return screen.now


def _measure(screen: Bench, now: OnBench, agreed: set[str]) -> str | None:
    from buckram.desk.bindery.collating import will_hold
    from buckram.rules.bindery.measure import told_length, typed_length

    if will_hold(now):
        return _end(screen, now, None, agreed)
    inches = screen.inches
    known = told_length(now.unit.thickness, inches=inches) if now.unit.thickness else ""

    def answered(text: str) -> str | None:
        typed = text.strip()
        # What stood there already is what was measured, to the tenth: it is not measured anew.
        length = None if not typed or typed == known else typed_length(typed, inches=inches)
        return _end(screen, now, length, agreed)

    how = "1 1/4, 32 mm" if inches else "32, 1 1/4 in"
    screen.ask(f"Thickness of {now.unit.label} ({how}; nothing: not measured)", answered, known)
    return None


def _end(screen: Bench, now: OnBench, thickness: int | None, agreed: Collection[str]) -> str | None:
    from buckram.desk.bindery.collating import end

    ended = end(screen.desk, now.unit.id, thickness, agreed)
    if not ended.asks:
        screen.show_list()
        screen.refresh_all()
        return ended.sentence
    screen.refresh_all()
    name = ended.outcome if ended.outcome in ("thin", "thick") else "method"

    def same() -> str | None:
        return _end(screen, now, None, {*agreed, name})

    from buckram_tui.screens.bindery import bench_make_up as make_up

    options = [Option("a", "all the same", "It is bound as it is.", same)]
    if ended.outcome == "thin":
        options += [
            Option("w", "wait", "Back to its shelf, until it is thicker.", lambda: make_up.put_back(screen)),
            Option("j", "join", "With another unit of the title.", lambda: make_up.join(screen)),
        ]
    else:
        options += [
            Option("s", "split", "In two, where a reader would look for the break.",
                   lambda: make_up.split(screen)),
            Option("x", "box", "It is not bound: a box is made.", lambda: _decide(screen, "box")),
        ]  # fmt: skip
        if name == "method":
            options.append(
                Option(
                    "m",
                    "margin",
                    "Measure the inner margin.",
                    lambda: _say_check(screen, "margin", lambda: _end(screen, now, None, agreed)),
                )
            )
    screen.choose(ended.sentence, options)
    screen.look_up(ended.sentence)
    return None


# Piece by piece


def every(screen: Bench) -> str:
    """E: every piece that was not confirmed is, by eye."""
    from buckram.desk.bindery.collating import confirm

    now = in_hand(screen)
    left = [place.id for place in now.unconfirmed]
    if not left:
        raise Refused("All pieces are confirmed.", "Enter ends the collation.")
    said = confirm(screen.desk, now.unit.id, left)
    screen.refresh_all()
    return f"{said}{screen.whole_words()}"


# What the eye sees


def check(screen: Bench) -> None:
    """C: what only the eye sees."""
    from buckram.rules.bindery.checks import EYE

    now = in_hand(screen)
    screen.choose(
        "What is not as usual? Chosen again: it is fine after all.",
        [
            Option(one.letter, one.word, _explained(now, one), partial(_say_check, screen, one.name))
            for one in EYE
        ],
    )


def _explained(now: OnBench, one: EyeCheck) -> str:
    return f"[{'x' if one.name in now.said else ' '}] {one.explains}"


def _say_check(screen: Bench, name: str, then: Callable[[], str | None] | None = None) -> str | None:
    """Say what the eye saw. then: what goes on with it, where it was asked for on the way."""
    from buckram.desk.bindery.collating import say
    from buckram.rules.bindery.checks import EYE_BY_NAME
    from buckram.rules.bindery.measure import typed_length

    unit_id = in_hand(screen).unit.id
    one = EYE_BY_NAME[name]
    said_before = name in in_hand(screen).said

    def kept(words: str) -> str | None:
        said = say(screen.desk, unit_id, name, words)
        screen.refresh_all()
        return said if then is None else then()

    def answered(text: str) -> str | None:
        if name != "margin":
            return kept(" ".join(text.split()) or "yes")
        if text.strip():
            return kept(str(typed_length(text, inches=screen.inches)))
        return kept("yes") if said_before else "Nothing was noted: the margin is fine."

    if not one.asks or (said_before and name != "margin"):
        return kept("yes")
    unit = " (5/8, 16 mm; nothing: it is fine)" if name == "margin" else ""
    screen.ask(f"{one.asks}{unit}", answered)
    return None


# What becomes of it


def decide(screen: Bench) -> None:
    """D: what becomes of the unit."""
    unit = screen.unit()
    does = partial(partial, _decide, screen)
    options = [
        Option("i", "bind incomplete", "A stub and a note on the spine.", does("bind incomplete")),
        Option("o", "online sheet", "With a sheet that says where to read it.", does("online sheet")),
        Option("w", "wait", "Until another day.", partial(_wait, screen)),
    ]
    options = options if unit.gaps else []
    options += [
        Option("x", "box", "It is not bound: a box is made.", does("box")),
        Option("h", "bind in house", "Nothing goes to the binder.", does("bind in house")),
        Option("d", "discard", "Its pieces are withdrawn.", does("discard")),
    ]
    screen.choose(f"What becomes of {unit.label}, {unit.title}?", options)


def _decide(screen: Bench, name: str) -> str:
    from buckram.desk.bindery.deciding_units import decide
    from buckram.rules.bindery.holding import Decision

    said = decide(screen.desk, screen.unit().id, Decision(name))
    screen.refresh_all()
    return said


def _wait(screen: Bench) -> None:
    from buckram.desk.bindery.deciding_units import decide
    from buckram.desk.deciding import decided
    from buckram.rules.bindery.holding import Decision
    from buckram.rules.coming_day import coming_day

    unit = screen.unit()

    def answered(text: str) -> str:
        first = bool(decided(screen.desk.library, "day_first"))
        until = coming_day(text, screen.desk.today(), day_first=first)
        said = decide(screen.desk, unit.id, Decision.WAIT, until=until)
        screen.refresh_all()
        return said

    screen.ask(f"Wait for {unit.label} until (3m, 1 jun, 2027-06-01)", answered)


def note(screen: Bench) -> None:
    """N: a note on the unit."""
    from buckram.desk.bindery.make_up import note

    unit = screen.unit()

    def answered(text: str) -> str:
        said = note(screen.desk, unit, text, None)
        screen.refresh_all()
        return said

    screen.ask(f"Note on {unit.label} (the binder sees it)", answered, unit.note)


def urgent(screen: Bench) -> str:
    """U: rush, or not after all."""
    from buckram.desk.bindery.make_up import urgent

    said = urgent(screen.desk, screen.unit(), None)
    screen.refresh_all()
    return said
