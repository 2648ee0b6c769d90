"""The scan reader, by the cases of scan_cases.txt and by what holds for every stream of keys."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckram.identify.whole import is_whole
from buckram_tui.terminal.burst import PAUSE, SILENCE, looks_coded
from buckram_tui.terminal.outcomes import (
    Act,
    Letter,
    Outcome,
    Pass,
    Picture,
    Place,
    Stroke,
    Submit,
    TakeOut,
    Unended,
)
from buckram_tui.terminal.reader import ScanReader

PLACES = {
    "home": Place(),
    "list": Place(letters_act=True),
    "dialog": Place(letters_act=True, tab_moves=True),
    "field": Place(prose=True),
}
NAMED = {
    "CR": ("enter", "\r"),
    "LF": ("ctrl+j", "\n"),
    "TAB": ("tab", "\t"),
    "ESC": ("escape", "\x1b"),
    "BS": ("backspace", "\x7f"),
    "UP": ("up", None),
    "GS": ("ctrl+right_square_bracket", "\x1d"),
    "STX": ("ctrl+b", "\x02"),
    "ETX": ("ctrl+c", "\x03"),
    "^Q": ("ctrl+q", "\x11"),
    "^C": ("ctrl+c", "\x03"),
    "^Z": ("ctrl+z", "\x1a"),
    "alt+9": ("alt+9", "9"),
    "E9": ("\udce9", "\udce9"),
}
KEY_NAMES = {"?": "question_mark", " ": "space"}
TOKEN = re.compile(r"<(?P<wait>\d+)>|\{(?P<name>[^}]+)\}|(?P<character>.)")


@dataclass(frozen=True)
class Case:
    sentence: str
    place: str
    keys: str
    expected: str


def read_cases() -> list[Case]:
    text = Path(__file__).with_name("scan_cases.txt").read_text(encoding="utf-8")
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    cases = []
    for block in re.split(r"\n\s*\n", body.strip()):
        sentence, keys, expected = block.split("\n")
        place, _, rest = keys.strip().partition(": ")
        cases.append(Case(sentence, place, rest, expected.strip().removeprefix("-> ")))
    return cases


def play(reader: ScanReader, keys: str, place: Place) -> list[Outcome]:
    out: list[Outcome] = []
    at = 10.0
    for token in TOKEN.finditer(keys):
        if token["wait"]:
            silence = int(token["wait"]) / 1000
            if silence >= PAUSE:
                out += reader.pause()
            if silence >= SILENCE:
                out += reader.silence(at + SILENCE)
            at += silence
            continue
        character = token["character"]
        name = NAMED[token["name"]] if token["name"] else (KEY_NAMES.get(character, character), character)
        out += reader.stroke(Stroke(*name, at), place)
        at += 0.001
    return out + reader.pause()


def said(outcome: Outcome) -> str | None:
    match outcome:
        case Submit(text, _, burst, _):
            text = text.replace("\x1d", "<GS>").replace("\ufffd", "<?>")
            return f"{'scan' if burst else 'typed'} {text}"
        case Act():
            return "act"
        case Letter(stroke):
            return f"letter {stroke.key}"
        case Pass(stroke):
            return f"key {stroke.key}"
        case TakeOut(text):
            return f"out {text}"
        case Unended():
            return "no ending"
        case Picture():
            return None


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.sentence)
def test_case(case: Case) -> None:
    reader = ScanReader(reads_whole=is_whole)
    reader.ends_by_silence = case.place.startswith("silent ")
    place = PLACES[case.place.removeprefix("silent ")]
    words = [said(outcome) for outcome in play(reader, case.keys, place)]
    if reader.text:
        words.append(f"left {reader.text}")
    assert (", ".join(filter(None, words)) or "nothing") == case.expected


def test_raw_bytes_are_kept_as_they_came() -> None:
    (scan,) = (o for o in play(ScanReader(), "{STX}97{E9}0{ETX}{CR}", Place()) if isinstance(o, Submit))
    assert scan.raw == b"\x0297\xe90\x03"
    assert scan.text == "97\ufffd0"


def test_a_burst_is_not_painted_before_its_ending() -> None:
    reader = ScanReader()
    pictures = [o.text for o in play(reader, "9770317847001{CR}", Place()) if isinstance(o, Picture)]
    assert pictures == ["9", ""]


def test_a_burst_without_ending_is_painted_after_the_pause() -> None:
    reader = ScanReader()
    pictures = [o.text for o in play(reader, "97703", Place()) if isinstance(o, Picture)]
    assert pictures == ["9", "97703"]


def test_paste_gives_a_scan_for_each_line_and_keeps_the_rest() -> None:
    reader = ScanReader()
    out = reader.paste("".join(f"977031784700{i % 10}\r\n" for i in range(50)) + "0028", 5.0)
    assert [o.text for o in out if isinstance(o, Submit)] == [f"977031784700{i % 10}" for i in range(50)]
    assert reader.text == "0028"
    assert out[-1] == Picture("0028")


def test_paste_drops_control_characters_and_keeps_fnc1() -> None:
    out = ScanReader().paste("\x0201\x1d10\x1b\n0317-8471\tNature\n", 5.0)
    assert [o.text for o in out if isinstance(o, Submit)] == ["01\x1d10", "0317-8471 Nature"]


def test_an_ending_right_behind_a_paste_presses_nothing() -> None:
    reader = ScanReader()
    reader.paste("97703178\n", 5.0)
    assert reader.stroke(Stroke("enter", "\r", 5.1), Place()) == []
    assert [said(o) for o in reader.stroke(Stroke("enter", "\r", 5.3), Place())] == ["act"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("9770317847001", True),
        ("]E09770317847001", True),
        ("]d2010123456789", True),
        ("0095-4403(199502/03)21:3<12:WATIIB>2.0.TX;2-J", True),
        ("31234000123456", True),
        ("1234567", False),
        ("ee9770317847001", False),
        ("1998 to 2004", False),
        ("UNIVERSITIES", False),
    ],
)
def test_what_looks_like_a_code(text: str, code: bool) -> None:
    assert looks_coded(text) is code


ENDINGS = ["{CR}", "{LF}", "{TAB}", "{CR}{LF}", "{CR}{TAB}"]
codes = st.text("0123456789X", min_size=8, max_size=18).filter(looks_coded)


@given(
    scans=st.lists(codes, max_size=30),
    ending=st.sampled_from(ENDINGS),
    place=st.sampled_from(list(PLACES.values())),
    noise=st.lists(st.sampled_from(["", "{STX}", "{ETX}", "{^Q}", "{GS}"]), min_size=30, max_size=30),
)
def test_no_scan_is_lost_split_doubled_or_taken(
    scans: list[str], ending: str, place: Place, noise: list[str]
) -> None:
    keys = "".join(extra + scan + ending for scan, extra in zip(scans, noise, strict=False))
    out = play(ScanReader(), keys, place)
    assert [o.text.lstrip("\x1d") for o in out if isinstance(o, Submit)] == scans
    assert not [o for o in out if isinstance(o, Act | Letter)]
    if not place.prose:
        assert not [o for o in out if isinstance(o, Pass | TakeOut)]
    else:
        typed = "".join(o.stroke.character or "" for o in out if isinstance(o, Pass))
        assert typed == "".join(o.text for o in out if isinstance(o, TakeOut))


@given(
    scans=st.lists(st.sampled_from(["9770317847001", "977002808300205", "0317-8471", "9770317847002"])),
    endings=st.lists(st.sampled_from(["", "", *ENDINGS]), min_size=30, max_size=30),
    late=st.sampled_from(["", "<300>", "<700>"]),
    silent=st.booleans(),
    place=st.sampled_from([place for place in PLACES.values() if not place.prose]),
)
def test_no_scan_without_an_ending_is_lost_or_presses_anything(
    scans: list[str], endings: list[str], late: str, silent: bool, place: Place
) -> None:
    reader = ScanReader(reads_whole=is_whole)
    reader.ends_by_silence = silent
    keys = "".join(
        scan + (late + end if end else "") + "<900>" for scan, end in zip(scans, endings, strict=False)
    )
    out = play(reader, keys, place)
    assert [o.text for o in out if isinstance(o, Submit)] + [reader.text] * bool(reader.text) == scans
    assert not [o for o in out if isinstance(o, Act | Letter | Pass)]


keys = st.sampled_from(
    [*((c, c) for c in "ab0129-"), *(NAMED[name] for name in NAMED if name not in ("ESC", "BS"))]
)


@given(st.lists(st.tuples(keys, st.floats(0, 0.6))), st.sampled_from(list(PLACES.values())))
def test_every_character_ends_in_exactly_one_place(
    strokes: list[tuple[tuple[str, str | None], float]], place: Place
) -> None:
    reader = ScanReader()
    out: list[Outcome] = []
    at = 0.0
    for (key, character), gap in strokes:
        if gap >= PAUSE:
            out += reader.pause()
        at += gap
        out += reader.stroke(Stroke(key, character, at), place)
    out += reader.pause()
    found = Counter(reader.text)
    for outcome in out:
        match outcome:
            case Submit(text, _, _, _):
                found += Counter(text)
            case Letter(stroke) | Pass(stroke):
                found += Counter((stroke.character or "").replace("\udce9", "\ufffd"))
            case TakeOut(text):
                found.subtract(Counter(text))
    arrived = Counter((character or "").replace("\udce9", "\ufffd") for (_, character), _ in strokes)
    data = "ab0129-" if place.prose else "ab0129-\ufffd"  # a field takes no byte that is no character
    assert {c: n for c in data if (n := found[c])} == {c: n for c in data if (n := arrived[c])}
