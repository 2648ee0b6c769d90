"""The lists of the online access screen."""
