"""The binding pattern of a title and the binders, as acts in a real file."""

from __future__ import annotations

import json

import pytest

from bindery_for_tests import bound_title, line, lot, unit
from buckram.desk.bindery import binders as acts
from buckram.desk.bindery import charts, patterns
from buckram.desk.bindery.guessing import set_bound_to, to_begin, told_bound_to, typed_bound_to
from buckram.desk.bindery.pattern_sheet import as_table, differences, likes, sample_spine, sheet
from buckram.desk.deciding import decide
from buckram.desk.undoing import redo_last, undo_last
from buckram.errors import Refused, Stale
from buckram.storage.bindery import binders, bindings
from buckram.storage.bindery.bindings import Binding
from library_for_tests import Shelf

TABLES = ("binder", "binding_price", "cloth", "binding", "unit")


def publish(shelf: Shelf, publisher: str, *title_ids: int) -> None:
    with shelf.library.transaction():
        for title_id in title_ids:
            shelf.library.execute("UPDATE title SET publisher = ? WHERE id = ?", (publisher, title_id))


def holds(shelf: Shelf, title_id: int, copy_id: int | None = None) -> Binding:
    found = bindings.for_copy(shelf.library, title_id, copy_id)
    assert found is not None
    return found


def ticket(shelf: Shelf, binding: Binding, lines: list[str], number: str = "T2600001") -> int:
    """A unit of the title with a ticket from this version; gives the unit."""
    at = "2026-11-20T08:00:00Z"
    with shelf.library.transaction():
        unit = shelf.library.execute(
            "INSERT INTO unit (title_id, binding_id, state, label, made_at, made_by, moved_at, moved_by)"
            " VALUES (?, ?, 'ticketed', 'v.11 (2025)', ?, 'mary', ?, 'mary')",
            (binding.title_id, binding.id, at, at),
        ).lastrowid
        shelf.library.execute(
            "INSERT INTO ticket (unit_id, binding_id, number, lettering, fields, made_at, made_by)"
            " VALUES (?, ?, ?, ?, '{}', ?, 'mary')",
            (unit, binding.id, number, json.dumps(lines), at),
        )
    return int(unit or 0)


def test_a_first_guess_from_the_record_and_the_card(shelf: Shelf) -> None:
    title = shelf.title("The journal of library automation : tests", statuses="a" * 47, first_month=-34)
    desk = shelf.desk()
    binder, _ = acts.add_binder(desk, "Acme  Bindery")
    acts.set_default(desk, binders.get(shelf.library, binder), "foil", "white")
    before = shelf.contents(*TABLES)
    begun = patterns.begin(desk, title, binder)
    assert "what is older than 2025 is bound, up to v.10 (2024)" in begun.sentence
    shown = sheet(shelf.library, title)
    assert shown.binding
    assert shown.bound_to == "v.10 (2024)"
    values = {
        name: shown.fields.value(name) for name in ("title_lines", "unit", "foil", "history", "caption_vol")
    }
    assert values == {
        "title_lines": "JOURNAL OF LIBRARY/AUTOMATION",
        "unit": "volume",
        "foil": "white",
        "history": "by you",
        "caption_vol": "v.",
    }
    # It keeps what it took: another default is for titles to come.
    acts.set_default(desk, binders.get(shelf.library, binder), "foil", "black")
    assert sheet(shelf.library, title).fields.value("foil") == "white"
    with pytest.raises(Refused, match="has a binding pattern already"):
        patterns.begin(desk, title, binder)
    undo_last(desk)
    undo_last(desk)
    assert shelf.contents(*TABLES) == before


