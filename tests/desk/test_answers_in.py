"""Answers of vendors from files: matched, kept for a person, known again; damaged files by their place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from buckram.desk import messages, outbox
from buckram.desk.answers_in import take, take_file
from buckram.desk.claiming import claim
from buckram.desk.deciding import decide
from buckram.desk.desk import Desk
from buckram.desk.receiving import receive
from buckram.desk.undoing import undo_last
from buckram.errors import BuckramError
from buckram.exchange.answers_read import X12, X12_WORDS, Unreadable, read
from buckram.rules.replies import Answer
from buckram.storage import issues, replies
from library_for_tests import Shelf


@pytest.fixture
def desk(shelf: Shelf) -> Desk:
    """Three claims that were sent: two issues of one order, one of another title."""
    decide(shelf.library, "library_name", "University Library")
    shelf.title("Journal of tests", "0317-8471", statuses="aaee", first_month=7, vendor="Fernhill")
    shelf.title("Nature", "2049-3630", statuses="aae", first_month=7, vendor="Kontor")
    with shelf.library.transaction():
        shelf.library.execute("UPDATE subscription SET order_number = 'POL-' || id")
    desk = shelf.desk()
    for row in shelf.library.rows("SELECT id, version FROM issue WHERE status = 'expected' ORDER BY id"):
        claim(desk, row[0], row[1])
    for number in messages.make(desk).message_ids:
        outbox.by_hand(desk, number)
    return desk


def ordrsp(*lines: str, kind: str = "ORDRSP") -> str:
    """An interchange with one message: its lines as segments."""
    body = ["BGM+23S+R77+4", "DTM+137:20261120:102", *lines]
    segments = [
        "UNB+UNOC:3+5412345000020:14+5412345000013:14+261120:0900+77",
        f"UNH+1+{kind}:D:96A:UN:EAN008", *body, f"UNT+{len(body) + 2}+1", "UNZ+1+77",
    ]  # fmt: skip
    return "UNA:+.? '" + "'\n".join(segments) + "'\n"


ISA = (
    "ISA*00*          *00*          *ZZ*KONTOR         *ZZ*UNI            "
    "*261120*0900*U*00401*000000009*0*P*>~"
)


def status_report(*segments: str) -> str:
    """An X12 870 with these segments in its middle."""
    inside = ["ST*870*0001", "BSR*2*PA*R77*20261120", *segments]
    inside.append(f"SE*{len(inside) + 1}*0001")
    return "\n".join(
        [
            ISA,
            "GS*RS*K*U*20261120*0900*9*X*004010~",
            *(f"{s}~" for s in inside),
            "GE*1*9~",
            "IEA*1*000000009~",
        ]
    )


def answers(desk: Desk) -> list[tuple[object, ...]]:
    return [
        tuple(r)
        for r in desk.library.rows("SELECT claim_id, answer, day, due_on, source FROM reply ORDER BY id")
    ]


@pytest.mark.parametrize(("lines", "expected"), [
    # By the reference of the claim, in the line or over it.
    (
        ["LIN+1", "RFF+ACW:CLM0002", "FTX+LIN++NP:8B:28", "DTM+44:20261215:102"],
        (2, "not yet published", "2026-12-15"),
    ),
    (["RFF+ACW:CLM0003", "LIN+1+05"], (3, "sent", None)),
    # By order and issue, however they write it.
    (["LIN+1", "RFF+LI:POL-1", "FTX+LIN++OP+Vol. 12 No. 10 out of print"], (2, "out of stock", None)),
    # By ISSN and enumeration.
    (["LIN+1", "PIA+5+0317-8471:IS", "FTX+LIN+++12(9) follows", "FTX+LIN++AS"], (1, "will be sent", None)),
    # A single open claim of an order needs no issue; words alone are read by a person.
    (["LIN+1", "RFF+LI:pol 2", "FTX+LIN+++We shall ask the publisher"], (3, "other", None)),
])  # fmt: skip
def test_an_edifact_answer_finds_its_claim(
    desk: Desk, lines: list[str], expected: tuple[object, ...]
) -> None:
    taken = take(desk, ordrsp(*lines).encode("latin-1"), "r.edi")
    assert (taken.form, len(taken.matched), taken.unmatched, taken.problems) == ("EDIFACT", 1, [], [])
    claim_id, answer, due = expected
    assert answers(desk) == [(claim_id, answer, "2026-11-20", due, "r.edi")]


def test_x12_answers_by_their_status(desk: Desk) -> None:
    text = status_report(
        "HL*1**O", "PRF*POL-1", "HL*2*1*I", "LIN*1*ZZ*CLM0001", "ISR*ED*20261201", "PID*F****will follow",
        "HL*3*1*I", "ISR*BO", "PID*F****v.12:no.10", "HL*4**O", "PRF*POL-2", "HL*5*4*I",
        "ISR*ZZ*20261130*ABC",
    )  # fmt: skip
    taken = take(desk, text.encode(), "r.x12")
    assert taken.sentence == "r.x12: 3 answered."
    assert [(a[0], a[1], a[3]) for a in answers(desk)] == [
        (1, "will be sent", "2026-12-01"), (2, "delayed", None), (3, "other", "2026-11-30"),
    ]  # fmt: skip
    assert "[ZZ ABC]" in replies.of_claims(desk.library, [3])[0].text
    assert set(X12) == set(X12_WORDS)


def test_a_spreadsheet_of_an_agent(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_bytes(
        "Claim ID;ISSN;Issue;Status;Ship_Date;Comments\n"
        "CLM0001;;;Shipped;1.12.2026;\n"
        ";0317-8471;12 (10);05;soon;\n"
        ";;;;;\n"
        ";2049-3630;;No fue publicado;;“año” perdido\n"
        ";1234-5679;3;sent;;other library\n".encode("utf-8-sig")
    )
    taken = take_file(desk, file)
    assert taken.sentence == "answers.csv: 3 answered, 1 without a claim."
    assert taken.problems == ["Line 3: “soon” is no day; the answer was taken without it."]
    assert [(a[0], a[1], a[3]) for a in answers(desk)] == [
        (1, "sent", "2026-12-01"), (2, "sent", None), (3, "other", None), (None, "sent", None),
    ]  # fmt: skip
    assert replies.of_claims(desk.library, [3])[0].text == "No fue publicado: “año” perdido"
    kept = replies.unmatched(desk.library)
    assert [(one.text, one.source) for one in kept] == [("ISSN 1234-5679, 3: other library", "answers.csv")]


def test_the_same_file_again_changes_nothing_and_undo_lets_it_count_again(desk: Desk, shelf: Shelf) -> None:
    data = ordrsp("LIN+1", "RFF+ACW:CLM0002", "FTX+LIN++NP", "LIN+2", "FTX+LIN+++who knows").encode()
    first = take(desk, data, "r.edi")
    assert (len(first.matched), len(first.unmatched)) == (1, 1)
    before = shelf.contents("reply", "claim", "issue")
    again = take(desk, data, "another name.edi")
    assert again.sentence == "another name.edi: 0 answered, 2 known already."
    assert shelf.contents("reply", "claim", "issue") == before
    undo_last(desk)
    undo_last(desk)
    assert answers(desk) == []
    assert len(take(desk, data, "r.edi").matched) == 1


def test_an_answer_to_a_claim_that_has_ended_is_kept_with_it(desk: Desk) -> None:
    issue = desk.library.value("SELECT issue_id FROM claim WHERE id = 1")
    receive(desk, issue, issues.get(desk.library, issue).version)
    taken = take(desk, b"claim,answer\nCLM0001,sent\nCLM0099,sent\n", "a.csv")
    assert (taken.over, len(taken.unmatched)) == (1, 1)
    assert replies.unmatched(desk.library)[0].text == "CLM0099"
    assert replies.of_claims(desk.library, [1])[0].settled


def test_own_codes_go_first(desk: Desk, tmp_path: Path) -> None:
    decide(desk.library, "templates", str(tmp_path))
    (tmp_path / "answers.tsv").write_text("# Fernhill\nNP\tceased\nQ7\tcredit or extension\n")
    take(desk, b"claim,answer\nCLM0001,np\nCLM0002,Q7\n", "a.csv")
    assert [a[1] for a in answers(desk)] == ["ceased", "credit or extension"]
    (tmp_path / "answers.tsv").write_text("NP\tceased\nQ7\tnonsense\n")
    with pytest.raises(Unreadable, match="Line 2 of the table of codes"):
        take(desk, b"claim,answer\nCLM0003,Q7\n", "b.csv")


@pytest.mark.parametrize(("data", "words"), [
    ("", "nothing in this file"),
    (ordrsp("LIN+1")[:-20], "in the middle|cannot be read"),
    (ordrsp("LIN+1").replace("UNT+5", "UNT+9"), "Segment 6: the message is said to have 9"),
    (ordrsp("LIN+1").replace("UNZ+1+77'", ""), "ends with segment 6 .UNT., without UNZ"),
    (ordrsp("LIN+1").replace("UNT+5+1'", ""), "Segment 6: the message before it has no end"),
    ("UNB+UNOC:3+a+b'lin+1'", "Segment 2 cannot be read"),
    ("ISA*00*", "Segment 1: ISA is 106 characters long"),
    (ISA.replace("*", "+", 3) + "ST*870~", "Segment 1: ISA has not its 16 elements"),
    (status_report("ISR*ED").replace("SE*4", "SE*7"), "Segment 6: the message is said to have 7 segments"),
    (status_report("ISR*ED")[:-18], "without IEA|broken off"),
    ("title,price\nNature,12\n", "Line 1 does not name the columns"),
    ('claim,answer\nCLM0001,sent\n"CLM0002,sent\n', "Line 3 is no line"),
    ("PK\x03\x04\x00\x00", "neither EDIFACT, X12 nor CSV"),
])  # fmt: skip
def test_a_damaged_file_is_told_by_its_place_and_nothing_is_taken(desk: Desk, data: str, words: str) -> None:
    with pytest.raises(BuckramError, match=words):
        take(desk, data.encode(), "bad")
    assert answers(desk) == []


def test_what_is_no_answer_is_said(desk: Desk) -> None:
    taken = take(desk, ordrsp("LIN+1", kind="INVOIC").encode(), "i.edi")
    assert taken.problems == ["Segment 6: a message INVOIC is no answer to claims."]
    # A clock of theirs that goes before ours puts no answer into the future.
    take(desk, b"claim,answer,date\nCLM0001,sent,20270101\n", "a.csv")
    assert answers(desk)[0][2] == "2026-11-21"
    assert read(b"claim,answer,date\nx,late,03/04/2026\n", day_first=False).answers[0].day == date(2026, 3, 4)
    assert read(b"claim\tstatus\nx\tnyp\n").answers[0].answer is Answer.NOT_YET


def test_an_answer_that_cannot_be_waits_for_a_person_and_the_rest_is_read(desk: Desk, shelf: Shelf) -> None:
    with shelf.library.transaction():
        shelf.library.execute(
            "UPDATE issue SET status = 'damaged' WHERE id = (SELECT min(issue_id) FROM claim)"
        )
    data = b"claim,answer\nCLM0001,never published\nCLM0002,sent\n"
    taken = take(desk, data, "a.csv")
    assert taken.sentence == "a.csv: 1 answered, 1 without a claim."
    assert "it was published" in taken.problems[0]
    assert len(replies.unmatched(desk.library)) == 1
    assert take(desk, data, "a.csv").again == 2
