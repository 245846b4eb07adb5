from __future__ import annotations

from django.urls import path

from filing.views import acknowledgement, importing, preview, review, start, submissions, upload

app_name = "filing"
urlpatterns = [
    # Small Claims Tribunal → e-Filing → Send documents → Commence new case (A10)
    path("new/", start.start, name="start"),
    path("new/claims/", start.commence, name="commence"),
    path("new/claims/import/", importing.import_new, name="import"),
    path("new/checks/<uuid:check_id>/", importing.check, name="check"),
    path("new/checks/<uuid:check_id>/import/", importing.import_checked, name="import_checked"),
    path("new/checks/<uuid:check_id>/report.<slug:form>", importing.report, name="report"),
    path("new/<int:submission_id>/", start.details, name="details"),
    path("new/<int:submission_id>/import/", importing.import_again, name="import_again"),
    path("new/<int:submission_id>/forms/", upload.forms, name="forms"),
    path("new/<int:submission_id>/forms/checks/", upload.checks, name="checks"),
    path("new/<int:submission_id>/forms/upload/", upload.upload, name="upload"),
    path("new/<int:submission_id>/forms/remove-refused/", upload.remove_refused, name="remove_refused"),
    path("new/<int:submission_id>/forms/<int:upload_id>/remove/", upload.remove, name="remove"),
    path("new/<int:submission_id>/forms/<int:upload_id>/move/", upload.move, name="move"),
    path("new/<int:submission_id>/review/", review.review, name="review"),
    path("new/<int:submission_id>/declare/", review.declare, name="declare"),
    path("new/<int:submission_id>/declare/now/", review.declare_now, name="declare_now"),
    path("new/<int:submission_id>/discard/", start.discard, name="discard"),
    # the format of the import file, for everybody
    path("format/", start.format_page, name="format"),
    path("format/<str:name>", start.published, name="published"),
    # what was sent; nothing here changes anything (A33)
    path("submissions/", submissions.submissions, name="submissions"),
    path("submissions/<int:submission_id>/", submissions.submission, name="submission"),
    path(
        "submissions/<int:submission_id>/acknowledgement/",
        acknowledgement.acknowledgement,
        name="acknowledgement",
    ),
    path(
        "submissions/<int:submission_id>/acknowledgement/document/", acknowledgement.document, name="document"
    ),
    path("submissions/<int:submission_id>/acknowledgement.pdf", acknowledgement.pdf, name="pdf"),
    path("submissions/<int:submission_id>/why.json", acknowledgement.why, name="why"),
    # a filer's own files, before and after sending (A32)
    path("<int:submission_id>/files/<int:upload_id>/", preview.preview, name="preview"),
    path("<int:submission_id>/files/<int:upload_id>/download/", preview.download, name="download"),
    path("<int:submission_id>/files/<int:upload_id>/pages/<int:number>/", preview.page, name="page"),
]
