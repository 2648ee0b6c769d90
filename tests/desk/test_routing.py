"""Routing lists, readers and rounds: each act is said, undone whole, and forgets what the library says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from email.message import EmailMessage

import pytest

from buckram.desk import printing, readers, rounds, routing
from buckram.desk.cards import card, light
from buckram.desk.deciding import decide
from buckram.desk.desk import Desk
from buckram.desk.later_title import TypedTitle, change_title
from buckram.desk.looking_up import detail
from buckram.desk.receiving import Receipt, receive
from buckram.desk.treating import treat
from buckram.desk.undoing import redo_last, undo_last
from buckram.errors import NotFound, Refused
from buckram.storage import issues
from buckram.storage.rounds import Round
from buckram.storage.routing import Reader
from library_for_tests import Shelf

TABLES = ("title", "copy", "routing", "reader", "round", "issue", "piece")


def told(shelf: Shelf, copy: int = 1) -> list[str]:
    return [routing.typed(one) for one in routing.of_copy(shelf.library, copy)]


def put_on(desk: Desk, copy: int, *names: str) -> None:
    for name in names:
        routing.add(desk, copy, name)


def reader(shelf: Shelf, name: str) -> Reader:
    found = [one.reader for one in readers.every(shelf.library, date(2026, 11, 21))]
    return next(one for one in found if one.name == name)


def receive_next(desk: Desk, title: int) -> Receipt:
    issue = light(desk, title)
    assert issue is not None
    return receive(desk, issue.id, issue.version)


def out(shelf: Shelf) -> list[Round]:
    return [one.round for one in rounds.out(shelf.library, shelf.clock().date())]


@pytest.fixture
def routed(shelf: Shelf) -> tuple[Shelf, Desk]:
    """Two titles; the first has a list of three, and a piece of it is out since the 21st."""
    title = shelf.title(statuses="aeee", copies=1)
    shelf.title("Another", "1234-5679", statuses="aee")
    desk = shelf.desk()
    put_on(desk, 1, "Ada Berg; 3 days", "Bob; contents", "Cyd Ash; room 12")
    receive_next(desk, title)
    return shelf, desk


Act = Callable[[Shelf, Desk], str]
ACTS: dict[str, tuple[Act, str]] = {
    "add": (lambda s, d: routing.add(d, 2, "Dee"), "Copy 1 goes to Dee too: Another."),
    "complete": (lambda s, d: routing.add(d, 2, "ber; c"), "Copy 1 goes to Ada Berg too: Another."),
    "change": (
        lambda s, d: routing.change(d, routing.of_copy(s.library, 1)[0], "cydney; 2 weeks"),
        "goes to cydney instead of Ada Berg",
    ),
    "move": (lambda s, d: routing.move(d, routing.of_copy(s.library, 1)[2], -1), "goes to Cyd Ash as no. 2"),
    "place": (lambda s, d: routing.put_at(d, routing.of_copy(s.library, 1)[2], "1"), "as no. 1"),
    "remove": (lambda s, d: routing.remove(d, routing.of_copy(s.library, 1)[0]), "no longer goes to Ada"),
    "take over": (lambda s, d: routing.take_over(d, 2, 1), "goes to 3 more readers, as Journal of tests"),
    "new reader": (lambda s, d: readers.add(d, "Chemistry; dept; c@x.org"), "Chemistry is a reader."),
    "rename": (
        lambda s, d: readers.change(d, reader(s, "Bob"), "Robert; bob@x.org; room 3"),
        "Bob is changed to Robert.",
    ),
    "away": (lambda s, d: readers.set_active(d, reader(s, "Bob"), active=False), "Bob is away"),
    "leaver": (
        lambda s, d: readers.replace(d, reader(s, "Bob"), "Dee"),
        "Dee comes instead of Bob on 1 list.",
    ),
    "off": (lambda s, d: readers.replace(d, reader(s, "Bob"), "-"), "Bob is taken off 1 list."),
    "send": (lambda s, d: rounds.send(d, 1), "v.12:no.9 (September 2026) goes round"),
    "who has it": (lambda s, d: rounds.has_it(d, out(s)[0], 3), "is with reader 3 of 3"),
    "recall": (lambda s, d: rounds.recall(d, out(s)), "is called back: Journal of tests. No slip printer"),
    "back": (
        lambda s, d: rounds.back(d, out(s)),
        "v.12:no.10 (October 2026), c.1 is back: Journal of tests.",
    ),
    "scanned": (lambda s, d: rounds.scanned(d, "0317-8471").sentence, "c.1 is back"),
}


@pytest.mark.parametrize("name", ACTS)
def test_every_act_is_said_and_taken_back(routed: tuple[Shelf, Desk], name: str) -> None:
    shelf, desk = routed
    do, said = ACTS[name]
    before = shelf.contents(*TABLES)
    assert said in do(shelf, desk)
    after = shelf.contents(*TABLES)
    assert after != before
    undo_last(desk)
    assert shelf.contents(*TABLES) == before
    redo_last(desk)
    assert shelf.contents(*TABLES) == after


def test_names_complete_and_are_never_twice_on_a_list(shelf: Shelf) -> None:
    shelf.title(copies=2)
    desk = shelf.desk()
    put_on(desk, 1, "Ada Berg", "Adam Berger; contents; 3 days; no tea", "Cyd")
    with pytest.raises(Refused, match="2 readers begin so: Ada Berg, Adam Berger"):
        routing.add(desk, 2, "ad")
    put_on(desk, 2, "ada berg", "berger", "Ad!")
    assert told(shelf, 2) == ["Ada Berg", "Adam Berger", "Ad"]
    with pytest.raises(Refused, match="Ada Berg is on this list already"):
        routing.add(desk, 2, "Ada Berg")
    with pytest.raises(Refused, match="Cyd is last already"):
        routing.move(desk, routing.of_copy(shelf.library, 1)[2], 1)
    with pytest.raises(Refused, match="Adam Berger stands there so already"):
        routing.change(desk, routing.of_copy(shelf.library, 1)[1], "adam berger; contents; 3 days; no tea")
    assert [one.readers for one in routing.lists_like(shelf.library, "journal", 1)] == [3]
    assert "goes to 1 more reader, as" in routing.take_over(desk, 2, 1)
    with pytest.raises(Refused, match="All of them"):
        routing.take_over(desk, 2, 1)


def test_a_leaver_is_replaced_on_hundreds_of_lists_by_one_act(shelf: Shelf) -> None:
    shelf.title(copies=300, statuses="a", pattern=False)
    with shelf.library.transaction():
        shelf.library.execute("INSERT INTO reader (name) VALUES ('Lee'), ('New')")
        for copy in range(1, 301):
            shelf.library.execute(
                "INSERT INTO routing (copy_id, position, name, reader_id) VALUES (?, 1, 'Lee', 1)", (copy,)
            )
        shelf.library.execute("INSERT INTO routing (copy_id, position, name) VALUES (7, 2, 'New')")
    desk = shelf.desk()
    before = shelf.contents("routing", "reader")
    assert readers.replace(desk, reader(shelf, "Lee"), "new") == "New comes instead of Lee on 300 lists."
    assert (reader(shelf, "Lee").lists, reader(shelf, "New").lists) == (0, 300)
    assert not reader(shelf, "Lee").active
    # Where both stood, one stays.
    assert told(shelf, 7) == ["New"]
    undo_last(desk)
    assert shelf.contents("routing", "reader") == before


def test_a_receipt_sends_the_piece_round_unless_the_treatment_says_otherwise(shelf: Shelf) -> None:
    title = shelf.title(statuses="aeee")
    desk = shelf.desk()
    assert not receive_next(desk, title).routed
    put_on(desk, 1, "Ada; 3 days", "Bob; contents", "Cyd")
    before = shelf.contents(*TABLES)
    assert receive_next(desk, title).routed
    [one] = rounds.out(shelf.library, desk.today())
    assert one.where == "Presumably with Ada (1 of 3), then Cyd. Back about 1 Dec 2026."
    undo_last(desk)
    assert shelf.contents(*TABLES) == before
    redo_last(desk)
    assert rounds.out(shelf.library, desk.today())[0].with_whom == "Ada"
    treat(desk, title, "stamp, no routing")
    assert not receive_next(desk, title).routed
    assert len(out(shelf)) == 1


def test_where_a_piece_is_by_the_days_and_by_what_was_said(routed: tuple[Shelf, Desk]) -> None:
    shelf, desk = routed

    def where() -> str:
        return rounds.out(shelf.library, desk.today())[0].where

    shelf.clock.pass_(days=3)
    assert where() == "Presumably with Cyd Ash (3 of 3), the last. Back about 1 Dec 2026."
    rounds.has_it(desk, out(shelf)[0], 1)
    assert where() == "With Ada Berg (1 of 3), seen on 24 Nov 2026, then Cyd Ash. Back about 4 Dec 2026."
    assert rounds.way(rounds.out(shelf.library, desk.today())[0]) == [
        ("Ada Berg", "until 27 Nov 2026"), ("Bob", "contents page only"), ("Cyd Ash", "until 4 Dec 2026"),
    ]  # fmt: skip
    assert [one.pieces for one in readers.every(shelf.library, desk.today())] == [1, 0, 0]
    shelf.clock.pass_(days=12)
    assert where().endswith("Back about 4 Dec 2026, overdue 2 days.")
    rounds.recall(desk, out(shelf))
    assert where().endswith("called back on 6 Dec 2026.")
    table = rounds.as_table(rounds.out(shelf.library, desk.today()), desk.today())
    assert table.about == "1 pieces, 1 overdue."


def test_the_card_and_the_look_up_say_that_a_piece_is_out(routed: tuple[Shelf, Desk]) -> None:
    shelf, desk = routed
    boxes = {box.issue.number: box.back_about for box in card(desk, 1).boxes}
    assert (boxes["no.9"], boxes["no.10"]) == (None, date(2026, 12, 1))
    assert detail(shelf.library, 1, None).out == [("v.12:no.10 (October 2026)", date(2026, 12, 1))]
    rounds.back(desk, out(shelf))
    assert detail(shelf.library, 1, None).out == []
    with pytest.raises(NotFound, match="No piece of this is out"):
        rounds.scanned(desk, "0317-8471")


def test_a_scan_returns_the_piece_it_names(routed: tuple[Shelf, Desk]) -> None:
    shelf, desk = routed
    receive_next(desk, 1)
    with shelf.library.transaction():
        shelf.library.execute("UPDATE piece SET barcode = '30234000517861' WHERE id = 4")
    asked = rounds.scanned(desk, "0317-8471")
    assert [one.label for one in asked.choices] == ["v.12:no.10 (October 2026)", "v.12:no.11 (November 2026)"]
    assert "no.11 (November 2026), c.1 is back" in rounds.scanned(desk, "30234000517861").sentence
    assert [one.label for one in out(shelf)] == ["v.12:no.10 (October 2026)"]


def kept(shelf: Shelf) -> str:
    """Every name that stands outside the lists: rounds, the queue, and acts about rounds."""
    library = shelf.library
    found = [r[0] for r in library.rows("SELECT names FROM round_names")]
    found += [r[0].decode() for r in library.rows("SELECT content FROM print_job")]
    found += [
        r[0] + r[1]
        for r in library.rows("SELECT sentence, changes FROM act WHERE changes LIKE '%\"round\"%'")
    ]
    return " ".join(found)


@pytest.mark.parametrize("mode", ["slip", "round", "never"])
def test_how_long_the_file_knows_who_has_what(shelf: Shelf, mode: str) -> None:
    title = shelf.title(statuses="ae")
    desk = shelf.desk()
    put_on(desk, 1, "Ada")
    decide(shelf.library, "route_names", mode)
    decide(shelf.library, "slip_printer", "cat > /dev/null")
    receive_next(desk, title)
    assert "Ada" in kept(shelf)
    papers: list[bytes] = []
    printing.work_off(shelf.library, shelf.clock, send=lambda _printer, paper, _name: papers.append(paper))
    # The paper has the name whatever is kept.
    assert b"[ ] Ada\n    pass on by 28 Nov 2026\n" in papers[0]
    assert ("Ada" in kept(shelf)) == (mode != "slip")
    where = rounds.out(shelf.library, desk.today())[0].where
    assert ("Ada" in where) == (mode != "slip")
    assert "ack about 28 Nov 2026" in where
    [job] = printing.jobs(shelf.library)
    assert ("names of its readers were erased" in printing.as_text(shelf.library, job)) == (mode == "slip")
    rounds.recall(desk, out(shelf))
    printing.work_off(shelf.library, shelf.clock, send=lambda _printer, paper, _name: papers.append(paper))
    assert b"PLEASE RETURN" in papers[1]
    assert b"[ ] Ada\n" in papers[1]
    assert ("Ada" in kept(shelf)) == (mode != "slip")
    rounds.back(desk, out(shelf))
    assert ("Ada" in kept(shelf)) == (mode == "never")
    undo_last(desk)
    assert ("Ada" in kept(shelf)) == (mode == "never")


def test_a_reader_with_an_address_is_called_by_mail(
    routed: tuple[Shelf, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf, desk = routed
    for name, value in (
        ("smtp_host", "localhost"),
        ("mail_sender", "serials@x.org"),
        ("route_names", "slip"),
    ):
        decide(shelf.library, name, value)
    readers.change(desk, reader(shelf, "Ada Berg"), "Ada Berg; ada@x.org")
    # Cyd has no address, and there is no printer for a note. Bob gets the contents page only: he has nothing
    # to return.
    assert rounds.recall(desk, out(shelf)).endswith("No slip printer is set: tell Cyd Ash.")
    decide(shelf.library, "slip_printer", "cat > /dev/null")
    sent: list[EmailMessage] = []
    monkeypatch.setattr("buckram.exchange.mail.send", lambda _server, mail: sent.append(mail) or "")
    assert "tell" not in rounds.recall(desk, out(shelf))
    papers: list[bytes] = []
    worked = printing.work_off(
        shelf.library, shelf.clock, send=lambda _to, paper, _name: papers.append(paper)
    )
    assert [job.name.partition(":")[0] for job in worked.printed] == [
        "Recall mail", "Recall mail", "Recall note",
    ]  # fmt: skip
    assert worked.problems == []
    assert (sent[0]["To"], sent[0]["Subject"].startswith("Please return: Journal of tests")) == (
        "ada@x.org",
        True,
    )
    assert "please return it to: Reading" in " ".join(sent[0].get_content().split())
    assert b"[ ] Cyd Ash\n" in papers[0]
    assert b"Bob" not in papers[0]
    # A note for a piece that is not wanted any more stays here.
    undo_last(desk)
    undo_last(desk)
    rounds.recall(desk, out(shelf))
    undo_last(desk)
    assert printing.work_off(shelf.library, shelf.clock).printed == []
    # In this library names leave with the paper, and with the mail.
    assert not shelf.library.value("SELECT count(*) FROM print_job WHERE CAST(content AS TEXT) LIKE '%ada@%'")


def test_a_piece_of_which_all_get_the_contents_page_stays(shelf: Shelf) -> None:
    title = shelf.title(statuses="aeee", copies=1)
    desk = shelf.desk()
    put_on(desk, 1, "Ada; contents", "Bob; contents")
    receive_next(desk, title)
    assert out(shelf) == []


def test_who_has_it_is_erased_by_a_key(routed: tuple[Shelf, Desk]) -> None:
    shelf, desk = routed
    rounds.has_it(desk, out(shelf)[0], 1)
    assert "who has it is erased" in rounds.forget(desk, out(shelf))
    assert kept(shelf).find("Ada") == -1
    assert "who has it is not kept" in rounds.out(shelf.library, desk.today())[0].where
    with pytest.raises(Refused, match="erased for good"):
        undo_last(desk)


def test_a_reader_is_erased_from_the_whole_file(routed: tuple[Shelf, Desk]) -> None:
    shelf, desk = routed
    decide(shelf.library, "slip_printer", "cat > /dev/null")
    put_on(desk, 2, "Zwirner; Zwirner likes tea", "Cyd Ash")
    readers.change(desk, reader(shelf, "Zwirner"), "Zwetschge; zwetschge@x.org; room 77")
    receive_next(desk, 2)
    printing.print_again(desk, 5, "slip")
    rounds.recall(desk, out(shelf))
    routing.remove(desk, routing.of_copy(shelf.library, 2)[0])
    undo_last(desk)

    def raw() -> bytes:
        return b"".join(path.read_bytes() for path in shelf.path.parent.glob(f"{shelf.path.name}*"))

    assert b"Zwirner" in raw()
    assert b"Zwetschge" in raw()
    with pytest.raises(NotFound):
        readers.erase(desk, "Nobody Such")
    said = readers.erase(desk, "zwetschge")
    assert said.startswith("A reader's name was erased from 1 list, 1 round,")
    readers.sweep(desk.library)
    for trace in (b"zwirner", b"zwetschge", b"likes tea", b"room 77"):
        assert trace not in raw().lower()
    assert told(shelf, 2) == ["Cyd Ash"]
    assert [name for name, _ in rounds.out(shelf.library, desk.today())[-1].legs] == [
        "erased reader",
        "Cyd Ash",
    ]
    sentences = [r[0] for r in shelf.library.rows("SELECT sentence FROM act")]
    assert "Copy 1 goes to erased reader too: Another." in sentences
    # Other acts can still be undone; what told the name cannot, and says why.
    with pytest.raises(Refused, match="A reader's name in this was erased for good"):
        undo_last(desk)
    with pytest.raises(NotFound):
        readers.erase(desk, "Zwirner")


def test_lists_go_on_with_a_later_title(routed: tuple[Shelf, Desk]) -> None:
    shelf, desk = routed
    issue = next(one for one in issues.window(shelf.library, 1, "basic", 5, 5) if one.number == "no.11")
    later = change_title(desk, issue.id, issue.version, TypedTitle("Journal of proofs"))
    [copy] = [r[0] for r in shelf.library.rows("SELECT id FROM copy WHERE title_id = ?", (later.new_id,))]
    assert told(shelf, copy) == told(shelf, 1) == ["Ada Berg; 3 days", "Bob; contents", "Cyd Ash; room 12"]
    assert all(one.reader_id is not None for one in routing.of_copy(shelf.library, copy))
    assert later.receipt.routed
    assert out(shelf)[-1].due_on == desk.today() + timedelta(days=10)
