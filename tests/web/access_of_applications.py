"""Who gets what at the addresses of applications, activation, terms and papers: a part of the access table.

The anonymous visitor has the draft open in his browser, as its applicant; for everybody else it does not exist.
"""

from __future__ import annotations

TABLE = """
route                              method anon   PA   AA  AA2 filer coll stra indi offi acco supp staf
accounts:apply                     GET     200  200  200  200  200  200  200  200  200  200  200  200
accounts:blank_form                GET     200  200  200  200  200  200  200  200  200  200  200  200
accounts:begin                     GET     200  200  200  200  200  200  200  200  200  200  200  200
accounts:begin                     POST    422  422  422  422  422  422  422  422  422  422  422  422
accounts:follow                    GET     200  200  200  200  200  200  200  200  200  200  200  200
accounts:follow                    POST    422  422  422  422  422  422  422  422  422  422  422  422
accounts:new_code                  GET     200  200  200  200  200  200  200  200  200  200  200  200
accounts:new_code                  POST    422  422  422  422  422  422  422  422  422  422  422  422
accounts:new_link                  GET     200  200  200  200  200  200  200  200  200  200  200  200
accounts:new_link                  POST    422  422  422  422  422  422  422  422  422  422  422  422
accounts:leave                     POST    302  302  302  302  302  302  302  302  302  302  302  302
accounts:application               GET     200  404  404  404  404  404  404  404  404  404  404  404
accounts:section                   GET     200  404  404  404  404  404  404  404  404  404  404  404
accounts:section                   POST    422  404  404  404  404  404  404  404  404  404  404  404
accounts:check                     GET     200  404  404  404  404  404  404  404  404  404  404  404
accounts:check                     POST    422  404  404  404  404  404  404  404  404  404  404  404
accounts:withdraw                  GET     200  404  404  404  404  404  404  404  404  404  404  404
accounts:withdraw                  POST    302  404  404  404  404  404  404  404  404  404  404  404
accounts:answer                    POST    302  404  404  404  404  404  404  404  404  404  404  404
accounts:documents                 GET     200  404  404  404  404  404  404  404  404  404  404  404
accounts:add_document              POST    422  404  404  404  404  404  404  404  404  404  404  404
accounts:document                  GET     200  404  404  404  404  404  404  404  404  404  404  404
accounts:remove_document           POST    302  404  404  404  404  404  404  404  404  404  404  404
accounts:document_page             GET     200  404  404  404  404  404  404  404  404  404  404  404
accounts:activate                  GET     200  200  200  200  200  200  200  200  200  200  200  200
accounts:activate                  POST    422  422  422  422  422  422  422  422  422  422  422  422
accounts:terms                     GET     200  200  200  200  200  200  200  200  200  200  200  200
accounts:terms                     POST    302  422  422  422  422  422  422  422  403  403  403  403
admin:accounts_handover_enter      GET     302  302  302  302  302  302  302  302  403  403  200  403
admin:accounts_handover_enter      POST    302  302  302  302  302  302  302  302  403  403  422  403
admin:accounts_application_enter   GET     302  302  302  302  302  302  302  302  403  403  200  403
admin:accounts_application_enter   POST    302  302  302  302  302  302  302  302  403  403  422  403
admin:accounts_application_review  GET     302  302  302  302  302  302  302  302  200  403  200  403
admin:accounts_application_act     GET     302  302  302  302  302  302  302  302  403  403  200  403
admin:accounts_application_act     POST    302  302  302  302  302  302  302  302  403  403  422  403
admin:accounts_application_edit    GET     302  302  302  302  302  302  302  302  403  403  200  403
admin:accounts_application_edit    POST    302  302  302  302  302  302  302  302  403  403  422  403
admin:accounts_application_attach  POST    302  302  302  302  302  302  302  302  403  403  422  403
admin:accounts_application_remove  POST    302  302  302  302  302  302  302  302  403  403  302  403
admin:accounts_application_page    GET     302  302  302  302  302  302  302  302  200  403  200  403
"""
