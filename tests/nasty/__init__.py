"""Nasty civic tables, each with the reading a careful librarian would give it."""
