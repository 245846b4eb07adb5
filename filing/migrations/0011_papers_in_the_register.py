"""Notes of each paper of an accepted claim which document of its case it became."""

from django.db import migrations

CHUNK = 500


def join(apps, schema_editor):
    alias = schema_editor.connection.alias
    papers = apps.get_model("filing", "SubmittedDocument")._default_manager.using(alias)
    documents = apps.get_model("cases", "CaseDocument")._default_manager.using(alias)
    registered = {
        (case, code): pk
        for case, code, pk in documents.filter(version=0).values_list("case_id", "document_type__code", "pk")
    }
    changed = []
    rows = papers.filter(claim__case__isnull=False, case_document__isnull=True)
    for row in rows.select_related("claim", "document_type").order_by("pk").iterator(CHUNK):
        row.case_document_id = registered.get((row.claim.case_id, row.document_type.code))
        changed.append(row)
        if len(changed) == CHUNK:
            papers.bulk_update(changed, ["case_document"])
            changed = []
    if changed:
        papers.bulk_update(changed, ["case_document"])


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0012_register_is_whole"),
        ("filing", "0010_late_sessions"),
    ]

    operations = [
        migrations.RunPython(join, migrations.RunPython.noop),
    ]
