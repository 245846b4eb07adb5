from __future__ import annotations

from cases.court_addresses import court_path
from filing.views import acknowledgement, importing, preview, review, start, submissions, upload

app_name = "filing"
urlpatterns = [
    # court → e-Filing → Send documents → Commence new case (A10)
    court_path("new/", start.start, name="start"),
    court_path("new/claims/", start.commence, name="commence"),
    court_path("new/claims/import/", importing.import_new, name="import"),
    court_path("new/checks/<uuid:check_id>/", importing.check, name="check"),
    court_path("new/checks/<uuid:check_id>/import/", importing.import_checked, name="import_checked"),
    court_path("new/checks/<uuid:check_id>/report.<slug:form>", importing.report, name="report"),
    court_path("new/<int:submission_id>/", start.details, name="details"),
    court_path("new/<int:submission_id>/import/", importing.import_again, name="import_again"),
    court_path("new/<int:submission_id>/forms/", upload.forms, name="forms"),
    court_path("new/<int:submission_id>/forms/checks/", upload.checks, name="checks"),
    court_path("new/<int:submission_id>/forms/upload/", upload.upload, name="upload"),
    court_path("new/<int:submission_id>/forms/remove-refused/", upload.remove_refused, name="remove_refused"),
    court_path("new/<int:submission_id>/forms/<int:upload_id>/remove/", upload.remove, name="remove"),
    court_path("new/<int:submission_id>/forms/<int:upload_id>/move/", upload.move, name="move"),
    court_path("new/<int:submission_id>/review/", review.review, name="review"),
    court_path("new/<int:submission_id>/declare/", review.declare, name="declare"),
    court_path("new/<int:submission_id>/declare/now/", review.declare_now, name="declare_now"),
    court_path("new/<int:submission_id>/discard/", start.discard, name="discard"),
    # the format of the import file, for everybody
    court_path("format/", start.format_page, name="format"),
    court_path("format/<str:name>", start.published, name="published"),
    # what was sent; nothing here changes anything (A33)
    court_path("submissions/", submissions.submissions, name="submissions"),
    court_path("submissions/<int:submission_id>/", submissions.submission, name="submission"),
    court_path(
        "submissions/<int:submission_id>/acknowledgement/",
        acknowledgement.acknowledgement,
        name="acknowledgement",
    ),
    court_path(
        "submissions/<int:submission_id>/acknowledgement/document/", acknowledgement.document, name="document"
    ),
    court_path("submissions/<int:submission_id>/acknowledgement.pdf", acknowledgement.pdf, name="pdf"),
    court_path("submissions/<int:submission_id>/why.json", acknowledgement.why, name="why"),
    # a filer's own files, before and after sending (A32)
    court_path("<int:submission_id>/files/<int:upload_id>/", preview.preview, name="preview"),
    court_path("<int:submission_id>/files/<int:upload_id>/download/", preview.download, name="download"),
    court_path("<int:submission_id>/files/<int:upload_id>/pages/<int:number>/", preview.page, name="page"),
]
