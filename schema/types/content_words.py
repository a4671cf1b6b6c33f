"""Words and hosts by which content is proposed for a look (config/reading/content_words.toml)."""

from pydantic import BaseModel, ConfigDict


class ContentWords(BaseModel):
    """Words of injected links and of forgotten text, and hosts that may be spoken to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    injected: tuple[str, ...]
    """Words of adult, medical, loan and forgery pages; those of gambling are in page_signs."""
    warnings: tuple[str, ...]
    """Words of those who warn of such pages (打击, 谨防): with one of them a text is news."""
    public_links: tuple[str, ...]
    """Domains of public bodies and services that a page may link to, shown or not."""
    script_hosts: tuple[str, ...]
    """Domains of known services (statistics, sharing, libraries, marks) that give scripts."""
    placeholder_lines: tuple[str, ...]
    """What is a placeholder as a whole line; digits behind it count for nothing."""
    placeholder_starts: tuple[str, ...]
    """What a line of placeholder begins with, where it is short."""
    placeholder_anywhere: tuple[str, ...]
    """What is a placeholder wherever it stands."""
    placeholder_fields: tuple[str, ...]
    """Names of fields that a template should have filled: `{标题}`, `[标题]`, `#标题#`."""
    chinese_domains: tuple[str, ...]
    """Top-level domains in Chinese: an address that ends in one is an address."""
