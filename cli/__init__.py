"""The command line: thin commands, each one call of the library and one way to show its answer."""
