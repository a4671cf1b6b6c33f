"""A deterministic province of made-up government websites on loopback, with a known truth."""
