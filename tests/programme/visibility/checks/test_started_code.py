"""Who follows visitors before they said yes: what of a page's code runs at once, and what waits to be agreed to."""

import pytest

from etabli.programme.visibility.engine.checks.facts import SiteFacts
from etabli.programme.visibility.engine.checks.judging import judge
from etabli.programme.visibility.engine.checks.page.reading import read_page

GTAG = "https://www.googletagmanager.com/gtag/js?id=G-EX4MPLE"
INJECT = f"var s=document.createElement('script');s.async=1;s.src='{GTAG}';document.head.appendChild(s);"
CONFIG = (
    "window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments);}"
    "gtag('js',new Date());gtag('config','G-EX4MPLE');"
)
GTM = (
    "(function(w,d,s,l,i){w[l]=w[l]||[];w[l].push({'gtm.start':new Date().getTime(),event:'gtm.js'});"
    "var f=d.getElementsByTagName(s)[0],j=d.createElement(s),dl=l!='dataLayer'?'&l='+l:'';j.async=true;"
    "j.src='https://www.googletagmanager.com/gtm.js?id='+i+dl;f.parentNode.insertBefore(j,f);"
    "})(window,document,'script','dataLayer','GTM-EX4MPL');"
)
PIXEL = (
    "!function(f,b,e,v,n,t,s){if(f.fbq)return;n=f.fbq=function(){n.callMethod?n.callMethod.apply(n,arguments):"
    "n.queue.push(arguments)};t=b.createElement(e);t.src=v;s=b.getElementsByTagName(e)[0];"
    "s.parentNode.insertBefore(t,s)}(window,document,'script','https://connect.facebook.net/fr_FR/fbevents.js');"
    "fbq('init','12345');fbq('track','PageView');"
)
BANNER = '<div id="bandeau-cookies"><button id="oui">Oui</button><button id="non">Non</button></div>'

