from audit.report.bulletin.facts import AnnexTable, Office


def test_what_nobody_gave_stands_in_brackets_to_be_filled_in() -> None:
    office = Office()

    assert (office.issuer, office.number, office.to, office.deadline) == (
        "（发文机关）",
        "（发文字号）",
        "（主送机关）",
        "（整改期限）",
    )
    assert office.issued is None


def test_table_has_no_headings_over_its_headings_unless_told() -> None:
    assert AnnexTable(heads=("序号",), widths=(10,), rows=()).groups == ()
