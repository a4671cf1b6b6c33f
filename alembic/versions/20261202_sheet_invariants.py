"""Let the database refuse a sheet whose fields contradict each other."""

from alembic import op

revision = "20261202_sheet_invariants"
down_revision = "20261201_edition_texts"
branch_labels = None
depends_on = None

_PROVED = "(body #>> '{units,proved}')::numeric"
_UPPER = "(body #>> '{units,upper}')::numeric"
_CARRIED = (
    f"case verdict when 'FAIL' then {_PROVED} > 0 "
    "when 'PASS' then body -> 'units' is null or jsonb_typeof(body -> 'units') = 'null' "
    f"or coalesce({_UPPER} = 0, false) end"
)
_BEST = "(body #>> '{score,best}')::numeric"
_WORST = "(body #>> '{score,worst}')::numeric"
_CHECKS = (
    ("finding", "says_why", "item <> '' and reason <> ''"),
    ("finding", "units", f"{_PROVED} >= 0 and coalesce({_UPPER} >= {_PROVED}, true)"),
    (
        "finding",
        "bounds_carry_it",
        _CARRIED,
    ),
    ("sheet", "vetoed", "vetoed = (body ->> 'vetoed')::boolean"),
    ("sheet", "result", "body ->> 'result' in ('合格','不合格','无法判定','不适用')"),
    (
        "sheet",
        "a_veto_ends_scoring",
        "not vetoed or (body ->> 'result' = '不合格' and body #>> '{score,best}' is null)",
    ),
    (
        "sheet",
        "nothing_open_passes",
        "body ->> 'result' <> '合格' or jsonb_array_length(body -> 'open_vetoes') = 0",
    ),
    ("sheet", "score", f"0 <= {_WORST} and {_WORST} <= {_BEST}"),
)


def upgrade() -> None:
    # What earlier versions did not write is null, and null contradicts nothing.
    for table, name, rule in _CHECKS:
        op.create_check_constraint(op.f(f"{table}_{name}_check"), table, rule)


def downgrade() -> None:
    for table, name, _ in reversed(_CHECKS):
        op.drop_constraint(op.f(f"{table}_{name}_check"), table, type_="check")
