"""What a bindery unit is, when it is due, what its ticket says: the rules of the chain from card to shelf."""