def test_a_field_is_changed_in_place_until_a_ticket_was_made(shelf: Shelf) -> None:
    title = bound_title(shelf, acts.add_binder(shelf.desk(), "Acme")[0], title_lines="ALPHA")
    desk = shelf.desk()
    before = shelf.contents(*TABLES)
    first = holds(shelf, title)
    said = patterns.set_field(desk, first, "covers", "keep all").sentence
    assert said == "Journal of tests: covers is now keep all."
    second = holds(shelf, title)
    assert (second.id, second.number) == (first.id, 1)
    # Somebody else still has the first on the screen.
    with pytest.raises(Stale):
        patterns.set_field(shelf.desk("ann"), first, "covers", "remove all")
    with pytest.raises(Refused, match="stands there already"):
        patterns.set_field(desk, second, "covers", "keep all")
    ticketed = ticket(shelf, second, ["ALPHA", "v.11", "2025"])
    waiting = shelf.library.execute(
        "INSERT INTO unit (title_id, binding_id, label, made_at, made_by, moved_at, moved_by)"
        " VALUES (?, ?, 'v.12', '', '', '', '')",
        (title, second.id),
    ).lastrowid
    frozen = shelf.contents(*TABLES)
    said = patterns.set_field(desk, second, "title_lines", "ALPHA/BETA").sentence
    assert "(version 2: tickets were made from version 1)" in said
    third = holds(shelf, title)
    assert (third.number, third.active, third.bound_to) == (2, True, second.bound_to)
    old = bindings.get(shelf.library, second.id)
    assert (old.active, old.fields) == (False, second.fields)
    # What has no ticket yet is bound by what holds now.
    units = dict(tuple(r) for r in shelf.library.rows("SELECT id, binding_id FROM unit"))
    assert units == {ticketed: second.id, waiting: third.id}
    [one] = differences(shelf.library, old, third)
    assert (one.field.word, one.before, one.after) == ("title", "ALPHA", "ALPHA / BETA")
    # The second change stays in the new version.
    assert patterns.set_field(desk, third, "foil", "black").binding_id == third.id
    patterns.take_version(desk, holds(shelf, title), old)
    assert holds(shelf, title).fields["title_lines"] == "ALPHA"
    for _ in range(3):
        undo_last(desk)
    assert shelf.contents(*TABLES) == frozen
    redo_last(desk)
    undo_last(desk)
    with shelf.library.transaction():
        shelf.library.execute("DELETE FROM ticket")
        shelf.library.execute("DELETE FROM unit")
    undo_last(desk)
    assert shelf.contents(*TABLES) == before


def test_the_last_volume_s_lettering_is_compared(shelf: Shelf) -> None:
    title = bound_title(shelf, acts.add_binder(shelf.desk(), "Acme")[0], title_lines="ALPHA/AND BETA")
    assert sheet(shelf.library, title).doubts == []
    desk = shelf.desk()
    patterns.set_field(desk, holds(shelf, title), "last_volume", "ALPHA AND / BETA / v.10")
    assert "divides its title otherwise: ALPHA AND / BETA" in " ".join(sheet(shelf.library, title).doubts)
    ticket(shelf, holds(shelf, title), ["Alpha", "and Beta", "v.11", "2025"])
    assert sheet(shelf.library, title).doubts == []
    patterns.set_field(desk, holds(shelf, title), "title_lines", "GAMMA")
    shown = sheet(shelf.library, title)
    assert shown.last
    assert shown.last.ticket == "T2600001"
    assert "The last volume says Alpha" in " ".join(shown.doubts)


