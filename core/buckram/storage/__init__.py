"""The only room that speaks to SQLite. Rows become frozen values here."""
