"""The words of HTML, ARIA and SVG that our templates may use. A word that is missing is added here, knowingly."""

_ELEMENTS = """
    html head meta title link script body header nav main footer aside section article div span p a b strong em small
    h1 h2 h3 h4 ul ol li dl dt dd table caption thead tbody tfoot tr th td form fieldset legend label input button
    select option optgroup textarea output progress details summary figure figcaption blockquote q cite time code pre
    kbd abbr hr br img picture source dialog template address mark sub sup i
    noscript del ins iframe
    svg g path rect circle line text tspan desc defs pattern polyline polygon use image
"""

_ATTRIBUTES = """
    accept accept-charset action alt as async autocapitalize autocomplete autofocus charset checked cite class cols
    accesskey colspan content crossorigin datetime defer dir disabled download enctype enterkeyhint for form formaction
    formmethod formnovalidate headers height hidden href hreflang http-equiv id inert inputmode integrity lang list
    loading max maxlength media method min minlength multiple name novalidate open pattern placeholder popover
    popovertarget popovertargetaction readonly referrerpolicy rel required reversed role rows rowspan scope selected
    sandbox size sizes span spellcheck src srcset start step tabindex target title translate type value width wrap
    command commandfor itemid itemprop itemscope itemtype

    aria-atomic aria-busy aria-checked aria-controls aria-current aria-describedby aria-description aria-details
    aria-disabled aria-errormessage aria-expanded aria-haspopup aria-hidden aria-invalid aria-label aria-labelledby
    aria-level aria-live aria-modal aria-multiselectable aria-orientation aria-owns aria-placeholder aria-posinset
    aria-pressed aria-readonly aria-relevant aria-required aria-roledescription aria-selected aria-setsize aria-sort
    aria-valuemax aria-valuemin aria-valuenow aria-valuetext

    cx cy d dx dy fill focusable font-size points preserveaspectratio r rx ry stroke stroke-linecap stroke-linejoin
    stroke-width text-anchor transform viewbox x x1 x2 xmlns y y1 y2

    hx-boost hx-confirm hx-delete hx-disabled-elt hx-get hx-headers hx-include hx-indicator hx-params hx-patch hx-post
    hx-preserve hx-prompt hx-push-url hx-put hx-replace-url hx-select hx-select-oob hx-swap hx-swap-oob hx-sync
    hx-target hx-trigger hx-vals
"""

ELEMENTS = frozenset(_ELEMENTS.split())
ATTRIBUTES = frozenset(_ATTRIBUTES.split())
PREFIXES = ("data-",)
