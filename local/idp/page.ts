/** What every page shows. */
export interface Page {
  /** Who shows it: `identity provider`. */
  readonly what: string;
  /** Whose it is: an issuer, a user pool. */
  readonly owner: string;
  readonly heading: string;
  /** HTML, already escaped. */
  readonly content: string;
}

/** The headers of every page: kept by no cache, without scripts, in nobody's frame. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  // No `form-action`: browsers apply it to the redirects after a form too, which lead back to the game.
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
};

const style = `
  :root { color-scheme: light dark }
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 26rem; margin: 12vh auto 2rem; padding: 0 1rem }
  header { font-size: .875rem; border-bottom: 1px solid; padding-bottom: .5rem; overflow-wrap: anywhere }
  h1 { font-size: 1.5rem; margin: 1.5rem 0 .5rem }
  label { display: block; font-weight: 600; overflow-wrap: anywhere }
  input, button { font: inherit; padding: .5rem .75rem; border: 1px solid; border-radius: .375rem; box-sizing: border-box }
  input { width: 100% }
  fieldset { border: 1px solid; border-radius: .375rem; margin: 0 0 1rem; padding: .5rem .75rem }
  fieldset label { font-weight: 400 }
  button { background: #0b5cad; color: #fff; border-color: #0b5cad; cursor: pointer }
  button.second { background: none; color: inherit; border-color: currentcolor }
  [role=alert] { font-weight: 600 }
  b, code { overflow-wrap: anywhere }`;

/** A whole page, in HTML. */
export function page({ what, owner, heading, content }: Page): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escaped(heading)} – local ${what} of ${escaped(owner)}</title>
    <style>${style}
    </style>
  </head>
  <body>
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