FOLLOWED = {
    "beside a tool that asks, but holds nothing back": (
        f"<script src='/tarteaucitron/tarteaucitron.js'></script><script async src='{GTAG}'></script>"
    ),
    "a banner that only informs": (
        "<div class='cookie-banner'>En poursuivant, vous acceptez nos cookies. <button>OK</button></div>"
        f"<script async src='{GTAG}'></script><script>{CONFIG}</script>"
    ),
    "agreed to in advance": (
        "<script>function gtag(){dataLayer.push(arguments);}gtag('consent','default',{'analytics_storage':'granted',"
        f"'ad_storage':'granted'}});</script><script async src='{GTAG}'></script>"
    ),
    "spaces in the call": "<script>fbq ( 'init' , \"998877\" );</script>",
    "when the page has come": f"<script>window.addEventListener('load', function () {{ {INJECT} }});</script>",
    "by a function that the page calls": f"<script>function stats(){{ {INJECT} }}\nstats();</script>",
    "by the attribute of the body": f"<body onload='stats()'><script>function stats(){{ {INJECT} }}</script>",
    "three seconds later": f"<script>setTimeout(() => {{ {PIXEL} }}, 3000);</script>",
    "unless somebody refused": (
        f"<script>if (document.cookie.indexOf('stats_refus=1') === -1) {{ {INJECT} }}</script>{BANNER}"
    ),
    "a picture of one point": "<img src='https://www.facebook.com/tr?id=12345&ev=PageView' width=1 height=1 alt=''>",
    "a box of Facebook": "<iframe src='https://www.facebook.com/plugins/page.php?href=x' title='Facebook'></iframe>",
    "TikTok": "<script>!function(w,d,t){ttq.load('C4A');ttq.page();}(window,document,'ttq');</script>",
    "LinkedIn": "<script>_linkedin_partner_id='123';</script>",
    "Microsoft Ads": "<script>(function(w,d,t,r){n.src=r})(window,document,'script','//bat.bing.com/bat.js');</script>",
    "a chat that counts": "<script src='//js.hs-scripts.com/123.js'></script>",
    "the old way": (
        "<script>var _gaq=_gaq||[];_gaq.push(['_setAccount','UA-1-1']);"
        "(function(){var ga=document.createElement('script');"
        "ga.src=('https:'==document.location.protocol?'https://ssl':'http://www')+'.google-analytics.com/ga.js';"
        "})();</script>"
    ),
    "beside a function that asks something else": (
        f"<script>function lire(){{ if (!window.localStorage) return null; return 1; }}\n{PIXEL}</script>"
    ),
    "a script of a kind that runs all the same": f"<script type='text/javascript; charset=utf-8'>{PIXEL}</script>",
}
ASKED_FIRST = {
    "once the cookie says yes": (
        f"<script>function mesure(){{ {INJECT} }}if(document.cookie.indexOf('rgpd=oui')>-1){{mesure();}}"
        "document.getElementById('oui').onclick=function(){document.cookie='rgpd=oui';mesure();};</script>" + BANNER
    ),
    "once a button was pressed": (
        f"<script>document.getElementById('oui').addEventListener('click', function () {{ {PIXEL} }});</script>{BANNER}"
    ),
    "by the attribute of a button": (
        f"<script>function accepter(){{ {GTM} }}</script><button onclick='accepter()'>J’accepte</button>"
    ),
    "on one line": (
        f"<script>const suivre = () => {{ {INJECT} }};\n"
        "localStorage.getItem('accord') === 'oui' && suivre();</script>"
    ),
    "a return for want of an agreement": (
        f"<script>(function(){{ if (localStorage.getItem('cookies-ok') !== '1') return; {INJECT} }})();</script>"
    ),
    "otherwise": f"<script>if(!aConsenti()){{montrer();}}else{{ {PIXEL} }}</script>",
    "given to the tool that asks": (
        f"<script>CookieConsent.run({{onAccept: function(){{ {INJECT} }}}});</script>"
        f"<script>axeptio.on('cookies:complete', function(choices){{ if(choices.ga){{ {INJECT} }} }});</script>"
    ),
    "by a variable of the page's own": (
        f"<script>var ok = document.cookie.match(/stats=oui/);\nif (ok) {{ {INJECT} }}</script>"
    ),
    "by a question of the page's own": (
        f"<script>function aDitOui(){{ return document.cookie.indexOf('stats=oui') >= 0; }}\n"
        f"if (aDitOui()) {{ {PIXEL} }}</script>"
    ),
    "a kind that doesn't run": (
        f"<script type='text/plain' data-service='ga' src='{GTAG}'></script>"
        f"<script type='text/tarteaucitron'>{CONFIG}</script><script type='javascript/blocked'>{PIXEL}</script>"
    ),
    "no address yet": f"<script data-src='{GTAG}' data-categorie='mesure'></script>",
    "only without scripts": "<noscript><img src='https://www.facebook.com/tr?id=1&noscript=1' alt=''></noscript>",
    "only said in a comment": (
        f"<script>/* {INJECT} */\n// gtag('config', 'G-1')\nvar a = 1;</script><!-- <script src='{GTAG}'></script> -->"
    ),
    "only spoken of": (
        "<link rel='dns-prefetch' href='//www.google-analytics.com'><p>Nous avons quitté google-analytics.com/</p>"
    ),
    "counted by ourselves": "<script data-domain='x.test' src='https://plausible.io/js/script.js'></script>",
    "the tool starts it": (
        "<script src='/tarteaucitron/tarteaucitron.js'></script><script>tarteaucitron.init({});"
        "tarteaucitron.user.gtagUa='G-EX4MPLE';(tarteaucitron.job=tarteaucitron.job||[]).push('gtag');</script>"
    ),
}  # fmt: skip
UNSURE = {
    "refused in advance, Google keeps nothing": (
        "<script>window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}"
        "gtag('consent', 'default', {ad_storage: 'denied', analytics_storage: 'denied'});</script>"
        f"<script async src='{GTAG}'></script><script>{CONFIG}</script>"
    ),
    "a tool that holds the others back by itself": (
        "<script src='https://consent.cookiebot.com/uc.js' data-blockingmode='auto'></script>"
        f"<script async src='{GTAG}'></script>"
    ),
    "a box of tags that may wait": f"<script src='https://static.axept.io/sdk.js'></script><script>{GTM}</script>",
}


def trackers(body: str) -> str:
    start = "" if "<body" in body else "<body>"
    words = "Du pain au levain. " * 12
    html = f"<!doctype html><html lang=fr><title>Maison Exemple</title>{start}{body}<p>{words}</p>"
    page = read_page(html.encode(), "https://x.test/")
    assert page is not None
    return judge(SiteFacts(url="https://x.test/", status=200, is_safe=True, page=page))["trackers"].state


@pytest.mark.parametrize("name", FOLLOWED)
def test_who_is_followed_before_they_said_yes_is_told(name: str) -> None:
    assert trackers(FOLLOWED[name]) == "mend"


@pytest.mark.parametrize("name", ASKED_FIRST)
def test_what_waits_to_be_agreed_to_is_fine(name: str) -> None:
    assert trackers(ASKED_FIRST[name]) == "fine"


@pytest.mark.parametrize("name", UNSURE)
def test_what_may_be_held_back_is_unknown(name: str) -> None:
    assert trackers(UNSURE[name]) == "unknown"
