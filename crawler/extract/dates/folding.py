"""Fold what is written otherwise to ASCII, one character for one, so that places stay the same."""

_FOLD = str.maketrans(
    {0xFF01 + offset: 0x21 + offset for offset in range(94)}
    | dict.fromkeys(map(ord, "\u3000\xa0\u202f\u2002\u2003\u2009\t\r\n"), " ")
    | dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
    | dict.fromkeys(map(ord, "○◯"), "〇")
    | {ord("،"): ","}
)
_ZEROS = (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50)
"""Zeros of Arabic, Persian, Devanagari, Bengali and Thai figures."""
_FIGURES = str.maketrans({zero + figure: str(figure) for zero in _ZEROS for figure in range(10)})
_OF_YEARS = "".join(chr(zero + figure) for zero in _ZEROS for figure in (1, 2))
"""Figures that years begin with: a text without one has no year in such figures."""


def fold(text: str) -> str:
    """Fold full-width forms, dashes and blanks to ASCII."""
    return text.translate(_FOLD)


def in_our_figures(text: str) -> str:
    """Write the figures of other scripts as ours, if there may be a year in such figures."""
    if text.isascii() or not any(figure in text for figure in _OF_YEARS):
        return text
    return text.translate(_FIGURES)
