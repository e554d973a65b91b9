"""One module for each engine; `make` loads its policy."""
