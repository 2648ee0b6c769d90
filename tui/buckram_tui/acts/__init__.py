"""The acts of the card, one module an act or a family; `table` says which key's act is where."""
