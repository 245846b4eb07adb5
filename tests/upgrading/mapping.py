"""Where the old version's rows and values are now, where they are not in the same table, row and column.

A change of models adds its lines here; what every line may say stands in `comparing`, and docs/operations.md shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from icms.lib.names import likeness_key, search_key
from tests.upgrading.comparing import Column, Rows, Tables, changed, moved, renamed
from tests.upgrading.loading import Row

FORMS = {"form_1": 1, "form_2": 2}
COURT_CODES = {"district-court": "dc", "high-court": "hc", "magistrates": "mag"}


def _paper(column: str, position: int) -> Column:
    """What a claim said of a form stands with the paper of that number."""
    return moved(f"filing_submitteddocument.{column}", by="claim_id", where={"position": position})


def _type_of_document(row: Row, tables: Tables) -> Row | None:
    """The document type that a document of a case points to now."""
    [document] = tables.where("cases_casedocument", "id", row["id"])
    [found] = tables.where("cases_documenttype", "id", document["document_type_id"])
    return found


def _court_of_type(row: Row, tables: Tables) -> Row | None:
    """The court of a type of case."""
    return next(iter(tables.where("cases_court", "id", row["court_id"])), None)


def _of_batch(column: str) -> Column:
    return moved(f"filing_batch.{column}", by="submission_id")


def _lines(row: Row) -> list[str]:
    """The lines of an address; the last one, area or country, has a column of its own."""
    return str(row["text"]).split("\n")[:-1]


def _of_refunds(column: str, before: str, after: str) -> Column:
    """Content type and rights of what was called a refund due."""
    return changed(lambda row: str(row[column]).replace(before, after))


def _key_of(column: str, key: Callable[[str], str]) -> Column:
    """A kept key of a name, written again since Traditional and Simplified Chinese have one; some had none."""
    return changed(lambda row: key(row[column]))


def _short(column: str) -> Column:
    """A court's code, which became a word of addresses."""
    return changed(lambda row: COURT_CODES.get(row[column], row[column]))


# Old table → where its rows are now.
ROWS: Mapping[str, Rows] = {"payments_refunddue": Rows("payments_refund")}

# "old_table.old_column" → where its values are now.
COLUMNS: Mapping[str, Column] = {
    "cases_casedocument.kind": moved("cases_documenttype.code", by=_type_of_document),
    "cases_court.code": _short("code"),
    "cases_casetype.reference_prefix": moved("cases_court.reference_prefix", by=_court_of_type),
    "payments_concession.court": _short("court"),
    "payments_feeitem.court": _short("court"),
    "payments_meansofpayment.court": _short("court"),
    "cases_caselink.party_id": moved("cases_linkparty.party_id", by="link_id"),
    "django_content_type.model": _of_refunds("model", "refunddue", "refund"),
    "auth_permission.codename": _of_refunds("codename", "refunddue", "refund"),
    "auth_permission.name": _of_refunds("name", "refund due", "refund"),
    "accounts_account.name_zh_search": _key_of("name_zh", search_key),
    "accounts_application.name_zh_search": _key_of("name_zh", search_key),
    "accounts_application.organisation_name_zh_search": _key_of("organisation_name_zh", search_key),
    "accounts_organisation.name_en_key": _key_of("name_en", likeness_key),
    "accounts_organisation.name_zh_key": _key_of("name_zh", likeness_key),
    "accounts_organisation.name_zh_search": _key_of("name_zh", search_key),
    "accounts_user.name_zh_search": _key_of("name_zh", search_key),
    "cases_party.name_zh_search": _key_of("name_zh", search_key),
    "cases_party.trading_as_search": _key_of("trading_as", search_key),
    "filing_submission.approval_id": _of_batch("approval_id"),
    "filing_submission.batch_reference": _of_batch("batch_reference"),
    "filing_submission.batch_reference_search": _of_batch("batch_reference_search"),
    "filing_claim.submission_id": renamed("batch_id"),
    "filing_claim.form_1_name": _paper("expected_name", 1),
    "filing_claim.form_1_sha256": _paper("expected_sha256", 1),
    "filing_claim.form_2_name": _paper("expected_name", 2),
    "filing_claim.form_2_sha256": _paper("expected_sha256", 2),
    "filing_claimaddress.text": renamed("lines", turned=_lines),
    "filing_upload.claim_id": moved("filing_submitteddocument.claim_id", by="upload_id", optional=True),
    "filing_upload.form": moved(
        "filing_submitteddocument.position",
        by="upload_id",
        turned=lambda row: FORMS.get(row["form"]),
        optional=True,
    ),
    "filing_upload.by_hand": moved("filing_submitteddocument.placed_by_hand", by="upload_id", optional=True),
}
