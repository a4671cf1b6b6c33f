"""How hard hosts and addresses are asked (robots, pace, slots)."""
