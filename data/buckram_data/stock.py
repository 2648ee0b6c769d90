"""The demonstration's serials with what became of each issue: one past, which the library file and the MARC
file tell alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from buckram.pattern import Prediction, parse_pattern, predictions
from buckram.pattern.field import Field
from buckram.rules.horizon import Horizon, within
from buckram.rules.lateness import DEFAULT_GRACE
from buckram.rules.status import Status
from buckram.storage.schema import FREQUENCIES
from buckram_data.anchors import first_issue
from buckram_data.history import Delivery, Fate, history, published
from buckram_data.tables import Caption, Run, Tables, Title
from buckram_data.tables_of_bindery import Binding

MONTHS_KEPT = 36
"""Of a run that does not say otherwise."""

_MONTH = 30.4375
_TAGS = {"basic": "853", "supplement": "854", "index": "855"}
_ENOUGH = Horizon(behind=1000)
"""The horizon of the desk, and room for the years that are already past."""


@dataclass(frozen=True, slots=True)
class LivedRun:
    """A run of a title and its issues so far, with those to come. captions: its 853, 854 or 855."""

    run: Run
    captions: Field
    fates: Sequence[Fate]


def lived_runs(tables: Tables, today: date) -> Iterator[LivedRun]:
    """Every run that is predicted, in the order of its table."""
    titles = {title.key: title for title in tables.titles}
    captions = {caption.key: caption for caption in tables.captions}
    deliveries = dict(_deliveries(tables, titles))
    bindings = {binding.title: binding for binding in tables.bindery.bindings}
    events: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for event in tables.events:
        events[event.title, event.run][int(event.back)] = event.what
    for run in tables.runs:
        if not run.first:
            continue
        caption = captions[run.pattern]
        found = _predictions(run, caption, today)
        key = f"{run.title}/{run.run}/"
        fates = history(key, found, deliveries[run.title], events[run.title, run.run], today)
        if run.run == "basic" and run.title in bindings:
            fates = bound(fates, bindings[run.title], today)
        yield LivedRun(run, captions_field(run.run, caption), fates)


def captions_field(run: str, caption: Caption) -> Field:
    """The field of a pattern: verified, all levels present, able to be compressed and expanded."""
    tag = _TAGS[run]
    return Field(tag, "  " if tag == "855" else "20", (("8", "1"), *caption.subfields))


def _predictions(run: Run, caption: Caption, today: date) -> list[Prediction]:
    """The issues of the months that are kept, and those to come as far as the desk looks ahead."""
    since = today - timedelta(days=round(int(run.months or MONTHS_KEPT) * _MONTH))
    captions = captions_field(run.run, caption)
    first = first_issue(run, captions.first("w"), since)
    holding = Field.of(f"86{captions.tag[2]}", "41", first.items())
    follow = within(predictions(parse_pattern(captions), holding), 0, today, _ENOUGH)
    return [prediction for prediction in follow if published(prediction) >= since]


def _deliveries(tables: Tables, titles: Mapping[str, Title]) -> Iterator[tuple[str, Delivery]]:
    graces = {code: grace for code, _, _, grace in FREQUENCIES}
    for order in tables.subscriptions:
        if order.mean:
            grace = graces.get(titles[order.title].frequency, DEFAULT_GRACE)
            yield order.title, Delivery(int(order.mean), int(order.spread), grace)


def bound(fates: Sequence[Fate], binding: Binding, today: date) -> list[Fate]:
    """The same issues with what has gone to the bindery.

    A unit can go when nothing of it is missing, the next one has begun, and it has lain on the shelf for
    its months. All that could go is bound; the newest of them is where the table says.
    """
    if binding.newest == "none":
        return list(fates)
    code = "a" if binding.unit == "volume" else "i"
    units: dict[str, list[int]] = defaultdict(list)
    for place, fate in enumerate(fates):
        units[fate.prediction.mapping[code].split("/")[0]].append(place)
    long_ago = today - timedelta(days=round(int(binding.after) * _MONTH))
    groups = list(units.values())
    complete = [
        group
        for group, following in pairwise(groups)
        if all(fates[place].status is Status.ARRIVED for place in group)
        and fates[following[0]].in_hand
        and fates[group[-1]].arrived_on <= long_ago
    ]
    changed = list(fates)
    for group in complete:
        newest = group is complete[-1]
        if newest and binding.newest == "due":
            break
        status = Status(binding.newest) if newest else Status.BOUND
        for place in group:
            changed[place] = replace(fates[place], status=status)
    return changed
