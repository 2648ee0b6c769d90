"""What a person does: check in, look up, import. One method, one transaction."""
