"""Learning to code from documents that a person has coded."""
