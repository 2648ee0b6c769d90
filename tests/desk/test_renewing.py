"""The subscription year: its list, decisions, and what carrying them out does; each act is undone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from buckram.desk.ahead import extend
from buckram.desk.carrying_out import carry_out
from buckram.desk.checkin import receive_lit, scan
from buckram.desk.deciding import decide as decide_setting
from buckram.desk.desk import Desk
from buckram.desk.order_ended import ended_words
from buckram.desk.renewing import Filters, as_table, comes_free, counted, decide, renewals
from buckram.desk.subscribing import add, set_copies, set_field, set_form, set_price, set_status
from buckram.desk.undoing import undo_last
from buckram.errors import Refused, Stale
from buckram.exchange.lists import as_csv
from buckram.rules.renewal import Decision, Form
from buckram.storage import issues, subscriptions
from library_for_tests import TODAY, Shelf

TABLES = ("subscription", "price", "copy", "fund", "vendor", "note", "title")


def subscribed(
    shelf: Shelf, name: str, issn: str, ends: str = "2026", price: str = "200 EUR", **more: str
) -> int:
    """A monthly with a subscription of this vendor, fund and end; gives the id of the subscription."""
    title = shelf.title(name, issn, statuses="aaae", vendor=more.get("vendor", "EBSCO"))
    desk = shelf.desk()
    subscription = subscriptions.of_title(shelf.library, title)[0].id
    set_field(desk, subscription, "ends", ends)
    if price:
        set_price(desk, subscription, price)
    if fund := more.get("fund"):
        set_field(desk, subscription, "fund", fund)
    return subscription


def ends_on(shelf: Shelf, subscription: int) -> tuple[str, date | None]:
    one = subscriptions.get(shelf.library, subscription)
    return one.status, one.ends_on


def expected(shelf: Shelf, title: int = 1) -> list[str]:
    rows = shelf.library.rows(
        "SELECT published_on FROM issue WHERE title_id = ? AND status = 'expected' ORDER BY position",
        (title,),
    )
    return [row[0] for row in rows]


def undone(shelf: Shelf, desk: Desk, before: list[tuple[object, ...]]) -> None:
    undo_last(desk)
    assert shelf.contents(*TABLES) == before


def test_the_list_its_filters_and_its_counts(shelf: Shelf) -> None:
    subscribed(shelf, "Alpha", "0317-8471", fund="SCI!")
    late = subscribed(shelf, "Beta", "0028-0836", "2026-06-30", vendor="Brill")
    subscribed(shelf, "Gamma", "0013-0613", "2027-12")
    desk = shelf.desk()
    set_price(desk, late, "2024 150 EUR")
    lines = renewals(desk.library, TODAY)
    assert [(line.one.title, line.days) for line in lines] == [("Beta", -144), ("Alpha", 40)]
    assert counted(lines) == "1 in 120 days, 1 over, 2 undecided"
    assert f"{lines[0].rise}" == "33.3"
    assert lines[1].rise is None
    assert lines[1].use_words.startswith("3 of 3 came, 0 claims")
    assert [line.one.title for line in renewals(desk.library, TODAY, Filters(fund="SCI"))] == ["Alpha"]
    assert [line.one.title for line in renewals(desk.library, TODAY, Filters(vendor="Brill"))] == ["Beta"]
    assert len(renewals(desk.library, TODAY, Filters(until=date(2027, 12, 31)))) == 3
    assert renewals(desk.library, TODAY, Filters(location="Annex")) == []
    decide(desk, lines[:1], Decision.CANCEL)
    assert [one.one.title for one in renewals(desk.library, TODAY, Filters(decision="cancel"))] == ["Beta"]
    told = as_csv(as_table(renewals(desk.library, TODAY), TODAY)).splitlines()
    assert told[1].startswith(
        "Beta,0028-0836,Brill,,,Reading Room,print,1,2026-06-30,-144,150.00,200.00,33.3,EUR"
    )


def test_a_renewal_moves_the_end_and_estimates_the_price(shelf: Shelf) -> None:
    one = subscribed(shelf, "Alpha", "0317-8471")
    two = subscribed(shelf, "Beta", "0028-0836", "2026-06-30", "100 JPY")
    desk = shelf.desk()
    before = shelf.contents(*TABLES)
    assert decide(desk, renewals(desk.library, TODAY), Decision.RENEW) == "To be renewed: 2 subscriptions."
    decided = shelf.contents(*TABLES)
    assert subscriptions.get(desk.library, one).renewed_until == date(2027, 12, 31)
    done = carry_out(desk, renewals(desk.library, TODAY))
    assert (done.sentence, done.renewed, done.by_hand) == ("Carried out: 2 renewed.", 2, [])
    assert ends_on(shelf, one) == ("active", date(2027, 12, 31))
    assert ends_on(shelf, two) == ("active", date(2027, 6, 30))
    prices = shelf.library.rows("SELECT subscription_id, year, amount, source FROM price ORDER BY id")
    assert [tuple(row) for row in prices[2:]] == [
        (two, 2026, "105", "estimated"), (one, 2027, "210.00", "estimated"),
    ]  # fmt: skip
    assert renewals(desk.library, TODAY) == []
    undone(shelf, desk, decided)
    undone(shelf, desk, before)


def test_a_price_that_was_told_is_not_estimated(shelf: Shelf) -> None:
    one = subscribed(shelf, "Alpha", "0317-8471")
    desk = shelf.desk()
    set_price(desk, one, "2027 230")
    decide_setting(desk.library, "price_rise", "4,5")
    decide(desk, renewals(desk.library, TODAY), Decision.RENEW)
    carry_out(desk, renewals(desk.library, TODAY))
    assert shelf.library.value("SELECT count(*) FROM price WHERE year = 2027") == 1
    with pytest.raises(Refused, match="so already"):
        set_price(desk, one, "2027 230,00 EUR")
    before = shelf.contents(*TABLES)
    assert set_price(desk, one, "2027 -").startswith("Price of 2027: none")
    undone(shelf, desk, before)


def test_issues_are_foreseen_to_the_last_day_and_further_when_renewed(shelf: Shelf) -> None:
    subscribed(shelf, "Alpha", "0317-8471")
    desk = shelf.desk()
    lines = renewals(desk.library, TODAY)
    extend(desk.library, 1, TODAY)
    assert expected(shelf)[-1] > "2027-12"
    decide(desk, lines, Decision.CANCEL)
    carry_out(desk, renewals(desk.library, TODAY))
    assert ends_on(shelf, 1) == ("ended", date(2026, 12, 31))
    assert expected(shelf) == ["2026-12-01"]
    extend(desk.library, 1, TODAY)
    assert expected(shelf) == ["2026-12-01"]
    # Taken back, it goes on, and so does what is looked for.
    undo_last(desk)
    undo_last(desk)
    assert expected(shelf)[-1] > "2027-12"
    # Cancelled but not carried out: the same.
    decide(desk, renewals(desk.library, TODAY), Decision.CANCEL)
    extend(desk.library, 1, TODAY)
    assert expected(shelf) == ["2026-12-01"]


def test_what_is_read_online_from_the_next_term_on_is_foreseen_up_to_it(shelf: Shelf) -> None:
    one = subscribed(shelf, "Alpha", "0317-8471")
    desk = shelf.desk()
    extend(desk.library, 1, TODAY)
    decide(desk, renewals(desk.library, TODAY), Decision.CHANGE, "online")
    carry_out(desk, renewals(desk.library, TODAY))
    assert ends_on(shelf, one) == ("active", date(2027, 12, 31))
    assert expected(shelf) == ["2026-12-01"]
    # In the next term, with another one renewed, what is late is still claimed and nothing comes anew.
    set_field(desk, one, "ends", "2028")
    extend(desk.library, 1, date(2027, 2, 1))
    assert expected(shelf) == ["2026-12-01"]
    set_form(desk, one, Form.BOTH)
    extend(desk.library, 1, TODAY)
    assert expected(shelf)[-1] > "2027-06"


def test_what_comes_after_the_end_is_warned_of(shelf: Shelf) -> None:
    one = subscribed(shelf, "Alpha", "0317-8471", "2025")
    assert ended_words(shelf.library, 1, date(2025, 12, 1), TODAY) == ""
    assert ended_words(shelf.library, 1, date(2026, 1, 1), TODAY) == "subscription ended 31 Dec 2025"
    # An issue that came early, while the term still runs.
    assert ended_words(shelf.library, 1, date(2026, 1, 1), date(2025, 12, 31)) == (
        "subscription ends 31 Dec 2025"
    )
    # It is received all the same.
    desk = shelf.desk()
    told = scan(desk, "03178471")
    assert told.issue_id is not None
    done = receive_lit(desk, told.issue_id, issues.get(desk.library, told.issue_id).version)
    assert done.receipt is not None
    assert done.next_step == "Subscription ended 31 Dec 2025."
    set_field(desk, one, "ends", "")
    assert ended_words(shelf.library, 1, date(2026, 1, 1), TODAY) == ""


def test_a_change_does_what_its_note_says_and_tells_the_rest(shelf: Shelf) -> None:
    one = subscribed(shelf, "Alpha", "0317-8471")
    desk = shelf.desk()
    set_field(desk, one, "copies paid", "2")
    set_field(desk, one, "order", "S-17")
    subscribed(shelf, "Beta", "0028-0836", vendor="Brill", price="")
    before = shelf.contents(*TABLES)
    lines = [line for line in renewals(desk.library, TODAY) if line.one.id == one]
    decide(desk, lines, Decision.CHANGE, "1 copy; online; 2 years; vendor Brill; ask for a licence")
    done = carry_out(desk, renewals(desk.library, TODAY))
    close = "nothing printed comes: close its copies (O on the card) when the last issue of 2026 is here"
    assert done.by_hand == ["Alpha: ask for a licence", f"Alpha: {close}"]
    now = subscriptions.get(desk.library, one)
    assert (now.copies_paid, now.form, now.ends_on, now.vendor) == (1, "online", date(2028, 12, 31), "Brill")
    assert (now.order_number, now.term_months, now.decision) == ("", 24, None)
    # Half the copies, half the price, and the usual rise.
    assert shelf.library.value("SELECT amount FROM price WHERE year = 2027") == "105.00"
    assert shelf.library.value("SELECT text FROM note") == (
        f"At the renewal until 31 Dec 2028: ask for a licence; {close}"
    )
    undo_last(desk)
    undone(shelf, desk, before)


def test_a_term_of_two_years_has_its_price_in_the_first(shelf: Shelf) -> None:
    one = subscribed(shelf, "Alpha", "0317-8471", price="")
    desk = shelf.desk()
    set_field(desk, one, "term", "2 years")
    for typed in ("2023 300 EUR", "2025 330 EUR", "2027 2050 EUR e"):
        set_price(desk, one, typed)
    (line,) = renewals(desk.library, TODAY)
    assert (line.year, line.next_year, str(line.rise)) == (2025, 2027, "10.0")
    assert line.after is not None
    assert line.after.money.words == "2050.00 EUR"
    # An amount that looks like a year is none when its currency is behind it.
    assert set_price(desk, one, "2050 USD", 2027) == "Price of 2027: 2050.00 USD, quoted. Alpha."


def test_every_subscription_of_a_title_that_ceased_ends(shelf: Shelf) -> None:
    one = subscribed(shelf, "Alpha", "0317-8471")
    desk = shelf.desk()
    other, _ = add(desk, 1, "EBSCO")
    set_field(desk, other, "ends", "2026")
    before = shelf.contents(*TABLES)
    decide(desk, renewals(desk.library, TODAY), Decision.CANCEL, "ceased")
    assert carry_out(desk, renewals(desk.library, TODAY)).ended == 2
    assert ends_on(shelf, one) == ends_on(shelf, other) == ("ended", date(2026, 12, 31))
    assert shelf.library.value("SELECT group_concat(DISTINCT source) FROM subscription") == "person"
    undo_last(desk)
    undone(shelf, desk, before)


def test_a_title_that_ceased_and_one_that_comes_with_a_membership(shelf: Shelf) -> None:
    subscribed(shelf, "Alpha", "0317-8471")
    two = subscribed(shelf, "Beta", "0028-0836")
    desk = shelf.desk()
    before = shelf.contents(*TABLES)
    alpha, beta = renewals(desk.library, TODAY)
    decide(desk, [alpha], Decision.CANCEL, "ceased with no. 12")
    assert comes_free(desk, beta, "membership") == "Free with membership from 2027 on: Beta."
    extend(desk.library, 1, TODAY)
    done = carry_out(desk, renewals(desk.library, TODAY))
    assert "Alpha: it ceases after 31 Dec 2026; carry it out again then" in done.by_hand
    # What the term still brings is looked for, and the title has not ceased before that is over.
    status = "SELECT status FROM title WHERE name = 'Alpha'"
    assert (expected(shelf), shelf.library.value(status)) == (["2026-12-01"], "current")
    assert renewals(desk.library, date(2026, 12, 31)) == []
    assert ends_on(shelf, two) == ("active", date(2027, 12, 31))
    assert Decimal(shelf.library.value("SELECT amount FROM price WHERE year = 2027")) == 0
    for _ in range(2):
        undo_last(desk)
    undone(shelf, desk, before)


def test_a_title_ceases_when_its_last_day_is_over(shelf: Shelf) -> None:
    subscribed(shelf, "Alpha", "0317-8471")
    desk = shelf.desk()
    decide(desk, renewals(desk.library, TODAY), Decision.CANCEL, "Ceased")
    carry_out(desk, renewals(desk.library, TODAY))
    shelf.clock.pass_(days=45)
    before = shelf.contents(*TABLES)
    assert [line.one.title for line in renewals(desk.library, desk.today())] == ["Alpha"]
    assert carry_out(desk, renewals(desk.library, desk.today())).by_hand == []
    assert shelf.library.value("SELECT status FROM title") == "ceased"
    assert renewals(desk.library, desk.today()) == []
    undone(shelf, desk, before)


def test_copies_of_an_ended_subscription_stop_where_another_goes_on(shelf: Shelf) -> None:
    title = shelf.title("Alpha", statuses="aaee", copies=2)
    desk = shelf.desk()
    one = subscriptions.of_title(shelf.library, title)[0].id
    two, told = add(desk, title, "Brill!")
    assert told == "Added a subscription from Brill: Alpha."
    assert set_copies(desk, two, "2") == "The subscription brings copies 2: Alpha."
    with pytest.raises(Refused, match="already"):
        set_copies(desk, two, "2")
    with pytest.raises(Refused, match="has copies 1, 2"):
        set_copies(desk, two, "7")
    with pytest.raises(Refused, match="before it starts"):
        set_field(desk, two, "ends", "2026-10")
    set_field(desk, two, "starts", "2026-05")
    set_field(desk, two, "ends", "2026-10")
    decide(desk, renewals(desk.library, TODAY), Decision.CANCEL)
    before = shelf.contents(*TABLES)
    carry_out(desk, renewals(desk.library, TODAY))
    active = shelf.library.rows("SELECT number, active, subscription_id FROM copy ORDER BY number")
    assert [tuple(row) for row in active] == [(1, 1, one), (2, 0, two)]
    assert len(expected(shelf)) > 10
    undone(shelf, desk, before)


def test_somebody_else_was_faster(shelf: Shelf) -> None:
    subscribed(shelf, "Alpha", "0317-8471")
    desk, other = shelf.desk(), shelf.desk("john", "desk 2")
    lines = renewals(desk.library, TODAY)
    decide(other, lines, Decision.CANCEL)
    with pytest.raises(Stale):
        decide(desk, lines, Decision.RENEW)
    lines = renewals(desk.library, TODAY)
    decide(other, renewals(desk.library, TODAY), Decision.RENEW)
    before = shelf.contents(*TABLES)
    with pytest.raises(Stale, match="Alpha was changed"):
        carry_out(desk, lines)
    assert shelf.contents(*TABLES) == before
    with pytest.raises(Refused, match="Nothing of this is decided"):
        carry_out(desk, [])


def test_every_field_is_an_act(shelf: Shelf) -> None:
    one = subscribed(shelf, "Alpha", "0317-8471")
    subscribed(shelf, "Beta", "0028-0836")
    desk = shelf.desk()
    for field, typed, told in [
        ("vendor", "Brill!", "Vendor: Brill. Alpha."),
        ("order", "S-17", "Order number: S-17. Alpha."),
        ("their number", "99-1", "Vendor's number: 99-1. Alpha."),
        ("starts", "2026", "Start: 1 Jan 2026. Alpha."),
        ("ends", "31.12.2027", "End: 31 Dec 2027. Alpha."),
        ("term", "2 years", "Term: 24 months. Alpha."),
        ("decide by", "2026-10-15", "Day for the decision: 15 Oct 2026. Alpha."),
        ("copies paid", "3", "Copies paid: 3. Alpha."),
        ("fund", "SCI!", "Fund: SCI. Alpha."),
        ("free with", "0028-0836", "One it comes free with: Beta. Alpha."),
    ]:
        before = shelf.contents(*TABLES)
        assert set_field(desk, one, field, typed) == told
        undone(shelf, desk, before)
    set_field(desk, one, "free with", "beta")
    with pytest.raises(Refused, match="comes free with this one"):
        set_field(desk, 2, "free with", "Alpha")
    for field, typed in [("ends", "2025-13"), ("ends", "31 dec"), ("term", "x"), ("vendor", "Nobody"),
                         ("copies paid", "0"), ("free with", "zeta"), ("starts", "2027")]:  # fmt: skip
        with pytest.raises(Refused):
            set_field(desk, one, field, typed)
    before = shelf.contents(*TABLES)
    assert set_form(desk, one, Form.BOTH) == "Form: print + online. Alpha."
    undone(shelf, desk, before)
    assert set_status(desk, one, "ended") == "Status: ended. Alpha."
    undone(shelf, desk, before)
    with pytest.raises(Refused, match="so already"):
        set_status(desk, one, "active")


def test_a_price_without_a_year_is_the_present_one(shelf: Shelf) -> None:
    one = subscribed(shelf, "Alpha", "0317-8471", price="")
    with shelf.library.transaction():
        shelf.library.execute("UPDATE subscription SET price = '80.00', currency = 'USD'")
    desk = shelf.desk()
    set_price(desk, one, "2027 88")
    line = renewals(desk.library, TODAY)[0]
    assert line.now is not None
    assert line.now.words == "80.00 USD"
    decide(desk, [line], Decision.RENEW)
    carry_out(desk, renewals(desk.library, TODAY))
    line = renewals(desk.library, TODAY, Filters(until=date(2027, 12, 31)))[0]
    assert f"{line.rise}" == "10.0"
