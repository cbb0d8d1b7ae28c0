import { escaped } from '../page';
import { page } from '../pages';

/** What the page after a sign-in shows. */
export interface ResponsePage {
  readonly entityId: string;
  /** The IAM SAML providers that take the response. */
  readonly arns: readonly string[];
  /** Base64. */
  readonly response: string;
  /** The address of an app of this machine, to which the response is posted together with it; absent: to nobody. */
  readonly relayState?: string;
}

/** The page that hands over a response: to an app of this machine at a button's press, and to whoever copies it. */
export function responsePage({ entityId, arns, response, relayState }: ResponsePage): string {
  const places = arns.map((arn) => `<code>Logins["${escaped(arn)}"]</code>`).join(' or ');
  const form =
    relayState === undefined ? '' : postForm(new URL(relayState), { SAMLResponse: response, RelayState: relayState });
  return page({
    issuer: entityId,
    heading: 'Signed in',
    content: `${form}
    <label for="response">SAML response, Base64</label>
    <textarea id="response" readonly rows="12" spellcheck="false"
      aria-describedby="use">${escaped(response)}</textarea>
    <p id="use" class="hint">Copy it: for five minutes it is the value of ${places} in the identity pool’s <code>GetId</code> and
    <code>GetCredentialsForIdentity</code>. Whoever has it is this player.</p>`,
  });
}

function postForm(app: URL, values: Readonly<Record<string, string>>): string {
  const inputs = Object.entries(values).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  return `
    <form method="post" action="${escaped(app.href)}">
      ${inputs.join('\n      ')}
      <button type="submit" autofocus>Go on to ${escaped(app.origin)}</button>
    </form>`;
}
