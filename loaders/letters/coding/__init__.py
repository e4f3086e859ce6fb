"""The coding of findings: polarity, kind, practices, risks and status, each decision with its cue."""
