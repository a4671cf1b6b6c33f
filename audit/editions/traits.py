"""What kind of site it is, so which items of an edition apply to it."""

from schema.types.rulepack import Scale, Trait
from schema.types.site import Site

_SERVICES = "services"
_NO = frozenset({"否", "无", "no"})
_STATE_COUNCIL = "国务院部门"


def is_scored(scale: Scale | None, traits: frozenset[Trait]) -> bool:
    """Tell whether a site gets a score: an edition may check some for their vetoes alone."""
    return scale is not None and (not scale.scored_for or bool(scale.scored_for & traits))


def traits_of(site: Site) -> frozenset[Trait]:
    """Tell what a site is: its services are taken for granted unless the register denies them."""
    traits = {Trait.PORTAL if site.is_portal else Trait.OTHER}
    if site.extra.get(_SERVICES, "") not in _NO:
        traits.add(Trait.SERVICES)
    if site.level.startswith(_STATE_COUNCIL):
        traits.add(Trait.STATE_COUNCIL)
    return frozenset(traits)
