"""The desk's widgets: drawn line by line, in named styles, with every record's text made plain."""
