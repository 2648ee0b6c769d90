"""KBART files: what providers really send is read, and what is written is read back the same."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckram.errors import FileProblem, Refused
from buckram.exchange.kbart import COLUMNS, BadLine, KbartRow, file_name, named, read, write

HEAD = "publication_title\tprint_identifier\ttitle_url\tdate_first_issue_online"


def rows(content: bytes) -> list[dict[str, str]]:
    return [dict(one.values) for one in read(content) if isinstance(one, KbartRow)]


def test_mark_line_ends_order_and_names_of_columns() -> None:
    text = "\ufeffURL\tPublication Title\tcoverage_notes\tE-ISSN\r\n"
    text += 'https://x.org/a\t"The ""A"" List"\t\t1234-5678\r\n\r\n'
    plain = [
        {
            "title_url": "https://x.org/a",
            "publication_title": 'The "A" List',
            "online_identifier": "1234-5678",
        }
    ]
    assert rows(text.encode()) == plain
    assert rows(text.removeprefix("\ufeff").encode("utf-16")) == plain
    assert rows(text.replace("\r\n", "\r").encode()) == plain


def test_bad_lines_are_told_and_the_others_read() -> None:
    content = (
        f"{HEAD}\n".encode()
        + b"Caf\xe9\t\thttps://x.org\t\n"
        + b"A\t\thttps://x.org\t1999\tmore\nB\t\thttps://y.org"
    )
    found = read(content)
    assert [(one.line, one.sentence) for one in found if isinstance(one, BadLine)] == [
        (2, "Byte 4 of the line is not UTF-8."),
        (3, "It has 5 columns, the header has 4."),
    ]
    assert rows(content) == [{"publication_title": "B", "title_url": "https://y.org"}]


@pytest.mark.parametrize("content", [b"", b"Nature\t0028-0836\n", b"publication_title\ttitle\ttitle_url\n"])
def test_what_is_no_kbart_file(content: bytes) -> None:
    with pytest.raises(FileProblem):
        read(content)


def test_the_columns_are_the_standard_s() -> None:
    assert len(COLUMNS) == 25
    assert write([]).decode() == "\t".join(COLUMNS) + "\n"


def test_names_of_files() -> None:
    name = named("JSTOR_Global_Arts&Sciences_I_2026-01-31.txt")
    assert name is not None
    assert (name.provider, name.package, name.day) == ("JSTOR", "Arts&Sciences_I", date(2026, 1, 31))
    assert name.collection == "JSTOR_Global_Arts&Sciences_I"
    assert named("titles.txt") is None
    assert named("A_B_C_2026-13-01.txt") is None
    assert file_name("Our_Global_All", date(2026, 11, 21)) == "Our_Global_All_2026-11-21.txt"
    with pytest.raises(Refused):
        file_name("Our library", date(2026, 11, 21))


texts = (
    st.text(alphabet='ab"é東 ;&', min_size=1, max_size=8)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


@settings(max_examples=60)
@given(st.lists(st.dictionaries(st.sampled_from(COLUMNS), texts, min_size=1), max_size=3))
def test_what_is_written_is_read_back(given_rows: list[dict[str, str]]) -> None:
    assert rows(write(given_rows)) == given_rows
