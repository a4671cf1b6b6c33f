"""The archive and the rows that name it, together: checked, shown, sealed, shipped, handed over."""
