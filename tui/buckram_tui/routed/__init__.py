"""The lists of the routing desk."""
