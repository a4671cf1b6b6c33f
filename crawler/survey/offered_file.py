"""What one look at a file that a guide offers came to: a file, another type, or none."""

from crawler.extract.text.file_type import claimed_by_server, compare
from crawler.survey.answer import Answer
from crawler.survey.link_word import link_word
from schema.types.file_types import FileType, FileTypes, FileVerdict
from schema.types.guide_facts import FileState
from schema.types.outcome import CountsAs, Outcome, PageClass

_CAME = {Outcome.OK, Outcome.OK_TRUNCATED}


def offered_file(answer: Answer, claimed: str, types: FileTypes) -> FileState:
    """Name what came in a file's place; a shield, a login or half an answer settles nothing.

    Nor does a page that hands the file on: a viewer, or one with the download behind a button.

    A name that the server gives with the file, and its media type, are claims beside the link's:
    a reader's programme opens what fits any of them.
    """
    found = answer.file_type
    if answer.page.outcome not in _CAME or found is None:
        failed = link_word(answer) is CountsAs.FAILED
        return FileState.FAILED if failed else FileState.UNDETERMINED
    if found is FileType.EMPTY:
        whole = answer.page.outcome is Outcome.OK
        return FileState.EMPTY if whole else FileState.UNDETERMINED
    if found is FileType.HTML:
        is_page = answer.page_class is PageClass.PAGE
        on_its_way = answer.asks_first or answer.names_file
        return FileState.HTML_INSTEAD if is_page and not on_its_way else FileState.UNDETERMINED
    told = claimed_by_server(
        answer.page.header("content-disposition"), answer.page.content_type, types
    )
    verdicts = {compare(found, claim, types) for claim in (claimed, *told) if claim}
    if verdicts == {FileVerdict.OTHER_TYPE}:
        return FileState.WRONG_TYPE
    return FileState.DOWNLOADABLE
