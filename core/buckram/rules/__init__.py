"""The policies of the desk, each in one place: which box is current, when an issue is late. Pure."""
