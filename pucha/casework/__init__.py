"""People's work on findings: commands between the log and the pure rules of audit.people."""
