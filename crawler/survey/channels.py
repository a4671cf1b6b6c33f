"""Say by which channels (互动渠道) a site takes questions, and whether none was found at all."""

from collections.abc import Iterable

from crawler.survey.answer import Answer
from crawler.survey.mailbox_walk import MailboxWalk
from schema.types.column import Channel
from schema.types.evidence import Evidence
from schema.types.facts import ChannelsFact


def channels_evidence(home: Answer, mailboxes: Iterable[MailboxWalk]) -> Evidence | None:
    """Record the site's channels; None where its homepage could not be read."""
    if home.reading is None or not home.good:
        return None
    by_channel: dict[Channel, list[str]] = {channel: [] for channel in Channel}
    for box in mailboxes:
        by_channel[box.channel].append(box.target.url)
    fact = ChannelsFact(
        consult=tuple(by_channel[Channel.CONSULT]),
        mixed=tuple(by_channel[Channel.MIXED]),
        excluded=tuple(by_channel[Channel.EXCLUDED]),
        forms=home.reading.letter_forms,
    )
    return Evidence(id="channels", fact=fact, provenance=(home.provenance(home.place),))
