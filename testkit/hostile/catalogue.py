"""All cases of the catalogue that a server can play, sections A to J."""

from testkit.hostile import (
    section_a,
    section_b,
    section_c,
    section_d,
    section_e,
    section_f,
    section_g,
    section_h,
    section_i,
    section_j,
)  # fmt: skip
from testkit.hostile.case import Case

CASES: tuple[Case, ...] = (
    *section_a.CASES, *section_b.CASES, *section_c.CASES, *section_d.CASES, *section_e.CASES,
    *section_f.CASES, *section_g.CASES, *section_h.CASES, *section_i.CASES, *section_j.CASES,
)  # fmt: skip


def section(letter: str) -> tuple[Case, ...]:
    """Give the cases of a section."""
    return tuple(case for case in CASES if case.section == letter)
