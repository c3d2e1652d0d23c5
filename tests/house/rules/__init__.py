"""The house rules. Each takes the root of a checkout and returns what breaks it, a line each."""
