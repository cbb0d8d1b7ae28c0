import { claimField, longestClaim } from './claims-form';
import { escaped, type Page, page as wholePage } from './page';
import { longestName } from './players';

/**
 * The page on which a player is made up.
 *
 * @param options.clientId whom they go on to; absent: the page does not say
 * @param options.claims what they may be given beside their name
 * @param options.longest how long each of these may be, in characters
 * @param options.claimsHint what else is to be known of them, in a sentence
 * @param options.notice what is good to know before
 * @param options.typed the form as it was sent, to be corrected
 * @param options.wrong the name of the field to be corrected; absent: no certain one
 */
export function signInPage(options: {
  issuer: string;
  action: string;
  clientId?: string;
  claims?: readonly string[];
  longest?: number;
  claimsHint?: string;
  notice?: string;
  typed?: URLSearchParams;
  problem?: string;
  wrong?: string;
}): string {
  const { issuer, action, clientId, claims = [], claimsHint, notice, typed, problem, wrong } = options;
  const fields = ['player', ...claims.map(claimField)];
  // Where nobody knows which field it is, the reader begins with the first.
  const first = fields.find((name) => name === wrong) ?? 'player';
  /** What a field holds, and how it stands to what went wrong. */
  const state = (name: string, hint?: string) => {
    const told = problem !== undefined && name === first;
    const described = [hint, told ? 'problem' : undefined].filter((id) => id !== undefined).join(' ');
    return [
      ...(typed?.get(name) ? [`value="${escaped(typed.get(name) ?? '')}"`] : []),
      ...(name === first ? ['autofocus'] : []),
      ...(described === '' ? [] : [`aria-describedby="${described}"`]),
      ...(told ? ['aria-invalid="true"'] : []),
    ].join(' ');
  };
  return page({
    issuer,
    heading: 'Sign in',
    content: `
    ${clientId === undefined ? '' : `<p>To go on to <b>${escaped(clientId)}</b>.</p>`}
    ${notice === undefined ? '' : `<p role="status">${escaped(notice)}</p>`}
    ${problem === undefined ? '' : `<p id="problem" role="alert">${escaped(problem)}</p>`}
    <form method="post" action="${escaped(action)}">
      <label for="player">Player’s name</label>
      <input id="player" name="player" required maxlength="${longestName}" autocomplete="username" autocapitalize="none" ${state('player', 'hint')}>
      <p id="hint" class="hint">Type any name: it becomes a player of this machine. The same name is the same player each time. There is no password.</p>
      ${claimInputs(claims, options.longest ?? longestClaim, claimsHint, state)}
      <p><button type="submit">Sign in</button></p>
    </form>`,
  });
}

/** A field for each claim that decides something in the deployment. */
function claimInputs(
  claims: readonly string[],
  longest: number,
  hint: string | undefined,
  state: (name: string) => string,
): string {
  if (claims.length === 0) return '';
  const inputs = claims.map((name, index) => {
    const field = claimField(name);
    return `<label for="claim-${index}">${escaped(name)}</label>
        <input id="claim-${index}" name="${escaped(field)}" maxlength="${longest}" autocomplete="off" autocapitalize="none" spellcheck="false" ${state(field)}>`;
  });
  return `<fieldset aria-describedby="claims-hint">
        <legend>What the token says of the player</legend>
        ${inputs.join('\n        ')}
        <p id="claims-hint" class="hint">The deployment reads these claims. Empty: the token has none. A list is written <code>[&quot;red&quot;, &quot;blue&quot;]</code>.${hint === undefined ? '' : ` ${escaped(hint)}`}</p>
      </fieldset>`;
}

const scopeMeanings: Readonly<Record<string, string>> = {
  openid: 'know which player you are',
  profile: 'see your name',
  email: 'see your e-mail address',
  offline_access: 'stay signed in while you are away',
};

/** The page on which a player lets a client act for them. */
export function consentPage(options: { issuer: string; action: string; clientId: string; scopes: readonly string[] }) {
  const { issuer, action, clientId, scopes } = options;
  const items = scopes.map((scope) => `<li>${escaped(scopeMeanings[scope] ?? scope)}</li>`).join('');
  return page({
    issuer,
    heading: 'Allow this game?',
    content: `
    <p><b>${escaped(clientId)}</b> wants to:</p>
    <ul>${items}</ul>
    <form method="post" action="${escaped(action)}">
      <button type="submit" name="decision" value="allow">Allow</button>
      <button type="submit" name="decision" value="refuse" class="second">Refuse</button>
    </form>`,
  });
}

/** What went wrong, where there is no client to send it to. */
export function errorPage(options: { issuer: string; error: string; description?: string }): string {
  const { issuer, error, description } = options;
  return page({
    issuer,
    heading: 'This sign-in cannot go on',
    content: `<p role="alert">${escaped(description ?? 'The request was refused.')}</p><p><code>${escaped(error)}</code></p>`,
  });
}

/** Asks before a signed-in player is signed out; `form` is the provider's own hidden form, `op.logoutForm`. */
export function signOutPage(options: { issuer: string; form: string }): string {
  return page({
    issuer: options.issuer,
    heading: 'Sign out?',
    content: `${options.form}
    <button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>
    <button type="submit" form="op.logoutForm" class="second">Stay signed in</button>`,
  });
}

/** After signing out, where the client named no place to return to. */
export function signedOutPage(issuer: string): string {
  return page({ issuer, heading: 'Signed out', content: '<p>You can close this page.</p>' });
}

/** A page of the provider of an issuer. */
export function page(options: Pick<Page, 'heading' | 'content'> & { readonly issuer: string }): string {
  return wholePage({ what: 'identity provider', owner: options.issuer, ...options });
}
