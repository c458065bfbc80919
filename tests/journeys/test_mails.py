"""Each mail in a narrow mail program: nothing goes over the side, all can be read and pressed, on light and on dark."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from etabli.front.messages import LANGUAGES, samples

pytestmark = pytest.mark.browser
NARROW = 320
BOUNDS = [14, 44, 4.5]  # pixels of a text, of a button; contrast
LOOK = """([smallest, lowest, least]) => {
  const luminance = colour => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map(value => value / 255)
      .map(value => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const seen = {wide: document.documentElement.scrollWidth, small: [], pale: [], low: []};
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement, text = walker.currentNode.data.trim();
    if (!text || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const [a, b] = [luminance(style.color), luminance(ground(element))].sort((x, y) => y - x);
    if (parseFloat(style.fontSize) < smallest) seen.small.push(text);
    if ((a + .05) / (b + .05) < least) seen.pale.push(text);
  }
  for (const button of document.querySelectorAll('.press a'))
    if (button.getBoundingClientRect().height < lowest) seen.low.push(button.textContent);
  return seen;
}"""
WRONG = """<body style="margin:0"><p style="width:900px;font-size:11px;color:#999">trop large, trop petit, trop pâle</p>
<p class="press"><a href="/" style="display:block;height:20px">trop bas</a></p></body>"""


def faults(seen: dict[str, Any]) -> list[str]:
    wide = [f"{seen['wide']} px wide"] if seen["wide"] > NARROW else []
    return wide + [f"{name}: {text[:60]}" for name in ("small", "pale", "low") for text in seen[name]]


def test_what_is_wrong_is_seen(browser: Browser) -> None:
    with browser.new_context(viewport={"width": NARROW, "height": 700}) as context:
        page = context.new_page()
        page.set_content(WRONG)
        told = "\n".join(faults(page.evaluate(LOOK, BOUNDS)))
    for fault in ("900 px wide", "small: trop large", "pale: trop large", "low: trop bas"):
        assert fault in told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_mail_is_readable_on_a_narrow_screen(browser: Browser, language: str, scheme: Any) -> None:
    wrong, asked = list[str](), list[str]()
    with browser.new_context(viewport={"width": NARROW, "height": 700}, color_scheme=scheme) as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        for sample in samples(languages=(language,)):
            if sample.body:
                page.set_content(sample.letter())
                wrong += [f"{sample.name}: {fault}" for fault in faults(page.evaluate(LOOK, BOUNDS))]
    assert not asked, "a mail asks for something"
    assert not wrong, "\n".join(wrong)
