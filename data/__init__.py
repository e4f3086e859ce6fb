"""The open data shipped with peelgraph, and a sample letter in our own words."""