def test_copied_from_a_like_title(shelf: Shelf) -> None:
    desk = shelf.desk()
    acme, other = acts.add_binder(desk, "Acme")[0], acts.add_binder(desk, "Zenith")[0]
    alpha = bound_title(
        shelf, acme, "Alpha", "0317-8471", covers="keep all", title_lines="ALPHA", colour="588"
    )
    beta = bound_title(shelf, other, "Beta", "0028-0836", title_lines="BETA", unit="half")
    gamma = bound_title(shelf, acme, "Gamma", "0013-0613")
    delta = bound_title(shelf, other, "Delta", "1234-5679")
    new = shelf.title("New", "2049-3630", statuses="aae")
    publish(shelf, "Elsevier,", alpha)
    publish(shelf, "Springer", beta, new)
    with shelf.library.transaction():
        shelf.library.execute(
            "INSERT INTO link (title_id, tag, name, other_id) VALUES (?, '780', 'Gamma', ?)", (new, gamma)
        )
    offered = [(one.bound.title, one.why) for one in likes(shelf.library, new)]
    assert offered == [
        ("Gamma", "earlier or later title, as often"),
        ("Beta", "publisher, as often"),
        ("Alpha", "as often"),
        ("Delta", "as often"),
    ]
    like = holds(shelf, alpha)
    before = shelf.contents(*TABLES)
    begun = patterns.begin(desk, new, None, like=like.id)
    assert "Like Alpha." in begun.sentence
    mine = holds(shelf, new)
    assert mine.binder_id == acme
    wanted = {"covers": "keep all", "colour": "588", "title_lines": "NEW"}
    assert {name: mine.fields[name] for name in wanted} == wanted
    assert [one.bound.title for one in likes(shelf.library, new)] == ["Gamma", "Beta", "Alpha", "Delta"]
    assert likes(shelf.library, new)[2].why == "binder, class, as often"
    with pytest.raises(Refused, match="the same as Alpha already"):
        patterns.copy_from(desk, mine, like.id)
    # Delta comes as often, and says volume; another frequency keeps its own unit.
    with shelf.library.transaction():
        shelf.library.execute("UPDATE title SET frequency = 'q' WHERE id = ?", (new,))
    said = patterns.copy_from(desk, mine, holds(shelf, beta).id).sentence
    assert "lines are as for Beta now. Its unit stays: it does not come as often." in said
    now = holds(shelf, new)
    assert (now.binder_id, now.fields["unit"], now.fields["covers"]) == (other, "volume", "keep if contents")
    undo_last(desk)
    undo_last(desk)
    assert shelf.contents(*TABLES) == before
    assert delta


def test_another_binder_keeps_what_is_the_title_s_own(shelf: Shelf) -> None:
    desk = shelf.desk()
    acme, zenith = acts.add_binder(desk, "Acme")[0], acts.add_binder(desk, "Zenith")[0]
    acts.set_default(desk, binders.get(shelf.library, zenith), "foil", "white")
    charts.add_cloths(desk, binders.get(shelf.library, acme), "588 maroon, 590 royal blue")
    charts.add_cloths(desk, binders.get(shelf.library, zenith), "12 Maroon")
    title = bound_title(shelf, acme, colour="588", history="by you", binder_number="0417", covers="keep all")
    said = patterns.set_binder(desk, holds(shelf, title), zenith).sentence
    assert said == "Journal of tests: Zenith binds it now."
    shown = sheet(shelf.library, title)
    told = {name: shown.told(field) for name, field in patterns.FIELD.items()}
    assert (told["colour"], told["foil"], told["covers"]) == ("12 Maroon", "white", "keep all")
    assert (told["history"], told["binder_number"]) == ("by another", "not known")
    patterns.set_field(desk, holds(shelf, title), "colour", "590")
    assert "Colour 590 is not on the chart." in sheet(shelf.library, title).doubts
    table = as_table(sheet(shelf.library, title))
    assert ("Cover", "colour", "590 (not on the chart)") in [tuple(row) for row in table.rows]


