import { roleAttribute } from '../../identities/saml/saml-login';
import { escaped, page } from '../pages';
import { longestName } from '../players';
import { fieldOf } from './attribute-fields';

/** The page on which a player of a SAML identity provider is made up. */
export interface SamlSignInPage {
  readonly entityId: string;
  /** Where the form goes, relative to the page: it is shown under more than one address. */
  readonly action: string;
  /** Each has a field of its own. */
  readonly attributes: readonly string[];
  /** Whether the app asked for the response to be sent to another machine. */
  readonly elsewhere: boolean;
  /** What was typed before; absent: nothing. */
  readonly typed?: URLSearchParams;
  /** What was wrong with it. */
  readonly problem?: string;
}

/** The page on which a player is made up, with what the provider says of her. */
export function samlSignInPage({ entityId, action, attributes, elsewhere, typed, problem }: SamlSignInPage): string {
  const value = (field: string) => `value="${escaped(typed?.get(field) ?? '')}"`;
  const described = `aria-describedby="hint${problem === undefined ? '' : ' problem'}"`;
  const fields = attributes.map(
    (attribute, index) => `
      <p><label for="attribute-${index}"><code>${escaped(attribute)}</code></label>
      <input id="attribute-${index}" name="${escaped(fieldOf(attribute))}" ${value(fieldOf(attribute))} autocomplete="off"
        aria-describedby="${attribute === roleAttribute ? 'roles' : 'values'}"></p>`,
  );
  return page({
    issuer: entityId,
    heading: 'Sign in',
    content: `
    <form method="post" action="${escaped(action)}">
      <label for="player">Player’s name</label>
      <input id="player" name="player" ${value('player')} required maxlength="${longestName}" autocomplete="username" autofocus
        ${described}>
      <p id="hint">Type any name: it becomes a player of this machine. The same name is the same player each time. There is no password.</p>
      ${fields.join('')}
      ${attributes.length === 0 ? '' : attributeHints(attributes)}
      ${problem === undefined ? '' : `<p id="problem" role="alert">${escaped(problem)}</p>`}
      ${elsewhere ? '<p>RelayState is no address of this machine: the response will be shown, and sent nowhere.</p>' : ''}
      <button type="submit">Sign in</button>
    </form>`,
  });
}

function attributeHints(attributes: readonly string[]): string {
  const roles = attributes.includes(roleAttribute)
    ? `<p id="roles">A role is offered as <code>&lt;role’s ARN&gt;,&lt;SAML provider’s ARN&gt;</code>; for several, a JSON list.</p>`
    : '';
  return `<p id="values">An attribute left empty is not sent. Several values are a JSON list: <code>["one","two"]</code></p>${roles}`;
}

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
    <p><label for="response">SAML response, Base64</label>
    <textarea id="response" readonly rows="12" style="width: 100%; box-sizing: border-box" spellcheck="false"
      aria-describedby="use">${escaped(response)}</textarea></p>
    <p id="use">Copy it: for five minutes it is the value of ${places} in the identity pool’s <code>GetId</code> and
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
      <button type="submit">Go on to ${escaped(app.origin)}</button>
    </form>`;
}
