"""Claims for machines: EDIFACT as standards 5.1 has it, X12 869 by the map of 5.2, CSV, a draft mail."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from email import message_from_bytes
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckram.errors import Refused
from buckram.exchange import claim_rows, edifact, x12
from buckram.exchange.claim_lines import Level
from buckram.exchange.letter_files import as_eml
from buckram.exchange.mail import NotSent, mail, mail_id
from exchange.claims_for_tests import AT, DAMAGED, EXAMPLE, claims

EDIFACT_EXAMPLE = Path(__file__).with_name("claim_edifact.txt")


def only(*lines: object, **changes: object):  # type: ignore[no-untyped-def]
    return replace(claims(), lines=list(lines), **changes)  # type: ignore[arg-type]


def test_edifact_is_the_example_of_the_standard() -> None:
    text = edifact.interchange(only(EXAMPLE), AT).decode("latin-1")
    una, unb, *message, unz = text.splitlines()
    assert una + unb == "UNA:+.? 'UNB+UNOC:3+5412345000013:14+5412345000020:14+260315:0930+M0017'"
    assert message == EDIFACT_EXAMPLE.read_text().splitlines()
    assert unz == "UNZ+1+M0017'"


def test_edifact_has_a_message_for_each_claim_with_issue_reason_and_note() -> None:
    odd = replace(DAMAGED, title="L'été + l'hiver: Ж и т. д.? " * 4, copies=2)
    text = edifact.interchange(only(EXAMPLE, odd), AT).decode("latin-1")
    assert "UNZ+2+M0017'" in text
    second = text[text.index("UNH+2") :].splitlines()
    assert second[1] == "BGM+92J::9+CLM0047+9'"
    assert "QTY+21:2'" in second
    free = next(line for line in second if line.startswith("FTX"))
    assert free == (
        "FTX+LIN+++Bd. 5?:Heft 2 (2025); received damaged or defective; please replace it;:"
        "Pages 17-32 are bound upside down.'"
    )
    titles = [line for line in second if line.startswith("IMD")]
    assert titles[0].startswith("IMD+L+050+:::L?'été ?+ l?'hiver?: ?? ?? ??. ??.??")
    assert len(titles) == 2
    assert second[-2] == f"UNT+{len(second) - 1}+2'"


def test_edifact_by_other_numbers() -> None:
    house, vendor = replace(claims().house, gln="", san="1234567"), replace(claims().vendor, gln="")
    text = edifact.interchange(only(EXAMPLE, house=house, vendor=vendor), AT).decode("latin-1")
    assert "NAD+BY+1234567::31B'" in text
    assert "NAD+SU+Kontor Ost-West::92'" in text
    text = edifact.interchange(only(EXAMPLE, house=replace(house, san="")), AT).decode("latin-1")
    assert "NAD+BY+KOW 8812::91'" in text
    with pytest.raises(Refused, match="no number"):
        edifact.interchange(
            only(EXAMPLE, house=replace(house, san=""), vendor=replace(vendor, account="")), AT
        )


def test_x12_by_the_known_map() -> None:
    text = x12.interchange(claims(Level.FINAL), AT).decode("ascii")
    isa = text.split("~")[0]
    assert (len(isa) + 1, isa[3], isa[104]) == (106, "*", ">")
    assert text.split("\n")[1:8] == [
        "GS*RS*KOW 8812*Kontor Ost-West*20260315*0930*17*X*004010~",
        "ST*869*0001~",
        "BSI*M0017*20260315*PA~",
        "N1*ST*University Library, Receiving*ZZ*KOW 8812~",
        "LIN*1*ZZ*CLM0045*ZZ*FINAL*IS*0095-4403*QT*1~",
        "REF*VP*123-456*0095-4403(202511)~",
        "REF*PO*POL-1234~",
    ]
    assert "PID*F****v.12:no.11 (November 2025); not received~" in text
    inside = text[text.index("ST*") : text.index("GE*")].split("~\n")[:-1]
    assert inside[-2:] == ["CTT*2", f"SE*{len(inside)}*0001"]


def test_each_claim_of_a_mixed_message_says_which_it_is() -> None:
    mixed = claims(Level.MIXED)
    text = x12.interchange(mixed, AT).decode("ascii")
    assert re.findall(r"LIN\*\d\*ZZ\*(\w+)\*ZZ\*(\w+)", text) == [
        ("CLM0045", "FINAL"), ("CLM0046", "FINAL"), ("CLM0047", "1"), ("CLM0048", "2"),
    ]  # fmt: skip
    read = csv.DictReader(io.StringIO(claim_rows.csv_file(mixed).decode("utf-8-sig")))
    assert [row["level"] for row in read] == ["final", "final", "first", "second"]


@settings(max_examples=30)
@given(st.text(max_size=120), st.text(max_size=40))
def test_no_text_breaks_a_file_for_machines(title: str, note: str) -> None:
    odd = replace(DAMAGED, title=title, note=note, issn="")
    text = x12.interchange(only(odd), AT).decode("ascii")
    assert [line.split("*")[0] for line in text.split("~\n")] == [
        "ISA", "GS", "ST", "BSI", "N1", "LIN", "REF", "PID", "CTT", "SE", "GE", "IEA", "",
    ]  # fmt: skip
    assert max(len(part) for part in re.split(r"[*~]", text)) <= 80
    segments = edifact.interchange(only(odd), AT).decode("latin-1").split("'\n")
    assert segments[-2] == "UNZ+1+M0017"


def test_rows_have_the_columns_that_are_documented() -> None:
    read = list(csv.DictReader(io.StringIO(claim_rows.csv_file(claims()).decode("utf-8-sig"))))
    assert list(read[0]) == list(claim_rows.COLUMNS)
    assert (read[0]["claim"], read[0]["issn"], read[0]["issue"]) == ("CLM0045", "0095-4403", "v.12:no.11")
    assert (read[1]["invoice_date"], read[1]["reason_text"]) == ("2025-01-03", "not received")
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text()
    assert [f"`{name}`" for name in claim_rows.COLUMNS if f"`{name}`" not in readme] == []


def test_a_draft_for_another_mail_program() -> None:
    made = mail(
        sender="a@b.example", to="c@d.example, e@f.example", subject="Réclamation", text="é\n",
        at=AT.astimezone(), mail_id=mail_id(17, "2026-03-15T09:30:00Z", "a@b.example"),
        name="Library, of the Town",
    )  # fmt: skip
    draft = message_from_bytes(as_eml(made))
    assert draft["X-Unsent"] == "1"
    assert draft["Message-ID"] == "<20260315093000.17.claims@b.example>"
    assert "X-Unsent" not in made
    for wrong in ("nobody", "", "a@b\nBcc: x@y.example"):
        with pytest.raises(NotSent):
            mail(sender=wrong, to="c@d.example", subject="", text="", at=AT.astimezone(), mail_id="<1@b>")
