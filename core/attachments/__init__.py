"""Files that people attach to records. What is accepted, how it is kept, and who is served it is
the same for every record; each app has a model of its own that names the record."""
