from datetime import date

from django.db import migrations
from django.db.models import Count, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

# The three types that a case had until now, as the shipped data have them on this day: frozen copies.
FROM = date(2024, 10, 31)
TYPES = {
    'form_1': {
        'position': 1,
        'origin': 'party',
        'name_en': 'Form 1 (title of claim: general form)',
        'name_zh_hant': '表格1（申索書標題：通用表格）',
        'name_zh_hans': '表格1（申索书标题：通用表格）',
        'short_en': 'Form 1',
        'short_zh_hant': '表格1',
        'short_zh_hans': '表格1',
        'filed_by': ['claimant'],
        'commences_case': True,
        'versions': 4,
        'pdf_only': True,
        'sealed': True,
    },
    'form_2': {
        'position': 2,
        'origin': 'party',
        'name_en': 'Form 2 (claim)',
        'name_zh_hant': '表格2（申索書）',
        'name_zh_hans': '表格2（申索书）',
        'short_en': 'Form 2',
        'short_zh_hant': '表格2',
        'short_zh_hans': '表格2',
        'filed_by': ['claimant'],
        'commences_case': True,
        'versions': 4,
        'pdf_only': True,
        'sealed': True,
    },
    'form_3': {
        'position': 3,
        'origin': 'court',
        'name_en': 'Form 3 (notice of place and day of hearing)',
        'name_zh_hant': '表格3（聆訊日期地點通知書）',
        'name_zh_hans': '表格3（聆讯日期地点通知书）',
        'short_en': 'Form 3',
        'short_zh_hant': '表格3',
        'short_zh_hans': '表格3',
        'sealed': True,
        'template': 'hearing_notice',
    },
}
BUNCH = 2000


def fill(apps, schema_editor):
    """Each document gets its type and its place in the register; each case the row of its first issuing."""
    database = schema_editor.connection.alias
    Case, Document, Issuing = (apps.get_model('cases', name) for name in ('Case', 'CaseDocument', 'Issuing'))
    documents = Document.objects.using(database)
    give_types(apps, database)
    before = Q(kind__lt=OuterRef('kind')) | Q(kind=OuterRef('kind'), version__lt=OuterRef('version'))
    earlier = documents.filter(before, case=OuterRef('case')).order_by().values('case').annotate(count=Count('pk'))
    documents.update(number=Coalesce(Subquery(earlier.values('count')), 0) + 1)
    case = Case.objects.using(database).filter(pk=OuterRef('case'))
    documents.filter(filed__isnull=False).update(
        filed_by=Subquery(case.values('filer')), received_at=Subquery(case.values('deemed_at'))
    )
    cases = Case.objects.using(database).annotate(first=Min('documents__reference__issued_at')).order_by('pk')
    rows = []
    for case_id, accepted_at, first in cases.values_list('pk', 'accepted_at', 'first').iterator(BUNCH):
        rows.append(Issuing(case_id=case_id, event='opened', created_at=accepted_at, issued_at=first))
        if len(rows) == BUNCH:
            Issuing.objects.using(database).bulk_create(rows)
            rows = []
    Issuing.objects.using(database).bulk_create(rows)
    opened = Issuing.objects.using(database).filter(case=OuterRef('case'), event='opened')
    documents.update(issuing=Subquery(opened.values('pk')))


def give_types(apps, database):
    """The type of the case's court with the code that was the document's kind; made where staff have no such row."""
    Document, Type = apps.get_model('cases', 'CaseDocument'), apps.get_model('cases', 'DocumentType')
    documents = Document.objects.using(database)
    for court, kind in documents.order_by().values_list('case__court', 'kind').distinct():
        known = Type.objects.using(database).filter(court=court, code=kind).order_by('valid_from').first()
        row = known or Type.objects.using(database).create(
            court_id=court, code=kind, valid_from=FROM, **TYPES[kind]
        )
        documents.filter(case__court=court, kind=kind).update(document_type=row)


def put_kinds_back(apps, schema_editor):
    """The way back: the kind of a document was the code of its type."""
    types = apps.get_model('cases', 'DocumentType').objects.using(schema_editor.connection.alias)
    code = types.filter(pk=OuterRef('document_type')).values('code')
    documents = apps.get_model('cases', 'CaseDocument').objects.using(schema_editor.connection.alias)
    documents.update(kind=Subquery(code), issuing=None)
    apps.get_model('cases', 'Issuing').objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):

    dependencies = [('cases', '0010_register_of_documents')]

    operations = [migrations.RunPython(fill, put_kinds_back)]
