"""The terminal: keys and scans in, few bytes out, an orderly end."""
