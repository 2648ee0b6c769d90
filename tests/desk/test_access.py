"""Where titles are read online: typed, from records, shown; and beside what is held in print."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from buckram.desk import access
from buckram.desk.deciding import decide
from buckram.desk.importing import import_file
from buckram.desk.print_and_online import besides, could_go, stands_in, told_years
from buckram.desk.undoing import undo_last
from buckram.errors import Refused
from buckram.storage import access as stored
from library_for_tests import TODAY, Shelf
from marc_for_tests import data, serial

TABLES = ("access", "problem", "unmatched", "replaced")


def test_every_step_of_a_person_is_an_act(shelf: Shelf) -> None:
    title = shelf.title()
    desk = shelf.desk()
    decide(desk.library, "proxy_prefix", "https://proxy.example.edu/login?url=")
    states = [shelf.contents(*TABLES)]

    def done() -> None:
        states.append(shelf.contents(*TABLES))

    one, said = access.add(desk, title, "www.example.com/journal")
    assert said == "Read online at https://www.example.com/journal: Journal of tests."
    done()
    for step in (
        lambda: access.set_text(desk, one, "provider", "Example"),
        lambda: access.set_text(desk, one, "terms", "5 users; no interlibrary loan"),
        lambda: access.set_beginning(desk, one, "v.1 no.1 2015"),
        lambda: access.set_end(desk, one, "2024"),
        lambda: access.set_embargo(desk, one, "6 months"),
        lambda: access.set_licence(desk, one, "2026-01-01 to 2026-12-31"),
        lambda: access.turn(desk, one, "perpetual"),
        lambda: access.set_url(desk, one, "https://example.com/j"),
        lambda: access.end(desk, one),
        lambda: access.open_again(desk, one),
    ):
        step()
        done()
    found = stored.get(desk.library, one)
    assert (found.coverage.from_volume, found.coverage.to_date, found.coverage.embargo) == (
        "1",
        "2024",
        "P6M",
    )
    assert found.licence_until == date(2026, 12, 31)
    assert access.address(found, "https://p?u=") == "https://p?u=https://example.com/j"
    assert access.terms_words(found) == (
        "licence 2026-01-01 to 2026-12-31; for ever; 5 users; no interlibrary loan"
    )
    access.remove(desk, one)
    assert stored.of_title(desk.library, title, ended=True) == []
    for state in reversed(states):
        undo_last(desk)
        assert shelf.contents(*TABLES) == state


def test_what_is_no_address_or_no_change_is_refused(shelf: Shelf) -> None:
    title = shelf.title()
    desk = shelf.desk()
    one, _ = access.add(desk, title, "https://example.com")
    for wrong in (
        lambda: access.add(desk, title, "https://example.com"),
        lambda: access.add(desk, title, "ftp://example.com"),
        lambda: access.add(desk, title, ""),
        lambda: access.set_licence(desk, one, "2026-12-31 to 2026-01-01"),
        lambda: access.set_end(desk, one, ""),
        lambda: (access.set_beginning(desk, one, "2020"), access.set_end(desk, one, "2019")),
        lambda: access.set_all(desk, [one], "free", value=False),
    ):
        with pytest.raises(Refused):
            wrong()


def test_readers_see_what_is_open_and_staff_the_terms(shelf: Shelf) -> None:
    title = shelf.title()
    desk = shelf.desk()
    over, _ = access.add(desk, title, "https://over.example.com")
    access.set_licence(desk, over, "2020")
    access.set_text(desk, over, "terms", "no loans")
    free, _ = access.add(desk, title, "https://free.example.com")
    access.turn(desk, free, "free")
    readers = access.told(desk.library, title, TODAY, staff=False)
    assert [one.address for one in readers] == ["https://free.example.com"]
    staff = access.told(desk.library, title, TODAY, staff=True)
    assert [one.staff for one in staff if "over" in one.address] == [
        "licence 2020-01-01 to 2020-12-31; no loans"
    ]


def record(*fields: str) -> bytes:
    return serial("n1", "Nature.", *[("856", data(text[2:], text[:2].encode())) for text in fields])


def test_856_comes_and_changes_with_its_record(shelf: Shelf, tmp_path: Path) -> None:
    desk = shelf.desk()

    def take(*fields: str) -> list[stored.Access]:
        file = tmp_path / "titles.mrc"
        file.write_bytes(record(*fields))
        assert import_file(desk, file).adds_up
        return stored.of_title(desk.library, 1, ended=True)

    first = take(
        "40$3v.1 (1990)-$uhttps://a.example.com$zCampus only",
        "41$uhttps://b.example.com$yArchive",
        "42$uhttps://toc.example.com$3Contents",
        "0 $umailto:x@example.com",
        "48$uhttps://cover.example.com/1.jpg",
    )
    assert [(one.url, one.relation, one.coverage.from_date, one.note) for one in first] == [
        ("https://a.example.com", "itself", "1990", "Campus only"),
        ("https://toc.example.com", "related", "", "Contents"),
        ("https://b.example.com", "version", "", ""),
    ]
    before = shelf.contents("access")
    take(
        "40$3v.1 (1990)-$uhttps://a.example.com$zCampus only",
        "41$uhttps://b.example.com$yArchive",
        "42$uhttps://toc.example.com$3Contents",
        "0 $umailto:x@example.com",
        "48$uhttps://cover.example.com/1.jpg",
    )
    assert shelf.contents("access") == before
    # A person says more of two of them; the record then changes one address, and lacks the others.
    access.set_text(desk, first[0].id, "terms", "5 users")
    access.set_text(desk, first[0].id, "note", "Ask at the desk")
    access.set_text(desk, first[2].id, "terms", "for alumni too")
    again = {one.id: one for one in take("40$31995-2004$uhttps://a.example.com$zEverywhere")}
    kept = again[first[0].id]
    assert (kept.coverage.from_date, kept.coverage.to_date) == ("1995", "2004")
    assert (kept.note, kept.terms, kept.ended_on) == ("Ask at the desk", "5 users", None)
    assert again[first[2].id].ended_on == TODAY
    assert first[1].id not in again
    moved = take("40$31995-2004$uhttps://new.example.com$zEverywhere")
    assert (moved[0].id, moved[0].url, moved[0].terms) == (kept.id, "https://new.example.com", "5 users")


def test_addresses_of_records_that_were_imported_before(shelf: Shelf, tmp_path: Path) -> None:
    desk = shelf.desk()
    file = tmp_path / "titles.mrc"
    file.write_bytes(record("40$uhttps://a.example.com", "40$uhttps://b.example.com"))
    import_file(desk, file)
    with desk.library.transaction():
        desk.library.execute("DELETE FROM access WHERE url LIKE '%b.%'")
    empty = shelf.contents("access")
    assert access.read_kept(desk) == "Took in 1 address from the kept records."
    assert [one.url for one in stored.of_title(desk.library, 1)] == [
        "https://a.example.com",
        "https://b.example.com",
    ]
    with pytest.raises(Refused):
        access.read_kept(desk)
    undo_last(desk)
    assert shelf.contents("access") == empty


def test_print_beside_online(shelf: Shelf) -> None:
    desk = shelf.desk()
    both = shelf.title("Both", "0317-8471", statuses="aame", first_month=1)
    shelf.title("In print", "0028-0836", statuses="aa")
    online = shelf.title("Online", "0013-0613", statuses="", pattern=False)
    with desk.library.transaction():
        desk.library.execute("DELETE FROM copy WHERE title_id = ?", (online,))
        desk.library.execute(
            "INSERT INTO statement (title_id, tag, text) VALUES (?, '866', 'v.1 (2015)-v.5 (2019)')", (both,)
        )
    one, _ = access.add(desk, both, "https://both.example.com")
    access.set_beginning(desk, one, "2016")
    access.add(desk, online, "https://online.example.com")
    found = {line.title: line for line in besides(desk.library, TODAY)}
    assert {name: str(line.which) for name, line in found.items()} == {
        "Both": "both",
        "In print": "print only",
        "Online": "online only",
    }
    assert (found["Both"].print_words, found["Both"].online_words) == ("2015-2019, 2026-", "2016-")
    assert found["Both"].gap_words == "print 2020-2026"
    assert found["Online"].online_words == "?"
    assert could_go(desk.library, TODAY) == []
    access.turn(desk, one, "perpetual")
    # This year is not over; an embargo holds back what is too new.
    [line] = could_go(desk.library, TODAY)
    assert sorted(line.compared.may_go) == [2016, 2017, 2018, 2019]
    access.set_embargo(desk, one, "8 years")
    [line] = could_go(desk.library, TODAY)
    assert sorted(line.compared.may_go) == [2016, 2017, 2018]
    assert line.online_words == "2016-2018"
    access.set_embargo(desk, one, "")
    [line] = could_go(desk.library, TODAY)
    assert sorted(line.compared.may_go) == [2016, 2017, 2018, 2019]
    before = shelf.contents(*TABLES)
    assert stands_in(desk, line) == "Online of 2016-2019 came on 21 Nov 2026: Both."
    with pytest.raises(Refused):
        stands_in(desk, line)
    undo_last(desk)
    assert shelf.contents(*TABLES) == before


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("v.1 (1990)-v.3 (1992), v.5 (1994)", {1990, 1991, 1992, 1994}),
        ("v.40 (2024)-", {2024, 2025, 2026}),
        ("Latest issues only", set()),
    ],
)
def test_years_of_a_statement(text: str, years: set[int]) -> None:
    assert told_years(text, TODAY) == years