def test_another_binder_for_many_titles_as_one_act(shelf: Shelf) -> None:
    desk = shelf.desk()
    acme, zenith = acts.add_binder(desk, "Acme")[0], acts.add_binder(desk, "Zenith")[0]
    charts.add_cloths(desk, binders.get(shelf.library, acme), "588 maroon")
    charts.add_cloths(desk, binders.get(shelf.library, zenith), "12 Maroon")
    for n, name in enumerate(("Alpha", "Beta", "Gamma")):
        bound_title(shelf, acme, name, f"0317-847{n}", colour="588", binder_number=str(n))
    said = acts.close(desk, binders.get(shelf.library, acme))
    assert "It has 3 titles still" in said
    ticket(shelf, holds(shelf, 2), ["BETA"])
    before = shelf.contents(*TABLES)
    every = [one.id for one in bindings.active(shelf.library)]
    assert patterns.set_binder_of(desk, every, zenith) == "Zenith binds 3 titles now."
    told = [
        (one.binder_id, one.number, one.fields["colour"], one.fields["binder_number"])
        for one in bindings.active(shelf.library)
    ]
    assert told == [(zenith, 1, "12", ""), (zenith, 2, "12", ""), (zenith, 1, "12", "")]
    with pytest.raises(Refused, match="Zenith binds them already"):
        patterns.set_binder_of(desk, [one.id for one in bindings.active(shelf.library)], zenith)
    undo_last(desk)
    assert shelf.contents(*TABLES) == before


def test_up_to_where_it_was_bound(shelf: Shelf) -> None:
    title = shelf.title(statuses="a" * 24, first_month=-11)
    desk = shelf.desk()
    begun = patterns.begin(desk, title, None)
    assert "nothing was bound yet" in begun.sentence
    before = shelf.contents(*TABLES)
    for typed, wanted in (
        ("v.11 (2025)", 12000), ("11", 12000), ("v. 12", 24000), ("2026", 24000), ("v.11:no.6", 6000),
        ("none", None),
    ):  # fmt: skip
        assert typed_bound_to(shelf.library, title, typed) == wanted, typed
    with pytest.raises(Refused, match=r"It has v.11 \(2025\) to v.12 \(2026\)"):
        typed_bound_to(shelf.library, title, "35")
    assert set_bound_to(desk, holds(shelf, title), 12000).endswith("last bound volume: v.11 (2025).")
    assert told_bound_to(shelf.library, holds(shelf, title)) == "v.11 (2025)"
    ticket(shelf, holds(shelf, title), ["X"])
    set_bound_to(desk, holds(shelf, title), 6000)
    now = holds(shelf, title)
    assert (now.number, told_bound_to(shelf.library, now)) == (1, "up to v.11:no.6 (June 2025)")
    with shelf.library.transaction():
        shelf.library.execute("DELETE FROM ticket")
        shelf.library.execute("DELETE FROM unit")
    undo_last(desk)
    undo_last(desk)
    assert shelf.contents(*TABLES) == before


def test_what_came_back_is_known_without_being_typed(shelf: Shelf) -> None:
    acme, zenith = (acts.add_binder(shelf.desk(), name)[0] for name in ("Acme", "Zenith"))
    title = bound_title(shelf, acme, title_lines="ALPHA", volumes=2)
    desk = shelf.desk()
    before = sheet(shelf.library, title)
    assert (before.bound_to, before.came_back, before.doubts) == ("nothing was bound yet", False, [])
    first = unit(shelf, title, state="shelved", issues=range(12), label="v.10 (2024)")
    line(shelf, lot(shelf, acme, state="done"), first, result="back")
    shown = sheet(shelf.library, title)
    assert shown.bound_to == "v.10 (2024) by its card"
    assert shown.doubts == ["So far says new, but Acme has bound it."]
    # The spine shows what comes next.
    assert sample_spine(shelf.library, shown)[0] == "v.11 (2025)"
    set_bound_to(desk, holds(shelf, title), 6000)
    assert sheet(shelf.library, title).bound_to == "up to v.10:no.6 (June 2024); v.10 (2024) by its card"
    # The next version has it; with another binder that never had it, it is not so.
    ticket(shelf, holds(shelf, title), ["ALPHA"])
    patterns.set_field(desk, holds(shelf, title), "covers", "keep all")
    assert (holds(shelf, title).number, holds(shelf, title).fields["history"]) == (2, "by you")
    # An earlier version that is taken back does not make it new again.
    patterns.take_version(desk, holds(shelf, title), sheet(shelf.library, title).versions[1])
    assert holds(shelf, title).fields["history"] == "by you"
    assert holds(shelf, title).fields["covers"] == "keep if contents"
    patterns.set_binder(desk, holds(shelf, title), zenith)
    assert holds(shelf, title).fields["history"] == "by another"
    assert sheet(shelf.library, title).doubts == []


