"""The case file (案卷) of a site: its evidence by subject, place and window."""
