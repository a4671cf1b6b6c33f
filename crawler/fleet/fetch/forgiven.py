"""Hosts that failed the strict look at TLS and are read without trusting from then on (§2)."""

from crawler.fleet.fetch.journey import Journey
from crawler.fleet.stacks.hop import HopFailed
from crawler.fleet.stacks.tls import tls_defect
from schema.types.outcome import Defect

_OLD_PROTOCOLS = {"tls/1.0", "tls/1.1"}


class Forgiven:
    """The hosts of one survey, each with the defect that its pages bear."""

    def __init__(self) -> None:
        self._defects: dict[tuple[str, int], Defect | None] = {}

    def knows(self, journey: Journey) -> bool:
        """Tell whether the host that is asked now is read without trusting."""
        return (journey.address.hostname, journey.address.port) in self._defects

    def note(self, journey: Journey) -> None:
        """Note on the page what is known of its host."""
        address = journey.address
        journey.note_defect(self._defects.get((address.hostname, address.port)))

    def forgive(self, journey: Journey, met: HopFailed) -> None:
        """Note what the strict look met, and look relaxed at this host from now on."""
        defect = tls_defect(met.outcome)
        if journey.progress.tls_facts.protocol in _OLD_PROTOCOLS:
            defect = defect or Defect.TLS_PROTOCOL_TOO_OLD
        self._defects[journey.address.hostname, journey.address.port] = defect
        journey.note_defect(defect)