def test_what_stays_says_the_library_s_setting(shelf: Shelf) -> None:
    title = bound_title(shelf, acts.add_binder(shelf.desk(), "Acme")[0])
    desk, leave = shelf.desk(), patterns.FIELD["leave"]
    assert sheet(shelf.library, title).told(leave) == "as the library has it: nothing"
    decide(shelf.library, "binding_leave", "6 months")
    assert sheet(shelf.library, title).told(leave) == "as the library has it: 6 months"
    assert patterns.set_field(desk, holds(shelf, title), "leave", "0").sentence.endswith("is now nothing.")
    assert sheet(shelf.library, title).told(leave) == "nothing"
    patterns.set_field(desk, holds(shelf, title), "leave", "")
    assert holds(shelf, title).fields["leave"] == ""


def test_a_copy_of_its_own_and_bound_no_more(shelf: Shelf) -> None:
    desk = shelf.desk()
    title = bound_title(shelf, acts.add_binder(desk, "Acme")[0], covers="keep all")
    copy = shelf.library.value("SELECT id FROM copy WHERE title_id = ?", (title,))
    before = shelf.contents(*TABLES)
    patterns.begin(desk, title, None, copy_id=copy)
    own = holds(shelf, title, copy)
    assert (own.copy_id, own.fields["covers"]) == (copy, "keep all")
    patterns.set_field(desk, own, "covers", "front only")
    assert holds(shelf, title).fields["covers"] == "keep all"
    assert [one.id for one in sheet(shelf.library, title).own] == [copy]
    patterns.stop(desk, holds(shelf, title, copy))
    assert holds(shelf, title, copy).copy_id is None
    stopped = sheet(shelf.library, title, copy).binding
    assert stopped
    assert not stopped.active
    patterns.resume(desk, stopped)
    assert holds(shelf, title, copy).fields["covers"] == "front only"
    for _ in range(4):
        undo_last(desk)
    assert shelf.contents(*TABLES) == before


def test_many_titles_begin_as_one_act(shelf: Shelf) -> None:
    desk = shelf.desk()
    acme, _ = acts.add_binder(desk, "Acme")
    for n, name in enumerate(("Alpha", "Beta", "Gamma")):
        shelf.title(name, f"0317-847{n}", statuses="aae")
    shelf.title("Only awaited", "0028-0836", statuses="ee")
    before = shelf.contents(*TABLES)
    # What is kept for a while only is not bound; a second copy that stays counts.
    for name, issn, copies in (("Paper", "1234-5679", 1), ("Both", "0013-0613", 2)):
        title = shelf.title(name, issn, statuses="aa", copies=copies)
        with shelf.library.transaction():
            shelf.library.execute(
                "UPDATE copy SET keeps = '2 years' WHERE title_id = ? AND number = 1", (title,)
            )
    before = shelf.contents(*TABLES)
    offered = to_begin(shelf.library)
    assert offered[0].comes == "monthly"
    assert [one.title for one in offered] == ["Alpha", "Beta", "Both", "Gamma"]
    without = [one.title_id for one in offered if one.title != "Both"]
    assert without == [1, 2, 3]
    assert patterns.begin_many(desk, without, acme).startswith("Acme binds 3 titles now")
    assert [one.title for one in to_begin(shelf.library)] == ["Both"]
    assert binders.get(shelf.library, acme).titles == 3
    assert [one.title for one in bindings.lines(shelf.library, acme)] == ["Alpha", "Beta", "Gamma"]
    undo_last(desk)
    assert shelf.contents(*TABLES) == before
    with pytest.raises(Refused):
        patterns.begin_many(desk, [], acme)
