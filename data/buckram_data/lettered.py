"""The demonstration's units by their names, and its tickets as the desk letters them."""

from __future__ import annotations

import json

from buckram.desk.bindery.lettering import compose, of_pattern
from buckram.desk.bindery.unit_named import named
from buckram.rules.bindery.fields import BindingFields
from buckram.storage.bindery import binders, bindings, units
from buckram.storage.bindery.made import places
from buckram.storage.library import Library


def letter(library: Library) -> None:
    """Give every unit its name, and every ticket its spine, fields and price, as the desk would today."""
    made_of = places(library, [row["id"] for row in library.rows("SELECT id FROM unit ORDER BY id")])
    for unit_id, its_places in made_of.items():
        label, whole = named(library, its_places)
        library.execute("UPDATE unit SET label = ?, whole = ? WHERE id = ?", (label, int(whole), unit_id))
    library.execute("UPDATE volume SET label = (SELECT label FROM unit WHERE id = unit_id)")
    for row in library.rows("SELECT id, unit_id, binding_id FROM ticket ORDER BY id"):
        unit = units.get(library, row["unit_id"])
        binding = bindings.get(library, row["binding_id"])
        binder = binders.find(library, binding.binder_id) if binding.binder_id else None
        fields = BindingFields(binding.fields, binder.defaults if binder else {})
        made = compose(library, unit, of_pattern(library, unit, fields), {}, binder)
        library.execute(
            "UPDATE ticket SET lettering = ?, fields = ?, price = ?, currency = ? WHERE id = ?",
            (
                json.dumps(made.lettering, ensure_ascii=False),
                json.dumps(dict(made.fields), ensure_ascii=False),
                made.price or None,
                made.currency,
                row["id"],
            ),
        )
