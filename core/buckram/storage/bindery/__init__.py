"""The rows of the bindery: binders, patterns, units, tickets, lots, volumes, repairs, shelves."""
