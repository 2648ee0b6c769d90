"""The units of one copy of a title that are not picked yet: from its issues to lines of the due list."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from buckram.desk.bindery.due_beside import Extra, Late, extras_of
from buckram.desk.bindery.due_job import Job, Laid, Season, Title, key_of, whose_of
from buckram.desk.bindery.due_places import Standing, came_on, cause, member, standings
from buckram.desk.bindery.due_unit import DuePiece, DueUnit
from buckram.desk.bindery.due_warnings import warnings_of
from buckram.holdings.beside import WORDS
from buckram.rules.bindery.beside import arranged, role_of
from buckram.rules.bindery.dueness import IN_HAND, Came, Due, Fares, Matter, Wishes, said, verdict
from buckram.rules.bindery.measure import told_length
from buckram.rules.bindery.states import BEFORE_SHIPPING, State
from buckram.rules.bindery.unit_label import unit_label
from buckram.rules.bindery.unit_rule import Group, Run, Unit, UnitRule, groups
from buckram.storage.bindery.due_rows import InUnit, Loose


def units_of(shared: Title, job: Job, season: Season) -> Iterator[DueUnit]:
    """Every unit of one copy that nobody has picked."""
    copy_id = job.copy.id if job.copy else None
    found = standings(shared.issues, copy_id, shared.copies, shared.taken, job.bound_to)
    came = [n for n, one in enumerate(found) if one.fares in IN_HAND]
    if not came:
        return
    fields = job.fields
    rule = UnitRule(Unit(fields.value("unit")), fields.number("unit_count") or 1, job.most, job.least)
    thick: Sequence[int] = ()
    if rule.unit is Unit.THICKNESS:
        each = job.estimate.each
        thick = [each if one.fares in _TAKES_ROOM else 0 for one in found]
    run = Run(
        volumes=shared.volumes,
        days=() if rule.unit in _WITHOUT_DAYS else shared.days(),
        counts=[one.fares is not Fares.OUT_OF_COUNT for one in found],
        taken=[one.taken for one in found],
        thickness=thick,
        ends=shared.ends(),
    )
    made = groups(rule, run, season.today)
    beside: dict[int, list[Extra]] = {}
    late: list[Late] = [
        (issue, one, one.late_for)
        for issue, one in zip(shared.issues, found, strict=True)
        if one.late_for is not None
    ]
    if shared.extras or shared.specials:
        beside, late_extras = extras_of(shared, found, made, copy_id)
        late += late_extras
    maker = _Maker(Laid(shared, job, season, rule, found, run, came))
    for group in made:
        if group.members[0] > came[-1]:
            break  # nothing of it, nor of what comes after it, has come
        unit = maker.unit(group, beside.get(group.members[0], ()))
        if unit is not None:
            yield unit
    for one in late:
        yield _too_late(job, *one, season.today)


_TAKES_ROOM = IN_HAND | {Fares.AWAITED}
_WITHOUT_DAYS = frozenset({Unit.VOLUME, Unit.ISSUES, Unit.THICKNESS})


class _Maker:
    """Units of one copy, one group after another."""

    def __init__(self, laid: Laid) -> None:
        self.laid, self.shared, self.season, self.rule = laid, laid.shared, laid.season, laid.rule
        self.found, self.run, self.came, self.issues = laid.found, laid.run, laid.came, laid.issues
        self.job = laid.job
        job = laid.job
        self.whose = whose_of(job)
        self.wishes = Wishes(
            strict=job.fields.value("completeness") != "weak",
            calls=job.fields.yes("call"),
            leave=job.leave,
            free_from=laid.season.free_from,
        )

    def unit(self, group: Group, extras: Sequence[Extra]) -> DueUnit | None:
        """The unit of a group; None where nothing of it is here."""
        found, issues, rows, today = self.found, self.issues, self.shared.rows, self.season.today
        counted = [n for n in group.members if self.run.counts[n]]
        here = [n for n in counted if found[n].fares in IN_HAND]
        if not here:
            return None
        last = group.members[-1]
        following = self._following(group)
        begun = self._begun(group)
        days = [piece.received_on for n in here if (piece := found[n].piece) is not None]
        matter = Matter(
            here=len(here),
            counted=len(counted),
            others=[
                member(issues[n], found[n], rows.claims, rows.out)
                for n in counted
                if found[n].fares is not Fares.HERE or self._out(n)
            ],
            last_came=date.fromisoformat(days[-1]) if days else None,
            newest_came=date.fromisoformat(max(days)) if days else None,
            closed=group.closed,
            wanted=group.wanted,
            ended=self._ended() if following is None else "",
            begun=self._came(begun),
            next_label=_short(issues[following]) if following is not None else "",
            next_expected=_expected(issues[following], today) if following is not None else None,
            later_volume=self._later_volume(last) if self.job.leave else None,
            newer=self._newer(last) if self.job.leave else (),
            indexes=[one.member for one in extras if one.role == "index"],
            thin=self._thin(group, len(here)) if self.rule.unit is Unit.THICKNESS else "",
        )
        told = verdict(matter, self.wishes, today)
        if told is None:
            return None
        first = issues[counted[0]]
        whole = self._whole(group)
        label = unit_label(
            self.shared.numbering.captions(first),
            first.values,
            issues[counted[-1]].values,
            whole=whole,
            volume_codes=self.shared.numbering.volumes(first).codes,
        )
        estimate = self.job.estimate
        pieces = self._pieces(counted, extras)
        thickness = len(here) * estimate.each
        if extras:
            thickness += estimate.of(one.role for one in extras if one.piece.piece_id is not None)
        return DueUnit(
            key=key_of(self.job, first.position),
            **self.whose,
            label=label or first.label,
            whole=whole,
            state=told.state,
            since=told.since,
            why=told.why,
            pieces=pieces,
            thickness=thickness,
            warnings=()
            if told.state is Due.FORMING
            else warnings_of(self.laid, group, counted, extras, thickness, whole, bool(matter.ended)),
            called_by=issues[begun].id if told.called and begun is not None else None,
            thickness_by=estimate.by,
            begins=first.position,
        )

    def _out(self, n: int) -> bool:
        out, piece = self.shared.rows.out, self.found[n].piece
        return bool(out) and piece is not None and piece.id in out

    # --- what lies behind the unit --------------------------------------------------------------------------

    def _following(self, group: Group) -> int | None:
        members, counts = group.members, self.run.counts
        for n in range(members[-1] + 1, len(self.found)):
            if counts[n]:
                return n
        return None

    def _begun(self, group: Group) -> int | None:
        at = bisect_right(self.came, group.members[-1])
        return self.came[at] if at < len(self.came) else None

    def _came(self, n: int | None) -> Came | None:
        day = came_on(self.issues[n], self.found[n]) if n is not None else None
        return Came(_short(self.issues[n]), day) if n is not None and day is not None else None

    def _later_volume(self, last: int) -> date | None:
        volumes = self.run.volumes
        later = (n for n in self.came if n > last and volumes[n] != volumes[last])
        return next((came_on(self.issues[n], self.found[n]) for n in later), None)

    def _newer(self, last: int) -> list[date]:
        days = (came_on(self.issues[n], self.found[n]) for n in self.came if n > last)
        return [day for day in days if day is not None]

    def _ended(self) -> str:
        title = self.shared.title
        if title.later:
            return f"The title goes on as {title.later}"
        return "The title has ceased" if title.ceased else ""

    def _thin(self, group: Group, here: int) -> str:
        """Of a unit by thickness: that it is not thick enough yet, or ""."""
        if group.closed:
            return ""  # it grows no more: a thin one is bound as it is, and a warning says that it is thin
        estimate, inches = self.job.estimate, self.season.inches
        thick = told_length(estimate.each * here, inches=inches)
        return f"{thick} of {told_length(self.rule.best, inches=inches)}, {estimate.by}."

    # --- what it is made of ---------------------------------------------------------------------------------

    def _whole(self, group: Group) -> bool:
        """Whether it has all of its volumes: then it is lettered without issue numbers."""
        run, members, issues = self.run, group.members, self.issues
        first, last = members[0], members[-1]
        own = {run.volumes[n] for n in members if run.counts[n]}
        # Beside it lies the rest of a volume, if anywhere; a late number lies a few places off.
        inside = set(members)
        around = range(max(0, first - 3), min(len(issues), last + 4))
        if any(n not in inside and run.volumes[n] in own and run.counts[n] for n in around):
            return False
        if last == len(issues) - 1 and not group.closed and not run.ends:
            return False
        if first > 0:
            return True
        told = self.shared.numbering.volumes(issues[0])
        before = self.shared.rows.before.get(self.shared.title.id)
        if before is not None:
            return told.of(before, "") not in own
        if told.lowest is not None and told.lowest.restarts and told.codes:
            return told.begins(issues[0].values)
        # Nothing tells where its volume begins but how many issues make one.
        usual = (told.lowest.units if told.lowest and told.codes else None) or self.shared.title.per_year
        there = sum(run.volumes[n] == run.volumes[first] for n in members)
        return usual is None or there >= usual * 0.9

    def _pieces(self, counted: Sequence[int], extras: Sequence[Extra]) -> tuple[DuePiece, ...]:
        found, issues, claims, today = self.found, self.issues, self.shared.rows.claims, self.season.today
        pieces = [
            DuePiece(
                issue.id,
                standing.piece.id if standing.piece is not None else None,
                "issue",
                issue.label,
                "" if standing.fares is Fares.HERE else cause(issue, standing.fares, today, claims),
            )
            for issue, standing in [(issues[n], found[n]) for n in counted]
        ]
        if not extras:
            return tuple(pieces)
        fields = self.job.fields
        at = {piece.issue_id: n for n, piece in enumerate(pieces)}
        return tuple(
            arranged(
                pieces,
                [(one.beside(at), one.piece) for one in extras],
                index_place=fields.value("index_place"),
                supplements=fields.value("supplements"),
                contents_place=fields.value("contents_place"),
            )
        )


def _short(issue: Loose) -> str:
    """An issue by its numbers, where it has any: "v.37:no.1"."""
    return issue.label.partition(" (")[0]


def _expected(issue: Loose, today: date) -> date | None:
    day = date.fromisoformat(issue.expected_on) if issue.expected_on else None
    return day if day is not None and day >= today else None


def _too_late(job: Job, issue: Loose, one: Standing, unit: InUnit, today: date) -> DueUnit:
    """What came after its unit was made without it."""
    assert one.piece is not None
    day = date.fromisoformat(one.piece.received_on)
    can_join = State(unit.state) in BEFORE_SHIPPING
    step = "add it there (A)" if can_join else "tip it in, or bind it apart"
    done = "picked" if can_join else "bound"
    role = role_of(issue.run, issue.values.get(WORDS, "")) if issue.run != "basic" else "issue"
    return DueUnit(
        key=key_of(job, f"late.{issue.id}"),
        **whose_of(job),
        label=issue.label,
        whole=False,
        state=Due.WAITING,
        since=day,
        why=f"Came on {said(day, today)}, after {unit.label} was {done} without it: {step}.",
        pieces=(DuePiece(issue.id, one.piece.id, role, issue.label, ""),),
        thickness=job.estimate.of([role]),
        warnings=(),
        thickness_by=job.estimate.by,
        begins=issue.position,
    )
