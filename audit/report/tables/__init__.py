"""Summary tables of a sweep (汇总表): their columns, their rows, and the files they go to."""
