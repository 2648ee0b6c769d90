"""What ships with the program: the demonstration library and its tables."""
