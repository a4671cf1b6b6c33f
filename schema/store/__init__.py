"""The only SQL of the house, one file per subject."""
