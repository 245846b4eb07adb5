"""django-guardian serves decisions about one case, by one table of our own (house, section 5; ORG-4).

Reach is a queryset that asks for the account: no code assigns or asks row by row, and nothing is added to people.
"""

from __future__ import annotations

import ast

from django.conf import settings
from django.contrib.auth.models import Group
from guardian.models import GroupObjectPermission, UserObjectPermission

from accounts.models import User
from tests import cast
from tests.architecture.sources import calls, modules

ROW_BY_ROW = ("assign_perm", "remove_perm", "bulk_assign_perm", "bulk_remove_perm", "get_objects_for_user")
ABOUT_ONE_ROW = 2  # has_perm(permission, row)


def test_no_code_assigns_or_removes_permissions_by_guardians_shortcuts():
    assert [f"{path}:{call.lineno}" for path, call in calls(*ROW_BY_ROW)] == []


def of_a_row(call: ast.Call) -> bool:
    return len(call.args) >= ABOUT_ONE_ROW or any(keyword.arg == "obj" for keyword in call.keywords)


def test_no_code_asks_for_a_permission_on_one_row():
    asked = list(calls("has_perm", "has_perms"))
    assert asked, "general permissions of staff are asked for in this way"
    assert [f"{path}:{call.lineno}" for path, call in asked if of_a_row(call)] == []


def test_the_finder_tells_a_row_from_a_general_permission():
    row, general = (
        ast.parse(line, mode="eval").body
        for line in ("user.has_perm('cases.view_case', case)", "user.has_perm('cases.view_case')")
    )
    assert isinstance(row, ast.Call)
    assert isinstance(general, ast.Call)
    assert of_a_row(row)
    assert not of_a_row(general)


def test_no_admin_page_offers_grants_of_guardians_own():
    text = {path: ast.dump(tree) for path, tree in modules().items()}
    assert [path for path, dump in text.items() if "GuardedModelAdmin" in dump] == []


def test_guardian_adds_nothing_to_people_and_answers_no_question():
    assert settings.ANONYMOUS_USER_NAME is None
    assert "guardian.backends.ObjectPermissionBackend" not in settings.AUTHENTICATION_BACKENDS
    for model in (User, Group):
        assert [
            name for name in ("add_obj_perm", "del_obj_perm", "evict_obj_perms_cache") if hasattr(model, name)
        ] == []
    assert not hasattr(User, "get_anonymous")


def test_guardians_two_generic_tables_stay_empty_and_there_is_no_anonymous_user(transactional_db):
    cast.load()
    assert User.objects.exists()
    assert not UserObjectPermission.objects.exists()
    assert not GroupObjectPermission.objects.exists()
    assert not User.objects.filter(email__icontains="anonymous").exists()
