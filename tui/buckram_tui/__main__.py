"""`python -m buckram_tui` is `buckram`."""

from buckram_tui.cli import main

main(prog_name="buckram")
