"""The screens, one module each. They translate keys into calls of the desk, and results into text."""
