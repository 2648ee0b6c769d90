"""What a preparer has to look at before a unit is picked: gaps, doubles, numbers that jump, thickness."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from buckram.desk.bindery.due_beside import Extra
from buckram.desk.bindery.due_job import Laid
from buckram.holdings.runs import numbers_between
from buckram.rules.bindery.dueness import IN_HAND, Fares
from buckram.rules.bindery.unit_rule import Group, Unit
from buckram.rules.bindery.unit_warnings import About, warnings


def warnings_of(
    laid: Laid,
    group: Group,
    counted: Sequence[int],
    extras: Sequence[Extra],
    thickness: int,
    whole: bool,
    ended: bool,
) -> tuple[str, ...]:
    """What to look at. counted: the places of its issues; extras: what else belongs to it."""
    found, issues, job = laid.found, laid.issues, laid.job
    if _plain(laid, group, counted, extras, thickness, whole):
        return ()
    per_year = None if _foreseen(laid, counted[0]) else laid.shared.title.per_year
    paper = job.fields.value("paper")
    odd = [n for n in counted if found[n].fares is not Fares.HERE or found[n].spare]
    jumps = list(_jumps(laid, counted))
    by_volume = bool(laid.shared.numbering.volumes(issues[counted[0]]).codes)
    mixed = by_volume and not whole and laid.rule.unit is not Unit.YEAR and _mixed(laid, counted)
    return warnings(
        About(
            odd=[(issues[n].number or issues[n].label, found[n].fares, found[n].spare) for n in odd],
            not_published=[issues[n].number for n in group.members if issues[n].status == "not published"]
            if len(counted) < len(group.members)
            else (),
            jumps=jumps,
            years=len({issues[n].published_on[:4] for n in counted}) if per_year else 1,
            per_year=per_year,
            on_card=len(group.members),
            whole=whole,
            mixed=mixed,
            paper=paper,
            thickness=thickness,
            thickness_by=job.estimate.by,
            least=job.least,
            most=job.most,
            inches=laid.season.inches,
            split=_split(laid, counted) if thickness > job.most else "",
            ended=ended,
            no_index=[one.name for one in extras if one.role == "index" and one.piece.piece_id is None],
        )
    )


def _plain(
    laid: Laid, group: Group, counted: Sequence[int], extras: Sequence[Extra], thickness: int, whole: bool
) -> bool:
    """Whether there is nothing to look at, as with most units: told at once, for there are thousands."""
    job, found = laid.job, laid.found
    if not whole or extras or not job.least <= thickness <= job.most or len(counted) < len(group.members):
        return False
    if any(found[n].fares is not Fares.HERE or found[n].spare for n in counted):
        return False
    return (
        job.fields.value("paper") == "normal"
        and _foreseen(laid, counted[0])
        and next(_jumps(laid, counted), None) is None
    )


def _mixed(laid: Laid, counted: Sequence[int]) -> bool:
    return laid.run.volumes[counted[0]] != laid.run.volumes[counted[-1]]


def _foreseen(laid: Laid, n: int) -> bool:
    captions = laid.shared.numbering.captions(laid.issues[n])
    return captions.has("w") or captions.has("y")


def _jumps(laid: Laid, counted: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Where numbers lie between two issues that have no box on the card."""
    issues, numbering = laid.issues, laid.shared.numbering
    level = numbering.volumes(issues[counted[0]]).lowest
    if level is not None and not _mixed(laid, counted):
        low, high = (issues[counted[at]].values.get(level.code, "") for at in (0, -1))
        if low.isdecimal() and high.isdecimal() and int(high) - int(low) == len(counted) - 1:
            return
    for n, following in pairwise(counted):
        before, after = issues[n], issues[following]
        # What lies between was said not to exist, or came combined.
        if after.as_said or following != n + 1:
            continue
        if numbers_between(numbering.captions(after), before.values, after.values):
            yield before.number or before.label, after.number or after.label


def _split(laid: Laid, counted: Sequence[int]) -> str:
    """After which issue a unit that is too thick is best split, or ""."""
    from buckram.rules.bindery.breaks import Leaf, breaks

    each, issues = laid.job.estimate.each, laid.issues
    leaves = []
    for n in counted:
        issue, here = issues[n], laid.found[n].fares in IN_HAND
        day = date.fromisoformat(issue.published_on) if issue.published_on else None
        thick = each if here else 0
        leaves.append(Leaf(issue.number or issue.label, laid.run.volumes[n], day, here=here, thickness=thick))
    found = breaks(leaves)
    return found[0].number if found else ""
