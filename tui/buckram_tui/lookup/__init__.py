"""Title look-up: the lit title in words."""
