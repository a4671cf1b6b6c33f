"""How long a site usually thinks before it answers."""

import math
from functools import lru_cache
from random import Random

_MEDIAN_SECONDS = 0.06
_SPREAD = 0.6
_MOST_SECONDS = 2.0


@lru_cache(maxsize=4_000)
def usual_wait(seed: int, number: int) -> float:
    """Give the seconds that site `number` takes for any page: lognormal, 60 ms in the middle."""
    drawn = Random(f"{seed}:{number}:latency").lognormvariate(math.log(_MEDIAN_SECONDS), _SPREAD)
    return min(drawn, _MOST_SECONDS)
