"""Scripts of forms: what only calculates or formats passes; what could do more, or hides what it does, does not."""

from __future__ import annotations

import pytest

from icms.files.children.scripts import is_harmless


@pytest.mark.parametrize(
    "script",
    [
        'AFNumber_Format(2,1,"MinusBlack",null,"HK$ ",true);',
        'AFSimple_Calculate("SUM", new Array("a","b"));',
        'AFDate_FormatEx("dd/mm/yyyy");',
        "AFRange_Validate(true, 0, true, 100);",
        'var a = this.getField("x").value; event.value = a * 2;',
        "function sum(a, b) { return a + b; } event.value = sum(1, 2);",
        'event.value = (Number(this.getField("Total").value) / 100).toFixed(2);',
        'if (event.value != "") { event.value = event.value.toUpperCase(); }',
        'for (var i = 0; i < 3; i++) { var f = this.getField("n" + i); event.value += f.value; }',
        "event.rc = true;",
    ],
)
def test_scripts_that_calculate_or_format_fields_are_harmless(script: str):
    assert is_harmless(script)


@pytest.mark.parametrize(
    "script",
    [
        "app.alert(1)",
        'this.submitForm("http://x")',
        'this["submitForm"]("x")',
        'eval("1")',
        'var a=/"/; app.launchURL("http://x"); var b=/"/;',
        'var a=/[/]/*1; app.launchURL("u"); /* */ 0',
        'var k="launch"+"URL"; var Number=app[k]; Number("http://x")',
        'var d=app; AFX=d.launchURL; AFX("u")',
        'var d=event.target; Number=d.submitForm; Number("u")',
        'var t=this; (t.submitForm)("x")',
        'event.target.doc.getField("a")',
        "o.valueOf=event.target.doc.closeDoc; o+1",
        'var f=this.getField("a"); var k="sub"+"mit"; (f[k])("u")',
        '"x".replace("x", f[k])',
        "Function('x')()",
        "while(1);",
        "for(;;){}",
    ],
)
def test_scripts_that_do_more_or_hide_what_they_do_are_not(script: str):
    assert not is_harmless(script)
