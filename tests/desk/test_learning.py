"""A title of the library teaches its own pattern; nothing is written."""

from __future__ import annotations

from buckram.desk.learning import learn_title
from buckram.pattern.learning import Sureness
from library_for_tests import Shelf


def test_learnt_from_the_boxes_of_the_card(shelf: Shelf) -> None:
    title_id = shelf.title(statuses="aaaaaaaaaaaaaaaaaaaaaaaaee", first_month=1)
    before = shelf.library.connection.total_changes
    learnt = learn_title(shelf.library, title_id)
    assert learnt.pattern is not None
    assert str(learnt.pattern) == "853 20 $81 $av. $bno. $u12 $vr $i(year) $j(month) $wm $x01"
    assert learnt.confidence is Sureness.SURE
    assert (learnt.fitting, learnt.seen) == (24, 24)
    assert shelf.library.connection.total_changes == before


def test_what_is_only_expected_teaches_nothing(shelf: Shelf) -> None:
    learnt = learn_title(shelf.library, shelf.title(statuses="aaeeeeee"))
    assert learnt.pattern is None
    assert learnt.seen == 2


def test_holdings_as_text_help_where_few_issues_have_come(shelf: Shelf) -> None:
    title_id = shelf.title(statuses="", pattern=False)
    text = "no.101-112 (2023), no.113-124 (2024), no.125-136 (2025)"
    with shelf.library.transaction():
        shelf.library.execute(
            "INSERT INTO statement (title_id, tag, text) VALUES (?, '866', ?)", (title_id, text)
        )
    learnt = learn_title(shelf.library, title_id)
    assert learnt.pattern is not None
    assert learnt.pattern.first("w") == "m"
    assert learnt.seen == 36
