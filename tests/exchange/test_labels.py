"""Labels and slips: how call numbers break (spine_labels.txt), what stands on them, as text and as PDF."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from buckram.errors import Refused
from buckram.exchange.labels import Label, Size, label_lines, label_text, spine
from buckram.exchange.paper import PrinterFailed, pdf, send
from buckram.exchange.slips import Slip, SlipReader, slip_of, slip_text

LINES = Path(__file__).with_name("spine_labels.txt").read_text().splitlines()
CASES = [line.split(" > ") for line in LINES if line and not line.startswith("#")]
USUAL = Size(25, 38)
LABEL = Label("Z699 .A1 J68", ("v.52", "no.3"), "Mar 2026", "c.2", "Current Periodicals", "CP", "A journal")
SLIP = Slip(
    title="Journal of tests : a quarterly of trial, error and everything that lies between them",
    issue="v.12:no.3 (March 2026)",
    copy="c.2",
    call_number="Z671 .J6",
    readers=[
        SlipReader("Prof. Ines Marchetti", "28 Nov 2026", place="Room 12"),
        SlipReader("Junko Halloran (serials)", contents_only=True, note="keep the index"),
    ],
    note="Please pass on within two days.",
    return_to="Reading Room",
    day="21 Nov 2026",
    due="28 Nov 2026",
)


@pytest.mark.parametrize(("call_number", "lines"), CASES)
def test_a_call_number_line_by_line(call_number: str, lines: str) -> None:
    assert " / ".join(spine(call_number)) == lines


def test_a_label_that_is_too_long_joins_its_lines() -> None:
    call = Label("QA76.73.J38 S34 2026 v.2 c.2", (), "", "", "", "", "")
    assert label_lines(call, 8, 6)[0] == ["QA76.73", ".J38", "S34", "2026", "v.2", "c.2"]
    assert label_lines(call, 8, 7)[0] == spine(call.call_number)
    # Letters behind a number are an author's mark, not a class that its number is joined to.
    dewey = Label("914.404839 RIC 2010", ("v.52", "no.3"), "", "c.2", "", "", "")
    assert label_lines(dewey, 8, 5)[0] == ["914.", "404839", "RIC 2010"]
    # "no.3 Mar 2026" and "Current Periodicals" are too wide for a line; the code of the place is not.
    assert label_lines(LABEL, 8, 6) == (["Z699", ".A1 J68"], ["v.52", "no.3", "Mar 2026", "c.2 CP"])


def test_a_label_of_text_is_as_long_as_its_paper() -> None:
    assert label_text(LABEL, USUAL).split("\n") == [
        "Z699",
        ".A1 J68",
        "v.52",
        "no.3",
        "Mar 2026",
        "c.2 CP",
        "",
    ]
    short = replace(LABEL, call_number="R", enumeration=["no.3"], date="", copy="", location="")
    assert label_text(short, USUAL) == "R\nno.3\n\n\n\n\n"


def test_a_slip_has_a_box_for_each_reader_and_room_without_any() -> None:
    text = slip_text(SLIP)
    first = text.index("[ ] Prof. Ines Marchetti\n    Room 12\n    pass on by 28 Nov 2026\n")
    assert first < text.index("[ ] Junko Halloran (serials)\n    contents page only\n    keep the index\n")
    assert "v.12:no.3 (March 2026)  c.2\nZ671 .J6\n" in text
    assert text.endswith("\nReturn to: Reading Room\nBack about: 28 Nov 2026\n")
    assert max(map(len, text.splitlines())) <= 40
    assert slip_text(replace(SLIP, readers=[])).count("[ ] ____") == 4
    assert "names of its readers were erased" in slip_text(replace(SLIP, readers=[], erased=True))
    assert slip_of(json.loads(json.dumps(SLIP.plain()))) == SLIP


def test_a_recall_note_asks_every_reader() -> None:
    text = slip_text(replace(SLIP, recall=True))
    assert text.startswith("PLEASE RETURN")
    assert "[ ] Prof. Ines Marchetti\n[ ] Junko Halloran (serials)\n" in text
    assert "return it to: Reading Room." in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 40


def test_a_library_has_templates_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "label.txt").write_text("^XA^FD{{ label.call_number }}^FS^XZ")
    assert label_text(LABEL, USUAL, str(tmp_path)) == "^XA^FDZ699 .A1 J68^FS^XZ"
    assert slip_text(SLIP, str(tmp_path)) == slip_text(SLIP)
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "label.txt").write_text("\n{% for line in call %}")
    with pytest.raises(Refused, match=r"label\.txt, line 2 does not work"):
        label_text(LABEL, USUAL, str(broken))
    (broken / "slip.txt").write_text("{{ slip.tilte }}")
    with pytest.raises(Refused, match="tilte"):
        slip_text(SLIP, str(broken))


def test_paper_has_its_size_and_a_long_slip_goes_on() -> None:
    label = pdf(label_text(LABEL, USUAL), USUAL)
    assert label.startswith(b"%PDF-")
    assert b"/MediaBox [0 0 70.87 107.72]" in label
    assert label.count(b"/Type /Page\n") == 1
    many = replace(SLIP, readers=[SlipReader(f"Reader {n}") for n in range(40)])
    assert pdf(slip_text(many), Size(105, 148), fixed=True).count(b"/Type /Page\n") == 4


def test_letters_outside_latin_1_find_a_font_or_become_question_marks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from buckram.exchange import paper

    monkeypatch.setattr(paper, "_installed", dict)
    assert pdf("Żółć – 世界", USUAL).startswith(b"%PDF-")
    assert paper._without("Żółć – 世界", range(256)) == "Zó?c ? ??"


def test_a_printer_s_command_gets_the_job_on_its_standard_input(tmp_path: Path) -> None:
    send(f"cat > {tmp_path / 'out'}", b"a label\n", "label-1.txt")
    assert (tmp_path / "out").read_bytes() == b"a label\n"
    with pytest.raises(PrinterFailed, match="failed: no such printer"):
        send("echo first; echo no such printer >&2; exit 3", b"x", "label-1.txt")
    with pytest.raises(PrinterFailed, match="exit code 3"):
        send("exit 3", b"x" * 200_000, "label-1.txt")


def test_a_command_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("buckram.exchange.paper.TIMEOUT", 0.05)
    with pytest.raises(PrinterFailed, match="did not end within"):
        send("sleep 60", b"x", "label-1.txt")


def test_a_file_takes_text_one_behind_the_other_and_pdf_apart(tmp_path: Path) -> None:
    target = f"file:{tmp_path / 'labels.txt'}"
    send(target, b"one\n", "label-1.txt")
    send(target, b"two\n", "label-2.txt")
    send(target, b"%PDF-1", "label-3.pdf")
    send(f"file:{tmp_path}", b"four\n", "label-4.txt")
    told = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert told == {"labels.txt": b"one\ntwo\n", "label-3.pdf": b"%PDF-1", "label-4.txt": b"four\n"}
    with pytest.raises(PrinterFailed, match="cannot be written"):
        send(f"file:{tmp_path / 'no' / 'such'}", b"x", "label-5.txt")
