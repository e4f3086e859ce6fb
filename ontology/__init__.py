"""The model of peelgraph, declared once in Turtle, and the records and protocols that the parts share."""
