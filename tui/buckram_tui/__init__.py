"""The terminal: screens, keys and the command line. Nothing is decided here."""
