"""MARC 21 records in and out: ISO 2709, MARCXML and MarcEdit text. Nothing else here knows pymarc.

Files are read by the readers of this package, not by pymarc's: a damaged record must not take the
rest of the file with it, fields that nobody asked for need not be decoded, and memory must stay flat.
pymarc supplies the MARC-8 tables and writes the records.
"""
