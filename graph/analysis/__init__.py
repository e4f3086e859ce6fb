"""Answers that take more than a query: who to learn from, which forces are alike, which weaknesses go together."""
