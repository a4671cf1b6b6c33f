"""The closed sets that say what a fetch met, what the body is, and what a visit counts for."""

from enum import StrEnum


class Outcome(StrEnum):
    """Wire outcome of one fetch (vocabulary §2)."""

    OK = "ok"
    OK_TRUNCATED = "ok_truncated"
    NOT_MODIFIED = "not_modified"
    HTTP_4XX = "http_4xx"
    HTTP_5XX = "http_5xx"
    AUTH_REQUIRED = "auth_required"
    RATE_LIMITED = "rate_limited"
    REDIRECT_LIMIT = "redirect_limit"
    REDIRECT_BLOCKED = "redirect_blocked"
    DNS_NXDOMAIN = "dns_nxdomain"
    DNS_FAIL = "dns_fail"
    NO_ROUTE = "no_route"
    CONNECT_REFUSED = "connect_refused"
    CONNECT_TIMEOUT = "connect_timeout"
    RESET = "reset"
    TLS_EXPIRED = "tls_expired"
    TLS_NAME_MISMATCH = "tls_name_mismatch"
    TLS_UNTRUSTED = "tls_untrusted"
    TLS_INCOMPLETE_CHAIN = "tls_incomplete_chain"
    TLS_WEAK = "tls_weak"
    TLS_PROTOCOL_TOO_OLD = "tls_protocol_too_old"
    TLS_UNSUPPORTED = "tls_unsupported"
    HEADER_TIMEOUT = "header_timeout"
    BODY_TIMEOUT = "body_timeout"
    DEADLINE = "deadline"
    PROTOCOL_ERROR = "protocol_error"
    HEADERS_TOO_LARGE = "headers_too_large"
    BODY_TOO_LARGE = "body_too_large"
    DECODE_ERROR = "decode_error"
    DECODED_OVER_LIMIT = "decoded_over_limit"
    BLOCKED_BY_POLICY = "blocked_by_policy"
    ROBOTS_DISALLOWED = "robots_disallowed"
    TRAP_SUPPRESSED = "trap_suppressed"
    OWN_FAULT = "own_fault"


TIMED_OUT = frozenset(
    {Outcome.CONNECT_TIMEOUT, Outcome.HEADER_TIMEOUT, Outcome.BODY_TIMEOUT, Outcome.DEADLINE}
)
"""No whole answer came in the time that we wait."""
NO_ANSWER = TIMED_OUT | {Outcome.CONNECT_REFUSED, Outcome.RESET}
"""No whole answer came: it counts against a host, and may be our own network's (vocabulary §4)."""


class Defect(StrEnum):
    """What is wrong with a page that opens all the same (vocabulary §2)."""

    TLS_EXPIRED = "tls_expired"
    TLS_NAME_MISMATCH = "tls_name_mismatch"
    TLS_UNTRUSTED = "tls_untrusted"
    TLS_INCOMPLETE_CHAIN = "tls_incomplete_chain"
    TLS_WEAK = "tls_weak"
    TLS_PROTOCOL_TOO_OLD = "tls_protocol_too_old"
    REDIRECTED_AWAY = "redirected_away"
    REGISTERED_URL_WRONG = "registered_url_wrong"
    WRONG_STATUS = "wrong_status"
    IPV6_BROKEN = "ipv6_broken"
    SLOW = "slow"


class PageClass(StrEnum):
    """What the body is (vocabulary §3)."""

    PAGE = "page"
    EMPTY = "empty"
    JS_REQUIRED = "js_required"
    CHALLENGE = "challenge"
    SOFT_404 = "soft_404"
    MAINTENANCE = "maintenance"
    CLOSED = "closed"
    MOVED = "moved"
    HIJACKED = "hijacked"
    DEFAULT_PAGE = "default_page"
    NOT_HTML = "not_html"


class CountsAs(StrEnum):
    """What one visit to a homepage counts for, items V1 and A1 (vocabulary §4)."""

    OPENED = "opened"
    FAILED = "failed"
    UNDETERMINED = "undetermined"
    PERSON = "person"
    VOID = "void"
