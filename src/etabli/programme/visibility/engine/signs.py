"""By what words of its code a page gives away who follows its visitors, and who asks them first."""

TRACKER_SIGNS = {
    "Google Analytics": (
        "google-analytics.com/",
        "googletagmanager.com/gtag/js",
        "gtag('config'",
        'gtag("config"',
    ),
    "Google Tag Manager": ("googletagmanager.com/gtm.js",),
    "Google Ads": ("googleadservices.com/", "doubleclick.net/", "googlesyndication.com/"),
    "Facebook": ("connect.facebook.net/", "fbq('init'", 'fbq("init"'),
    "Hotjar": ("static.hotjar.com/",),
    "Microsoft Clarity": ("clarity.ms/",),
    "TikTok": ("analytics.tiktok.com/",),
    "LinkedIn": ("snap.licdn.com/",),
    "Pinterest": ("s.pinimg.com/ct/", "pintrk('load'"),
    "Yandex": ("mc.yandex.ru/",),
}
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
    "consent mode": (
        "'consent', 'default'",
        "'consent','default'",
        '"consent","default"',
        '"consent", "default"',
    ),
    "banner": (
        "cookie-consent",
        "cookieconsent",
        "cookie-banner",
        "cookie-notice",
        "rgpd-banner",
        "gdpr-banner",
    ),
}
SOCIAL_HOSTS = {
    "facebook.com": "Facebook",
    "fb.com": "Facebook",
    "instagram.com": "Instagram",
    "tiktok.com": "TikTok",
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
