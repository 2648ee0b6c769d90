"""What the bindery looks like: strips of boxes, spines, rows."""
