"""Results of a spot-check (抽查结论): the last word of each person, and what all agree on."""

from collections.abc import Collection, Iterable, Mapping

from schema.types.casework import Entry
from schema.types.finding import SiteResult
from schema.types.ids import SiteId

Said = Mapping[str, SiteResult]
"""What each person said of a site last."""


def last_words(checks: Iterable[Entry]) -> dict[SiteId, Said]:
    """Give what each person said of each site last: one may correct himself, nobody another."""
    words: dict[SiteId, Said] = {}
    for one in checks:
        if one.site_id is not None:
            said = words.get(one.site_id, {})
            words[one.site_id] = {**said, one.by: SiteResult(one.body["result"])}
    return words


def agreed_on(words: Mapping[SiteId, Said], failed: Collection[SiteId]) -> dict[SiteId, SiteResult]:
    """Give what counts of each site: what all say of it who checked it.

    A 合格 of a site that people failed on its sheet, perhaps only after the check, counts nowhere.
    """
    alike = {site: set(said.values()) for site, said in words.items()}
    return {
        site: found
        for site, results in alike.items()
        for found in results
        if len(results) == 1 and not (found is SiteResult.QUALIFIED and site in failed)
    }
