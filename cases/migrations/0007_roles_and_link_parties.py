"""Fills what 0006 added: keys of case numbers, roles of the shipped case types, the parties of links."""

from django.db import migrations

from icms.lib.key_fields import fill_keys

BATCH = 500
ACTION = ['plaintiff', 'defendant', 'third_party']
PROCEEDINGS = ['plaintiff', 'applicant', 'defendant', 'respondent', 'third_party']
PROSECUTED = ['prosecutor', 'summons_defendant']
# A frozen copy: the roles of each shipped type, in the order of its lists.
ROLES = {
    'sctc': ['claimant', 'defendant', 'represented', 'third_party'],
    'dcpi': ACTION,
    'dctc': ['plaintiff', 'defendant'],
    'dccj': ACTION,
    'dcec': ['applicant', 'respondent', 'third_party'],
    'mcds': PROSECUTED,
    'mcps': ['informant', 'summons_defendant'],
    'mcdp': PROSECUTED,
    'mcfs': PROSECUTED,
    'mcdn': PROSECUTED,
    'mcfn': PROSECUTED,
    'mcro': ['applicant', 'summons_defendant'],
    'cacv': ['appellant', 'respondent'],
    'hccl': PROCEEDINGS,
    'hcct': PROCEEDINGS,
    'hcip': PROCEEDINGS,
    'hca': ACTION,
    'hcpi': ACTION,
    'hcap': ['plaintiff', 'applicant', 'defendant'],
    'camp': ['applicant', 'respondent'],
    'hcma': ['appellant', 'respondent'],
    'hccp': ['applicant', 'respondent'],
    'hczz': ['plaintiff', 'applicant', 'defendant', 'respondent'],
}
BY_PORTAL = 'sctc'


def fill(apps, schema_editor):
    using = schema_editor.connection.alias
    fill_keys(apps.get_model('cases', 'Case'), using)
    case_types = apps.get_model('cases', 'CaseType').objects.using(using)
    for code, roles in ROLES.items():
        by_portal = code == BY_PORTAL
        case_types.filter(code=code).update(
            roles=roles, numbered_by_portal=by_portal, allows_representatives=not by_portal
        )
    links = apps.get_model('cases', 'CaseLink').objects.using(using)
    # No act of the portal has ended a link so far: only staff can have, in the database itself.
    links.filter(unlinked_at__isnull=False, unlink_reason='').update(unlink_reason='correction')
    LinkParty = apps.get_model('cases', 'LinkParty')
    rows = (
        LinkParty(link_id=link, party_id=party)
        for link, party in links.order_by('pk').values_list('pk', 'party_id').iterator(BATCH)
    )
    LinkParty.objects.using(using).bulk_create(rows, batch_size=BATCH)


def put_back(apps, schema_editor):
    """A link had one party: the first one stays."""
    using = schema_editor.connection.alias
    links = apps.get_model('cases', 'CaseLink').objects.using(using)
    rows = apps.get_model('cases', 'LinkParty').objects.using(using)
    for link, party in rows.order_by('-pk').values_list('link_id', 'party_id'):
        links.filter(pk=link).update(party_id=party)
    rows.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0006_origins_roles_and_corrections'),
    ]

    operations = [
        migrations.RunPython(fill, put_back),
    ]
