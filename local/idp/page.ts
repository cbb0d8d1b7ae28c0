/** What every page shows. */
export interface Page {
  /** Who shows it: `identity provider`. */
  readonly what: string;
  /** Whose it is: an issuer, a user pool. */
  readonly owner: string;
  readonly heading: string;
  /** HTML, already escaped. */
  readonly content: string;
  /** For pages that are read, and not filled in. @default false */
  readonly wide?: boolean;
  /** More of the page's style. @default none */
  readonly style?: string;
}

/** The headers of every page: kept by no cache, without scripts, in nobody's frame. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  // No `form-action`: browsers apply it to the redirects after a form too, which lead back to the game.
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
};

const style = `
  :root { color-scheme: light dark; --edge: light-dark(#0b5cad, #8ec5ff) }
  html { background: Canvas; color: CanvasText }
  * { box-sizing: border-box }
  /* Issuers, ARNs and claims are long words. */
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 28rem; margin: clamp(1rem, 10vh, 6rem) auto 2rem; padding: 0 1rem; overflow-wrap: anywhere }
  body.wide { max-width: 60rem; margin-top: 1rem }
  header { font-size: .875rem; border-bottom: 1px solid; padding-bottom: .5rem }
  h1 { font-size: 1.5rem; line-height: 1.25; margin: 1.5rem 0 .5rem }
  h2 { font-size: 1.2rem; line-height: 1.25; margin: 2rem 0 .5rem }
  h3 { font-size: 1rem; margin: 1.25rem 0 .25rem }
  label { display: block; font-weight: 600; margin: .75rem 0 .25rem }
  input, button, textarea { font: inherit; padding: .5rem .75rem; border: 1px solid; border-radius: .375rem; max-width: 100% }
  input, textarea { width: 100% }
  .hint { font-size: .875rem; margin: .25rem 0 1rem }
  fieldset { border: 1px solid; border-radius: .375rem; margin: 0 0 1rem; padding: .5rem .75rem; min-width: 0 }
  fieldset label { font-weight: 400 }
  fieldset .hint { margin-bottom: 0 }
  button { background: #0b5cad; color: #fff; border-color: var(--edge); cursor: pointer; min-height: 2.75rem }
  button.second { background: none; color: inherit; border-color: currentcolor }
  a { color: var(--edge) }
  :focus-visible { outline: 3px solid var(--edge); outline-offset: 2px }
  [role=alert], [aria-invalid=true] { --edge: light-dark(#b3261e, #ffb4ab) }
  [role=alert] { font-weight: 600; border-left: .25rem solid var(--edge); padding-left: .75rem }
  [role=status] { border-left: .25rem solid var(--edge); padding-left: .75rem }
  [aria-invalid=true] { border-color: var(--edge); border-width: 2px }
  code, pre, textarea { font-family: ui-monospace, monospace; font-size: .875rem }`;

/** A whole page, in HTML. */
export function page({ what, owner, heading, content, wide = false, style: more = '' }: Page): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escaped(heading)} – local ${what} of ${escaped(owner)}</title>
    <style>${style}${more}
    </style>
  </head>
  <body${wide ? ' class="wide"' : ''}>
    <header>Local ${what} of <b>${escaped(owner)}</b></header>
    <main>
    <h1>${escaped(heading)}</h1>
    ${content}
    </main>
  </body>
</html>
`;
}

/** Text as HTML, in content and in quoted attributes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
