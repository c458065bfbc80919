"""By what words of its code a page gives away who follows its visitors, and who asks them first."""

# As they stand in code; "'" is any quote, and spaces may stand around "(".
TRACKER_SIGNS = {
    "Google Analytics": (
        "google-analytics.com/",
        "googletagmanager.com/gtag/js",
        "gtag('config','G-",
        "gtag('config','UA-",
        "ga('create'",
    ),
    "Google Tag Manager": ("googletagmanager.com/gtm.js",),
    "Google Ads": (
        "googleadservices.com/",
        "doubleclick.net/",
        "googlesyndication.com/",
        "gtag('config','AW-",
    ),
    "Facebook": ("connect.facebook.net/", "fbq('init'"),
    "Hotjar": ("static.hotjar.com/", "_hjSettings={hjid"),
    "Microsoft Clarity": ("clarity.ms/",),
    "Microsoft Ads": ("bat.bing.com/",),
    "TikTok": ("analytics.tiktok.com/", "ttq.load("),
    "LinkedIn": ("snap.licdn.com/", "_linkedin_partner_id="),
    "Pinterest": ("s.pinimg.com/ct/", "pintrk('load'"),
    "Snapchat": ("sc-static.net/scevent", "snaptr('init'"),
    "X": ("static.ads-twitter.com/", "twq('init'", "twq('config'"),
    "Yandex": ("mc.yandex.ru/",),
    "Criteo": ("static.criteo.net/", "dynamic.criteo.com/"),
    "HubSpot": ("js.hs-scripts.com/", "js.hs-analytics.net/"),
    "Brevo": ("sibautomation.com/",),
    "Mailchimp": ("chimpstatic.com/",),
    "StatCounter": ("statcounter.com/counter",),
    "AddThis": ("s7.addthis.com/",),
    "ShareThis": ("platform-api.sharethis.com/", "w.sharethis.com/"),
    "AddToAny": ("static.addtoany.com/",),
    "Mouseflow": ("cdn.mouseflow.com/",),
    "Lucky Orange": ("luckyorange.com/",),
    "Crazy Egg": ("script.crazyegg.com/",),
    "Xiti": ("logv2.xiti.com/", "logc407.xiti.com/", "tag.aticdn.net/"),
    "Taboola": ("cdn.taboola.com/",),
    "Outbrain": ("amplify.outbrain.com/",),
}
# Pictures and frames that follow without any script.
FOLLOWING_PARTS = {
    "facebook.com/tr": "Facebook",
    "facebook.com/plugins/": "Facebook",
    "doubleclick.net/": "Google Ads",
    "google-analytics.com/": "Google Analytics",
    "px.ads.linkedin.com/": "LinkedIn",
    "ct.pinterest.com/": "Pinterest",
    "logv2.xiti.com/": "Xiti",
    "c.statcounter.com/": "StatCounter",
}
# Tools that hold back what follows people, wherever it stands in the page.
HOLDING_BACK = {"Cookiebot", "OneTrust", "Complianz", "CookieYes", "iubenda", "Usercentrics", "Quantcast", "Wix",
                "Squarespace"}  # fmt: skip
CONSENT_SIGNS = {
    "tarteaucitron": ("tarteaucitron",),
    "Axeptio": ("axept.io", "axeptio"),
    "Didomi": ("didomi",),
    "Cookiebot": ("cookiebot",),
    "OneTrust": ("onetrust", "cookielaw.org", "optanon"),
    "Complianz": ("complianz", "cmplz"),
    "CookieYes": ("cookieyes", "cookie-law-info", "cky-consent"),
    "iubenda": ("iubenda",),
    "Quantcast": ("quantcast.mgr", "quantcast.com/choice"),
    "Klaro": ("klaro",),
    "Orejime": ("orejime",),
    "Usercentrics": ("usercentrics",),
    "Wix": ("consentpolicymanager", "consent-banner"),
    "Squarespace": ("sqs-cookie-banner",),
    "banner": (
        "cookie-consent",
        "cookieconsent",
        "cookie-banner",
        "cookie-notice",
        "rgpd-banner",
        "gdpr-banner",
    ),
}
NOBODYS_PAGES = {
    "", "home", "wix", "jimdo", "squarespace", "wordpress", "wordpressdotcom", "elementor", "prestashop", "shopify",
    "votrepage", "votre-page", "yourpage", "yourprofile", "username", "envato", "webflow",
}  # fmt: skip
SOCIAL_HOSTS = {
    "facebook.com": "Facebook",
    "fb.com": "Facebook",
    "instagram.com": "Instagram",
    "tiktok.com": "TikTok",
    "fb.me": "Facebook",
    "linkedin.com": "LinkedIn",
    "pinterest.com": "Pinterest",
    "pinterest.fr": "Pinterest",
    "youtube.com": "YouTube",
    "x.com": "X",
    "twitter.com": "X",
}
SHARED_HOSTS = (
    "wixsite.com", "jimdosite.com", "jimdofree.com", "sites.google.com", "business.site", "wordpress.com",
    "e-monsite.com",
    "pagesperso-orange.fr", "free.fr", "github.io", "netlify.app", "squarespace.com", "webnode.fr", "weebly.com",
    "myshopify.com", "blogspot.com", "over-blog.com", "canalblog.com", "etsy.com", "facebook.com", "instagram.com",
    "eklablog.com", "simdif.com", "strikingly.com", "webador.fr",
    "site-solocal.com", "webselfsite.net", "my.canva.site",
)  # fmt: skip
