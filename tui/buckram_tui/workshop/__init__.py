"""What stands in the pattern workshop: its settings, its lists, its MARC lines."""
