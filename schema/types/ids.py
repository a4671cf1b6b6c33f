"""Identities: plain values with a name of their own, so that a site's id is never a column's."""

from typing import NewType
from uuid import UUID

SiteId = NewType("SiteId", int)
"""Our own id of a site; the official 网站标识码 comes only after approval and is an attribute."""
ColumnId = NewType("ColumnId", int)
OrganisationId = NewType("OrganisationId", int)
SweepId = NewType("SweepId", int)
LeaseToken = NewType("LeaseToken", UUID)
"""One per attempt; names the attempt's archive segment too."""
Digest = NewType("Digest", str)
"""Lower-case hex of a sha256."""
RoundId = NewType("RoundId", int)
BatchId = NewType("BatchId", int)
