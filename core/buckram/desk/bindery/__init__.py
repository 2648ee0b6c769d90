"""What a preparer does: pick, pull, collate, ticket, pack, ship, check, shelve, mend."""
