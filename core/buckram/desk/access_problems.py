"""Tickets on online access: reported, sent to who can mend it, answered, solved. Every step is an act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.exchange.lists import Table
from buckram.rules.keeping import spoken_day
from buckram.storage import access, problems, titles
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library
from buckram.storage.problems import Problem, Recipient

COLUMNS = 72
"""Characters to a line of a letter."""


def report(desk: Desk, access_id: int, typed: str) -> str:
    """A ticket: what does not work, and behind "; by" who said so ("404 since Monday; by Prof. Hale"); else
    the person at the desk. Gives the sentence. Raises Refused for no words."""
    text, _, reader = " ".join(typed.split()).partition("; by ")
    if not text:
        raise Refused("A problem needs words.", "Say what does not work, such as: asks for a password.")
    with act(desk.library, desk.hand(), "problem") as writer:
        one = access.get(desk.library, access_id)
        row = {
            "access_id": access_id,
            "reported_on": desk.today().isoformat(),
            "reported_by": reader or desk.person,
            "text": text,
            # Listed although empty: an undo must not take back a ticket that somebody worked on since.
            "sent_on": None,
            "answered_on": None,
            "solved_on": None,
        }
        writer.insert("problem", row)
        writer.title_id = one.title_id
        name = titles.get(desk.library, one.title_id).name
        writer.sentence = f"Problem with the access to {name}: {text}."
    return writer.sentence


def recipients(library: Library, problem: Problem) -> Sequence[Recipient]:
    """Who may mend it, the likeliest first."""
    return problems.recipients(library, problem.title_id, problem.provider)


def letter(desk: Desk, problem: Problem, to: Recipient | None) -> tuple[str, str]:
    """(subject, text) of the letter, in the vendor's language. Raises Refused where the library's own
    template does not work."""
    from buckram.exchange.letter_words import LANGUAGES, day_words
    from buckram.exchange.templates import rendered

    language = to.language if to is not None and to.language in LANGUAGES else "eng"
    day_first = bool(decided(desk.library, "day_first"))
    words = {
        "reference": reference(problem),
        "title": problem.title,
        "issn": titles.get(desk.library, problem.title_id).issn,
        "url": problem.url,
        "account": to.account if to else "",
        "day": day_words(problem.reported_on, language, day_first=day_first),
        "text": problem.text,
        "person": desk.person,
        "house": str(decided(desk.library, "library_name")),
        "columns": COLUMNS,
    }
    name = f"letters/{language}/problem.txt"
    made = rendered(name, words, str(decided(desk.library, "templates")))
    subject, _, text = made.lstrip().partition("\n")
    return " ".join(subject.split()), text.strip("\n") + "\n"


def reference(problem: Problem) -> str:
    """What an answer is known by."""
    return f"P{problem.id}"


def send(desk: Desk, problem_id: int, to: Recipient) -> str:
    """The letter goes into the outbox (as mail where the vendor has an address, else for the printer), and
    the ticket says so. Raises Refused when it went already or is solved."""
    with act(desk.library, desk.hand(), "problem") as writer:
        problem = problems.get(desk.library, problem_id)
        if problem.solved_on:
            raise Refused("This problem is solved.", "Report it again where it came back.")
        subject, body = letter(desk, problem, to)
        row = {
            "vendor_id": to.vendor_id,
            "kind": "problem",
            "channel": "email" if to.email else "print",
            "language": to.language,
            "recipient": to.email or None,
            "subject": subject,
            "body": body,
            "made_at": writer.hand.at,
            "made_by": writer.hand.person,
            # Listed: what has gone cannot be called back, and its making is not undone then.
            "state": "outbox",
        }
        writer.insert("message", row)
        sent_to = f"{to.name}, {to.email}" if to.email else to.name
        _say_sent(writer, desk, problem, sent_to)
        writer.sentence = f"To {sent_to}: {problem.title}, {problem.text}. It waits in the outbox."
    return writer.sentence


def told_by_hand(desk: Desk, problem_id: int, to: str) -> str:
    """Somebody was told by telephone or on a form of theirs: the ticket says whom. Raises Refused."""
    name = " ".join(to.split())
    if not name:
        raise Refused("Nobody is named.", "Say who was told: support@example.com, or a name.")
    with act(desk.library, desk.hand(), "problem") as writer:
        problem = problems.get(desk.library, problem_id)
        _say_sent(writer, desk, problem, name)
        writer.sentence = f"Told {name}: {problem.title}, {problem.text}."
    return writer.sentence


def _say_sent(writer: ActWriter, desk: Desk, problem: Problem, to: str) -> None:
    before = {"sent_to": problem.sent_to or None, "sent_on": _iso(problem.sent_on), "solved_on": None}
    after = {"sent_to": to, "sent_on": desk.today().isoformat()}
    writer.update("problem", problem.id, before, after)
    writer.title_id = problem.title_id


def answered(desk: Desk, problem_id: int, typed: str) -> str:
    """What was answered; the ticket stays open until it works again. Raises Refused for no words."""
    text = " ".join(typed.split())
    if not text:
        raise Refused("An answer needs words.", "Say what they answered.")
    values = {"answer": text, "answered_on": desk.today().isoformat()}
    return _step(desk, problem_id, values, f"Answer on {{title}}: {text}.")


def solved(desk: Desk, problem_id: int) -> str:
    """It works again. Raises Refused when that was said already."""
    problem = problems.get(desk.library, problem_id)
    if problem.solved_on:
        raise Refused(f"It was solved on {spoken_day(problem.solved_on)}.")
    days = problem.days_open(desk.today())
    after = f"after {days} day{'' if days == 1 else 's'}" if days else "on the same day"
    return _step(
        desk, problem_id, {"solved_on": desk.today().isoformat()}, f"{{title}} opens again, {after}."
    )


def open_again(desk: Desk, problem_id: int) -> str:
    """It does not work after all. Raises Refused when it is open."""
    if not problems.get(desk.library, problem_id).solved_on:
        raise Refused("This problem is open.")
    return _step(desk, problem_id, {"solved_on": None}, "{title} does not open after all.")


def _step(desk: Desk, problem_id: int, values: Mapping[str, Any], words: str) -> str:
    with act(desk.library, desk.hand(), "problem") as writer:
        problem = problems.get(desk.library, problem_id)
        held = {
            "answer": problem.answer or None,
            "answered_on": _iso(problem.answered_on),
            "solved_on": _iso(problem.solved_on),
        }
        writer.update("problem", problem_id, {column: held[column] for column in values}, values)
        writer.title_id = problem.title_id
        writer.sentence = words.replace("{title}", problem.title)
    return writer.sentence


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def print_letter(desk: Desk, problem: Problem) -> str:
    """The letter on paper, where nobody can be mailed. Raises Refused when there is no printer of lists."""
    from buckram.desk.printing import print_list

    to = next(iter(recipients(desk.library, problem)), None)
    subject, text = letter(desk, problem, to)
    return print_list(desk, subject, f"{subject}\n\n{text}")


def as_table(desk: Desk, found: Sequence[Problem]) -> Table:
    """The tickets for a spreadsheet or a printer."""
    today = desk.today()
    return Table(
        f"Problems of online access, {spoken_day(today)}",
        ("Title", "Address", "Problem", "Reported", "By", "Sent to", "Sent", "Answer", "Solved", "Days"),
        [
            (
                one.title,
                one.url,
                one.text,
                one.reported_on.isoformat(),
                one.reported_by,
                one.sent_to,
                _iso(one.sent_on) or "",
                one.answer,
                _iso(one.solved_on) or "",
                str(one.days_open(today)),
            )
            for one in found
        ],
        f"{len(found)} problems.",
    )
