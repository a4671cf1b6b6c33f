"""Official tables ↔ nouns: what a register file says, read by headings and aliases."""
