"""Other names of a site: its www or bare twin, and labels of its own (`xin.`)."""

_WWW = "www"


def alias(host: str, label: str) -> str:
    """Give the name with a label before it; the label `www` gives the twin, which may be bare."""
    bare = host.removeprefix(f"{_WWW}.")
    return bare if label == _WWW and bare != host else f"{label}.{bare}"


def registered_behind(name: str) -> tuple[str, ...]:
    """Give the registered names that a name may be an alias of."""
    rest = name.partition(".")[2]
    return (f"{_WWW}.{name}", rest, f"{_WWW}.{rest}")
