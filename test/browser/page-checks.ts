import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** How a page is looked at. */
export interface View {
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
}

/** A narrow phone and a wide screen, by day and by night. */
export const views: readonly View[] = [
  { width: 320, colorScheme: 'light' },
  { width: 320, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
];

/** Looks at a page that is open in another way. */
export async function lookAt(page: Page, { width, colorScheme }: View): Promise<void> {
  if (page.viewportSize()?.width !== width) await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme });
}

/** What of a page lies outside its width, elements and their text; empty where nothing does. */
export function overflowOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const outside = ({ left, right, width: own }: DOMRect) => own > 0 && (right > width + 0.5 || left < -0.5);
    const found: string[] = [];
    const scroll = document.scrollingElement?.scrollWidth ?? 0;
    if (scroll > window.innerWidth) found.push(`the page is ${scroll} wide`);
    for (const element of document.querySelectorAll('body, body *')) {
      if (outside(element.getBoundingClientRect())) found.push(`<${element.localName} id="${element.id}">`);
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(text);
      if ([...range.getClientRects()].some(outside)) found.push(`the text ${(text.textContent ?? '').trim()}`);
    }
    return found;
  });
}

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const scopes = {
  everything: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  /** What width and colours decide; all else is the same in every view of a page. */
  'what is seen': {
    type: 'rule',
    values: ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable'],
  },
};

interface Axe {
  run(options: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
}

/** What axe finds wrong with a page; empty for nothing. The page's context must bypass its content security policy. */
export async function violationsOf(page: Page, scope: keyof typeof scopes): Promise<readonly string[]> {
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(axe);
  return page.evaluate(async (runOnly) => {
    const options = { runOnly, resultTypes: ['violations'] };
    const { violations } = await (window as unknown as { axe: Axe }).axe.run(options);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary = '' }) => `${id}: ${html}: ${failureSummary}`),
    );
  }, scopes[scope]);
}

/**
 * What is wrong with a page for whoever has a keyboard alone: what Tab does not reach, or not in the order of reading, and where nobody
 * sees that it has the focus.
 */
export async function keyboardProblemsOf(page: Page): Promise<readonly string[]> {
  const wanted = await page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>('a[href], button, input, textarea, select, summary');
    const seen = [...all].filter((element) => element.checkVisibility() && element.getAttribute('type') !== 'hidden');
    seen.forEach((element, index) => {
      element.dataset.tabStop = String(index);
    });
    // From the top, wherever the page has put the focus.
    document.body.tabIndex = -1;
    document.body.focus();
    return seen.map((element) => element.outerHTML.slice(0, 80));
  });
  const problems: string[] = [];
  for (const [index, html] of wanted.entries()) {
    await page.keyboard.press('Tab');
    const [reached, outline] = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      const { outlineStyle, outlineWidth } = getComputedStyle(element ?? document.body);
      return [element?.dataset.tabStop, outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth)] as const;
    });
    if (reached !== String(index)) return [...problems, `Tab does not reach ${html}`];
    if (outline < 2) problems.push(`nobody sees the focus on ${html}`);
  }
  return problems;
}
