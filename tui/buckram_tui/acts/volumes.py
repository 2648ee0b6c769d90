"""O, Q: the bound volumes of a title: barcodes, thickness, on the shelf; older ones added by hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.storage.bindery.volumes import Volume
    from buckram_tui.screens.in_hand import TitleInHand

_LETTERS = "bcdefghijklmnopqrstuvwxyz"
"""Of volumes; the arrows reach further ones. A adds one."""


def in_a_line(screen: TitleInHand, title_id: int) -> str:
    """How many volumes are bound, for the menu of the title."""
    from buckram.storage.bindery.volumes import of_title

    found = of_title(screen.desk.library, title_id)
    return f"{len(found)} bound, up to {found[-1].label}" if found else "none"


def bound_volumes(screen: TitleInHand, title_id: int) -> None:
    """The bound volumes of a title, the newest first."""
    from buckram.desk.bindery.volumes import where
    from buckram.rules.bindery.states import State
    from buckram.storage.bindery import units, volumes

    library = screen.desk.library
    found = volumes.of_title(library, title_id)
    options = [
        Option("a", "add", "A volume that was bound before Buckram.", partial(_add, screen, title_id)),
    ]
    taken = {one.unit_id for one in found}
    bare = [
        one
        for one in units.of_title(library, title_id)
        if one.state in {State.BOXED, State.IN_HOUSE} and one.id not in taken
    ]
    letters = iter(_LETTERS)
    options += [
        Option(next(letters, ""), one.label, f"{one.state}: a volume now.", partial(_made, screen, one.id))
        for one in bare
    ]
    options += [
        Option(next(letters, ""), one.label, where(one), partial(_volume, screen, one.id))
        for one in reversed(found)
    ]
    screen.choose("Bound volumes", options)


def _made(screen: TitleInHand, unit_id: int) -> None:
    from buckram.desk.bindery.accepting import bound_here

    _volume(screen, bound_here(screen.desk, unit_id).id)


def _volume(screen: TitleInHand, volume_id: int) -> None:
    """One volume."""
    from buckram.desk.bindery.accepting import shelve_volume
    from buckram.desk.bindery.volumes import remove_volume, where
    from buckram.desk.deciding import decided
    from buckram.rules.bindery.measure import told_length
    from buckram.storage.bindery import volumes

    library = screen.desk.library
    one = volumes.get(library, volume_id)
    thick = told_length(one.thickness, inches=decided(library, "inches")) if one.thickness else "not known"
    options = [
        Option("b", "barcode", one.barcode or "none", partial(_barcode, screen, one)),
        Option("t", "thickness", thick, partial(_thickness, screen, one)),
        Option("l", "name", one.label, partial(_label, screen, one)),
        Option("p", "place", one.location or "none", partial(_place, screen, one)),
    ]
    if one.shelved_on is None and one.unit_id is not None:
        shelve = partial(shelve_volume, screen.desk, one)
        options.append(Option("s", "shelved", "It stands on its shelf.", lambda: _done(screen, shelve())))
    if one.unit_id is None:
        remove = partial(remove_volume, screen.desk, one)
        options.append(Option("x", "take away", "It was added by mistake.", lambda: _done(screen, remove())))
    screen.choose(f"{one.label}: {where(one)}", options)


def _add(screen: TitleInHand, title_id: int) -> None:
    from buckram.desk.bindery.volumes import add_volume

    def typed(text: str) -> str:
        added = add_volume(screen.desk, title_id, text)
        screen.refresh_all()
        _volume(screen, added.volume.id)
        return f"{added.sentence} ^Z takes it back."

    screen.ask("Which volume, as its spine has it (v.12 1998)", typed)


def _barcode(screen: TitleInHand, volume: Volume) -> None:
    from buckram.desk.item_barcodes import put_on_volume, take_off_volume

    def typed(text: str) -> str:
        if text.strip():
            return _done(screen, put_on_volume(screen.desk, volume.id, text))
        return _done(screen, take_off_volume(screen.desk, volume.id))

    screen.ask(f"Barcode of {volume.label} (type it; nothing: take it off)", typed, volume.barcode)


def _thickness(screen: TitleInHand, volume: Volume) -> None:
    from buckram.desk.bindery.volumes import change_volume
    from buckram.desk.deciding import decided
    from buckram.rules.bindery.measure import typed_length

    def typed(text: str) -> str:
        length = typed_length(text, inches=decided(screen.desk.library, "inches"))
        return _done(screen, change_volume(screen.desk, volume, thickness=length).sentence)

    screen.ask(f"How thick is {volume.label} (1 1/2 in, 38 mm)?", typed)


def _place(screen: TitleInHand, volume: Volume) -> None:
    from buckram.desk.bindery.volumes import change_volume
    from buckram.storage.copies import locations

    def stands(location_id: int) -> str:
        return _done(screen, change_volume(screen.desk, volume, location_id=location_id).sentence)

    there = locations(screen.desk.library)
    letters = iter(f"a{_LETTERS}")
    options = [Option(next(letters, ""), one.name, one.code, partial(stands, one.id)) for one in there]
    screen.choose(f"Where does {volume.label} stand?", options)


def _label(screen: TitleInHand, volume: Volume) -> None:
    from buckram.desk.bindery.volumes import change_volume

    def typed(text: str) -> str:
        return _done(screen, change_volume(screen.desk, volume, label=text).sentence)

    screen.ask("The volume, as its spine has it", typed, volume.label)


def _done(screen: TitleInHand, sentence: str) -> str:
    screen.refresh_all()
    return f"{sentence} ^Z takes it back."
