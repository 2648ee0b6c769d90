"""What goes to a binder on paper and as files."""
