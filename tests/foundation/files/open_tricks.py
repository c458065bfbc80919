"""OpenDocument files that fetch or run something when they are opened."""

from tests.foundation.files.office_parts import ELSEWHERE, SPACES, URL, Trick, content, open_sheet, open_text

CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
OPEN_FETCH = f"WEBSERVICE(&quot;{URL}&quot;)"
OTHER_FILE = f"'{URL}.ods'#$a.A1"


def cell(attributes: str) -> Trick:
    return open_sheet(
        f"<table:table><table:table-row><table:table-cell {attributes}/></table:table-row></table:table>"
    )


def named(inside: str) -> Trick:
    return open_sheet(f"<table:table/><table:named-expressions>{inside}</table:named-expressions>")


def conditional(inside: str) -> Trick:
    return open_sheet(
        f"<table:table><calcext:conditional-formats {CALC}><calcext:conditional-format>{inside}"
        "</calcext:conditional-format></calcext:conditional-formats></table:table>"
    )


IMAGE = '<text:p><draw:frame><draw:image xlink:href="{}"/></draw:frame></text:p>'
OPEN_TRICKS: dict[str, Trick] = {
    "a picture from elsewhere": open_text(IMAGE.format(URL)),
    "a picture from a share": open_text(IMAGE.format(f"//{ELSEWHERE}/x.png")),
    "a picture from a share, as a file": open_text(IMAGE.format(f"file://{ELSEWHERE}/x.png")),
    "a picture in capitals": open_text(IMAGE.format(f" HTTP://{ELSEWHERE}/x.png")),
    "an object from elsewhere": open_text(f'<draw:frame><draw:object xlink:href="{URL}"/></draw:frame>'),
    "a frame": open_text(f'<draw:frame><draw:floating-frame xlink:href="{URL}"/></draw:frame>'),
    "a film": open_text(f'<draw:frame><draw:plugin xlink:href="{URL}"/></draw:frame>'),
    "a program in Java": open_text(
        f'<draw:frame><draw:applet xlink:href="{URL}" draw:code="{ELSEWHERE}"/></draw:frame>'
    ),
    "a section from elsewhere": open_text(
        f'<text:section text:name="a"><text:section-source xlink:href="{URL}"/><text:p>1</text:p></text:section>'
    ),
    "a link of DDE": open_text(
        f'<text:dde-connection-decls><text:dde-connection-decl office:dde-application="cmd" '
        f'office:dde-topic="{ELSEWHERE}"/>'
        "</text:dde-connection-decls>"
    ),
    "a section of DDE": open_text(
        f'<text:section text:name="a"><office:dde-source office:dde-application="cmd" '
        f'office:dde-item="{ELSEWHERE}"/></text:section>'
    ),
    "a script when it is opened": open_text(
        "<text:p/>",
        f'<office:scripts><office:event-listeners><script:event-listener script:event-name="dom:load" '
        f'xlink:href="{URL}"/>'
        "</office:event-listeners></office:scripts>",
    ),
    "a script in the text": open_text(
        f'<text:p><text:script script:language="JavaScript">{ELSEWHERE}</text:script></text:p>'
    ),
    "a page that comes again": Trick(
        "odt",
        {
            "meta.xml": f"<office:document-meta {SPACES}><office:meta>"
            f'<meta:auto-reload xlink:href="{URL}" meta:delay="PT1S"/>'
            "</office:meta></office:document-meta>"
        },
    ),
    "a template from elsewhere": Trick(
        "odt",
        {
            "meta.xml": f'<office:document-meta {SPACES}><office:meta><meta:template xlink:href="{URL}"/></office:meta>'
            "</office:document-meta>"
        },
    ),
    "a form's picture": open_text(
        f'<office:forms><form:form><form:image form:image-data="{URL}"/></form:form></office:forms>'
    ),
    "a form's data": open_text(f'<office:forms><form:form form:datasource="{URL}"/></office:forms>'),
    "a form of the web": open_text(f'<office:forms><xforms:model schema="{URL}"/></office:forms>'),
    "a font from elsewhere": Trick(
        "odt",
        {
            "content.xml": content(
                before=f"<office:font-face-decls><style:font-face "
                f'style:name="a"><svg:font-face-src><svg:font-face-uri '
                f'xlink:href="{URL}"/></svg:font-face-src></style:font-face></office:font-face-decls>'
            )
        },
    ),
    "a background from elsewhere": Trick(
        "odt",
        {
            "styles.xml": f"<office:document-styles {SPACES}><office:styles>"
            f'<draw:fill-image draw:name="a" xlink:href="{URL}"/>'
            f'<style:style style:name="b"><style:paragraph-properties><style:background-image xlink:href="{URL}"/>'
            "</style:paragraph-properties></style:style></office:styles></office:document-styles>"
        },
    ),
    "settings from elsewhere": Trick(
        "odt",
        {
            "settings.xml": f"<office:document-settings {SPACES}><office:settings>"
            "<config:config-item-set config:name='a'>"
            f"<config:config-item config:name='ColorTableURL'>{URL}</config:config-item></config:config-item-set>"
            "</office:settings></office:document-settings>"
        },
    ),
    "an object of another kind": Trick("odt", {"Object 1/content.xml": content(IMAGE.format(URL))}),
    "a vector drawing that fetches": Trick(
        "odt", {"Pictures/a.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><use href="{URL}#a"/></svg>'}
    ),
    "a table from elsewhere": open_sheet(
        f'<table:table table:name="a"><table:table-source xlink:href="{URL}" table:table-name="b"/></table:table>'
    ),
    "cells from elsewhere": open_sheet(
        f'<table:table table:name="a"><table:table-row><table:table-cell><table:cell-range-source xlink:href="{URL}"/>'
        "</table:table-cell></table:table-row></table:table>"
    ),
    "a formula of DDE": open_sheet(
        f"<table:table><table:table-row><table:table-cell "
        f'table:formula="of:=DDE(&quot;cmd&quot;;&quot;{ELSEWHERE}&quot;;&quot;a&quot;)"/>'
        "</table:table-row></table:table>"
    ),
    "a formula of another file": open_sheet(
        f"<table:table><table:table-row><table:table-cell "
        f"table:formula=\"of:=['{URL}'#$a.A1]\"/></table:table-row></table:table>"
    ),
    "a formula WEBSERVICE": open_sheet(
        f"<table:table><table:table-row><table:table-cell "
        f'table:formula="of:=COM.MICROSOFT.WEBSERVICE(&quot;{URL}&quot;)"/>'
        "</table:table-row></table:table>"
    ),
    "a formula INDIRECT": cell(f'table:formula="of:=INDIRECT(&quot;{OTHER_FILE}&quot;)"'),
    "a formula INDIRECT of a cell": cell(f'table:formula="of:=INDIRECT([.A9])&amp;&quot;{ELSEWHERE}&quot;"'),
    "an expression by its name": named(
        f'<table:named-expression table:name="a" table:expression="of:={OPEN_FETCH}"/>'
    ),
    "an expression by its name, bare": named(
        f'<table:named-expression table:name="a" table:expression="{OPEN_FETCH}"/>'
    ),
    "cells by their name": named(
        f'<table:named-range table:name="a" table:cell-range-address="{OTHER_FILE}"/>'
    ),
    "cells by their name, from": named(
        f'<table:named-range table:name="a" table:base-cell-address="{OTHER_FILE}" table:cell-range-address="$a.$A$1"/>'
    ),
    "a condition": conditional(f'<calcext:condition calcext:value="formula-is({OPEN_FETCH})"/>'),
    "a condition from": conditional(
        f'<calcext:condition calcext:value="=1" calcext:base-cell-address="{OTHER_FILE}"/>'
    ),
    "a bar in a cell": conditional(
        f'<calcext:data-bar><calcext:formatting-entry calcext:type="formula" calcext:value="{OPEN_FETCH}"/>'
        "</calcext:data-bar>"
    ),
    "a scale of colours": conditional(
        f'<calcext:color-scale><calcext:color-scale-entry calcext:type="formula" calcext:value="LEN({OPEN_FETCH})"/>'
        "</calcext:color-scale>"
    ),
    "a check of cells": open_sheet(
        "<table:content-validations><table:content-validation table:name='a' "
        f'table:condition="of:is-true-formula({OPEN_FETCH})"/></table:content-validations>'
    ),
    "sums of other cells": open_sheet(
        f'<table:consolidation table:function="sum" table:source-cell-range-addresses="{OTHER_FILE}" '
        'table:target-cell-address="a.A1"/>'
    ),
    "a service of pivots": open_sheet(
        "<table:data-pilot-tables><table:data-pilot-table table:name='a'>"
        f"<table:source-service table:source-name='{URL}'/></table:data-pilot-table></table:data-pilot-tables>"
    ),
    "a chart of other cells": Trick(
        "ods",
        {"Object 1/content.xml": content(f'<chart:series chart:values-cell-range-address="{OTHER_FILE}"/>')},
    ),
    "a field of other cells": open_text(
        f'<office:forms><form:form><form:listbox form:source-cell-range="{OTHER_FILE}"/></form:form></office:forms>'
    ),
    "an attribute that is not known": open_text(f'<text:p text:anything="{URL}"/>'),
}
