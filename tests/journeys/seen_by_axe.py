"""What axe finds wrong in a page. Of the colours, which take it most of its time, each way in which a text is shown is
judged once: two texts of the same colour, size and weight, before the same backgrounds, have the same contrast.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALL_BUT_COLOURS = """rules => axe.run(document, {resultTypes: ['violations'], runOnly: rules,
  rules: {'color-contrast': {enabled: false}}})"""
# What the contrast of a text hangs on, of it and of what holds it; axe passes over what can't be used, or is aside.
COLOURS = """async known => {
  const said = new Map(), judged = new Set(known), fresh = new Set(), found = [];
  const number = text => [...text].reduce((sum, sign) => (Math.imul(sum, 31) + sign.charCodeAt(0)) | 0, 7);
  const held = element => {
    if (!element) return '';
    if (!said.has(element)) {
      const style = getComputedStyle(element);
      said.set(element, [style.backgroundColor, style.backgroundImage, style.opacity, style.position, style.zIndex,
        style.clipPath, style.filter, style.mixBlendMode, held(element.parentElement)].join());
    }
    return said.get(element);
  };
  const written = element => {
    const style = getComputedStyle(element), off = ':disabled, [aria-disabled=true]';
    return [style.color, style.fontSize, style.fontWeight, style.textShadow, style.textIndent, element.localName,
      !!element.closest(off) || !!element.closest('label')?.control?.matches(off),
      'placeholder' in element && getComputedStyle(element, '::placeholder').color, held(element)].join();
  };
  for (const element of document.body.querySelectorAll('*')) {
    const isText = element.matches('input, select, textarea')
      || [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!isText || !element.checkVisibility({visibilityProperty: true})) continue;
    const key = number(written(element));
    if (judged.has(key)) continue;
    judged.add(key), fresh.add(key), found.push(element);
  }
  const options = {resultTypes: ['violations'], runOnly: {type: 'rule', values: ['color-contrast']}};
  const violations = found.length ? (await axe.run({include: found}, options)).violations : [];
  return {violations, fresh: [...fresh]};
}"""


@dataclass
class Axe:
    """Remembers which colours were without fault."""

    judged: set[int] = field(default_factory=set)

    def violations(self, page: Page) -> list[dict[str, Any]]:
        """All that axe finds in this page, which runs scripts; it is loaded there, for what is asked afterwards."""
        page.evaluate(AXE)
        found: list[dict[str, Any]] = page.evaluate(ALL_BUT_COLOURS, RULES)["violations"]
        return found + self.colours(page)

    def colours(self, page: Page) -> list[dict[str, Any]]:
        """The contrasts alone, in a page where axe is loaded."""
        answer = page.evaluate(COLOURS, list(self.judged))
        violations: list[dict[str, Any]] = answer["violations"]
        if not violations:
            self.judged.update(answer["fresh"])
        return violations
