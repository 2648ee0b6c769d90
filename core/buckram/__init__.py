"""Buckram: a serials check-in and bindery desk. This package is the domain; it paints nothing."""

__version__ = "0.3.0"
