"""Claims hang on their batch, whose key is the submission's; what 0007 carried over goes where it stood before."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ("filing", "0007_rows_of_batches_and_papers"),
    ]

    operations = [
        migrations.RemoveConstraint("upload", "upload_one_for_claim_and_form"),
        migrations.RemoveConstraint("upload", "upload_matched_to_a_form"),
        migrations.RemoveField("upload", "claim"),
        migrations.RemoveField("upload", "form"),
        migrations.RemoveField("upload", "by_hand"),
        migrations.RemoveField("claimaddress", "text"),
        migrations.RemoveField("claim", "form_1_name"),
        migrations.RemoveField("claim", "form_1_sha256"),
        migrations.RemoveField("claim", "form_2_name"),
        migrations.RemoveField("claim", "form_2_sha256"),
        migrations.RemoveIndex("claim", "claim_waiting_by_submission"),
        migrations.RemoveConstraint("claim", "claim_position_unique_in_submission"),
        migrations.RemoveConstraint("claim", "claim_reference_unique_in_submission"),
        migrations.AlterModelOptions(
            "claim", {"ordering": ["pk"], "verbose_name": "claim", "verbose_name_plural": "claims"}
        ),
        migrations.RenameField("claim", "submission", "batch"),
        migrations.AlterField(
            "claim",
            "batch",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="claims",
                to="filing.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AlterModelOptions(
            "claim",
            {"ordering": ["batch", "position"], "verbose_name": "claim", "verbose_name_plural": "claims"},
        ),
        migrations.AddIndex(
            "claim",
            models.Index(condition=Q(("state", "submitted")), fields=["batch"], name="claim_waiting_by_batch"),
        ),
        migrations.AddConstraint(
            "claim",
            models.UniqueConstraint(fields=("batch", "position"), name="claim_position_unique_in_batch"),
        ),
        migrations.AddConstraint(
            "claim",
            models.UniqueConstraint(fields=("batch", "reference"), name="claim_reference_unique_in_batch"),
        ),
        migrations.RemoveField("submission", "approval"),
        migrations.RemoveField("submission", "batch_reference"),
        migrations.RemoveField("submission", "batch_reference_search"),
        migrations.AlterField(
            "submission",
            "court",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="cases.court", verbose_name="court"
            ),
        ),
        migrations.AddConstraint(
            "submission",
            models.CheckConstraint(
                condition=Q(("decided_at__isnull", True)) | Q(("state", "submitted")),
                name="submission_decided_only_when_submitted",
            ),
        ),
        migrations.AddConstraint(
            "submission",
            models.CheckConstraint(
                condition=Q(("filer__isnull", False)) | Q(("entered_by__isnull", False)),
                name="submission_without_filer_was_entered_by_staff",
            ),
        ),
        migrations.AddConstraint(
            "submission",
            models.CheckConstraint(
                condition=Q(("channel__in", ["portal", "program"])) | Q(("entered_by__isnull", False)),
                name="submission_on_paper_was_entered_by_staff",
            ),
        ),
        migrations.AddConstraint(
            "submission",
            models.CheckConstraint(
                condition=~Q(("kind", "bulk"))
                | Q(
                    ("case__isnull", True),
                    ("case_type__isnull", False),
                    ("filer__isnull", False),
                    ("organisation__isnull", False),
                ),
                name="submission_in_bulk_is_of_an_organisation_and_commences_cases",
            ),
        ),
    ]
