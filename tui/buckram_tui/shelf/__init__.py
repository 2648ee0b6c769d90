"""What the walk along the shelf looks like."""
