"""The questions that peelgraph answers: one Cypher file each, with a header that everything else is made from."""
