import { createHash } from 'node:crypto';
import { escaped, pageHeaders } from '../../idp/page';

/**
 * The one script of these pages: shows the buttons that copy, where the browser lets a page copy (over http it does so on this machine's
 * own addresses alone), and says what became of it.
 */
const script = `
const said = document.getElementById('said');
for (const button of navigator.clipboard ? document.querySelectorAll('button[data-copies]') : []) {
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener('click', async () => {
    const { value, textContent } = document.getElementById(button.dataset.copies);
    const done = await navigator.clipboard.writeText(value ?? textContent).then(() => true, () => false);
    said.textContent = done ? button.dataset.what + ' copied' : 'The browser did not let it be copied';
    button.textContent = done ? 'Copied' : label;
    setTimeout(() => { button.textContent = label; said.textContent = ''; }, 3000);
  });
}
`;

const hash = createHash('sha256').update(script).digest('base64');

/** The headers of the local cloud's own pages: as those of every page, and no other script than the one, no form, no other window. */
export const landingHeaders: Readonly<Record<string, string>> = {
  ...pageHeaders,
  'content-security-policy': `${pageHeaders['content-security-policy']}; script-src 'sha256-${hash}'; form-action 'none'`,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** What stands at the end of a page with buttons that copy. */
export const copying = `<p id="said" role="status" class="said"></p>
    <script>${script}</script>`;

/** A button that copies the text of an element. @param id of the element @param what it copies, for whoever hears it */
export function copyButton(id: string, what: string): string {
  return `<button type="button" class="second" hidden data-copies="${escaped(id)}" data-what="${escaped(what)}" aria-label="Copy ${escaped(what)}">Copy</button>`;
}

/** Text to be copied as it is: a command, a token, JSON. It breaks where it must, and is nowhere scrolled. */
export function block(id: string, text: string, what: string): string {
  return `<div class="block"><pre id="${escaped(id)}">${escaped(text)}</pre>${copyButton(id, what)}</div>`;
}

/** The style of these pages beside that of every page. */
export const landingStyle = `
  .block { display: flex; flex-wrap: wrap; gap: .5rem; align-items: start; margin: .5rem 0 }
  .block pre { flex: 1 1 14rem; min-width: 0; margin: 0; padding: .5rem .75rem; border: 1px solid; border-radius: .375rem; white-space: pre-wrap }
  h2 label { font: inherit; margin: 0 }
  button.second { min-height: 1.75rem; padding: 0 .75rem }
  dl { display: grid; grid-template-columns: minmax(0, 1fr); margin: 0 }
  dt { font-weight: 600; margin-top: .75rem }
  dd { margin: 0; display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center }
  dd .hint { margin: 0; flex-basis: 100% }
  ul { padding-left: 1.25rem }
  li { margin: .5rem 0 }
  summary { min-height: 1.5rem; cursor: pointer }
  .said { border: 0; padding: 0; position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }`;
