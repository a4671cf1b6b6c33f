"""How many sites of a hundred each family has in the profile `hunan2026` (data).

Source: the specification of the simulator, section 3, after the families that surveys of some
210 county sites and of 152 routes to government sites met.
"""

from collections.abc import Mapping

HUNAN_2026: Mapping[str, int] = {
    "F1": 30,
    "F2": 12,
    "F3": 7,
    "F4": 4,
    "F5": 14,
    "F6": 5,
    "F7": 4,
    "F8": 4,
    "F9": 2,
    "F10": 3,
    "F11": 3,
    "F12": 2,
    "F13": 2,
    "F14": 4,
    "F15": 2,
    "F16": 1,
    "F17": 1,
}
