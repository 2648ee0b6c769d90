"""The check-in card on the screen: its words, its layout, its widget."""
