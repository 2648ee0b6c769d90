"""The screens of the bindery, one desk each."""
