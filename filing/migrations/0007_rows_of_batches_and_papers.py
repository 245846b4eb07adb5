"""Gives each old submission its batch, each old claim its papers, each old address its parts. Nothing is lost."""

from datetime import date

from django.db import migrations
from django.db.models import Count, F, Max, Q

CHUNK = 500
# As `cases.seed_documents` shipped them on the day of this migration.
FORMS = {
    "form_1": {
        "position": 1,
        "name_en": "Form 1 (title of claim: general form)",
        "name_zh_hant": "表格1（申索書標題：通用表格）",
        "name_zh_hans": "表格1（申索书标题：通用表格）",
        "short_en": "Form 1",
        "short_zh_hant": "表格1",
        "short_zh_hans": "表格1",
    },
    "form_2": {
        "position": 2,
        "name_en": "Form 2 (claim)",
        "name_zh_hant": "表格2（申索書）",
        "name_zh_hans": "表格2（申索书）",
        "short_en": "Form 2",
        "short_zh_hant": "表格2",
        "short_zh_hans": "表格2",
    },
}
SHIPPED = {
    "origin": "party",
    "filed_by": ["claimant"],
    "commences_case": True,
    "versions": 4,
    "pdf_only": True,
    "sealed": True,
}
FROM = date(2024, 10, 31)
# How the area stood as the last line of an address.
AREAS = {
    "Hong Kong": "HK",
    "香港": "HK",
    "Kowloon": "KLN",
    "九龍": "KLN",
    "New Territories": "NT",
    "新界": "NT",
}


def carry_over(apps, schema_editor):
    alias = schema_editor.connection.alias
    models = {
        name: apps.get_model("filing", name)._default_manager.using(alias)
        for name in ("Submission", "Batch", "Claim", "ClaimAddress", "SubmittedDocument", "Upload", "Decision")
    }
    _courts_and_decisions(models)
    _batches(models)
    models["Claim"].filter(original_cents__isnull=False).update(excess_abandoned=True)
    _addresses(models["ClaimAddress"])
    _papers(models, apps.get_model("cases", "DocumentType")._default_manager.using(alias))


def _courts_and_decisions(models):
    for row in models["Submission"].select_related("case_type").only("pk", "case_type__court").iterator(CHUNK):
        models["Submission"].filter(pk=row.pk).update(court_id=row.case_type.court_id)
    decided = (
        models["Submission"]
        .filter(state="submitted")
        .annotate(
            total=Count("claims"), decisions=Count("claims__decision"), last=Max("claims__decision__decided_at")
        )
        .filter(total__gt=0, total=F("decisions"))
    )
    for pk, last in decided.values_list("pk", "last"):
        models["Submission"].filter(pk=pk).update(decided_at=last)


def _batches(models):
    model = models["Batch"].model
    rows = models["Submission"].only(
        "pk", "organisation_id", "approval_id", "batch_reference", "batch_reference_search"
    )
    batch = []
    for row in rows.iterator(CHUNK):
        batch.append(
            model(
                submission_id=row.pk,
                organisation_id=row.organisation_id,
                approval_id=row.approval_id,
                batch_reference=row.batch_reference,
                batch_reference_search=row.batch_reference_search,
            )
        )
        if len(batch) == CHUNK:
            models["Batch"].bulk_create(batch)
            batch = []
    models["Batch"].bulk_create(batch)


def _addresses(addresses):
    changed = []
    for row in addresses.only("pk", "text").iterator(CHUNK):
        lines = row.text.split("\n")
        if lines[-1] in AREAS:
            row.area = AREAS[lines.pop()]
        elif len(lines) > 1:
            row.area, row.country = "outside", lines.pop()
        row.lines = lines
        changed.append(row)
        if len(changed) == CHUNK:
            addresses.bulk_update(changed, ["lines", "area", "country"])
            changed = []
    if changed:
        addresses.bulk_update(changed, ["lines", "area", "country"])


def _papers(models, types):
    model = models["SubmittedDocument"].model
    placed = {
        (upload.claim_id, upload.form): upload for upload in models["Upload"].filter(claim__isnull=False)
    }
    known = {}
    batch = []
    claims = models["Claim"].select_related("submission").order_by("pk")
    for claim in claims.iterator(CHUNK):
        for position, form in enumerate(FORMS, 1):
            key = claim.submission.court_id, form
            if key not in known:
                known[key] = _type_of(types, *key)
            upload = placed.get((claim.pk, form))
            batch.append(
                model(
                    submission_id=claim.submission_id,
                    claim_id=claim.pk,
                    position=position,
                    document_type_id=known[key],
                    expected_name=getattr(claim, f"{form}_name"),
                    expected_sha256=getattr(claim, f"{form}_sha256"),
                    upload_id=upload.pk if upload else None,
                    placed_by_hand=bool(upload and upload.by_hand),
                )
            )
        if len(batch) >= CHUNK:
            models["SubmittedDocument"].bulk_create(batch)
            batch = []
    models["SubmittedDocument"].bulk_create(batch)


def _type_of(types, court_id, code):
    row = types.filter(Q(court_id=court_id), code=code).order_by("-valid_from").first()
    if row is None:
        row = types.create(court_id=court_id, code=code, valid_from=FROM, **SHIPPED, **FORMS[code])
    return row.pk


class Migration(migrations.Migration):

    dependencies = [
        ("filing", "0006_submissions_of_every_kind"),
    ]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
