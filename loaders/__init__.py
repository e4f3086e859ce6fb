"""Documents, tables and whole folders in: what is read becomes records, which are stated to a `Sink`."""
