"""How good the reading and coding of documents is, measured on documents that people have coded."""
