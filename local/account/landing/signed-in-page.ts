import { decodeJwt } from 'jose';
import { escaped, page } from '../../idp/page';
import type { LocalCloud } from '../local-cloud';
import { type CommandLines, commandLines } from './command-lines';
import { block, copyButton, copying, landingStyle } from './copying';
import type { SignedIn } from './sign-ins';

/** What somebody got by signing in, and what to do with it. */
export function signedInPage(cloud: LocalCloud, { provider, what, token, logins }: SignedIn): string {
  const commands = logins.flatMap((login) => commandLines(cloud, login));
  return ownPage(
    cloud,
    'Signed in',
    `
    <p>At <b>${escaped(provider)}</b>. Whoever has what stands here is this player: it was shown to this browser alone, and is kept nowhere.</p>
    <h2><label for="token">The ${what}</label></h2>
    <textarea id="token" readonly rows="8" spellcheck="false">${escaped(token)}</textarea>
    ${copyButton('token', `the ${what}`)}
    ${claimsOf(what, token)}
    ${commands.map(commandsAt).join('\n    ')}
    <p><a href="/">Back to what is up</a></p>
    ${copying}`,
  );
}

/** What went wrong with a sign-in, and where to begin again. */
export function refusalPage(cloud: LocalCloud, sentence: string): string {
  return ownPage(
    cloud,
    'This sign-in cannot go on',
    `<p role="alert">${escaped(sentence)}</p>
    <p><a href="/">Begin again</a></p>`,
  );
}

function ownPage({ account, region }: LocalCloud, heading: string, content: string): string {
  const owner = `account ${account} in ${region}`;
  return page({ what: 'cloud', owner, heading, content, wide: true, style: landingStyle });
}

function claimsOf(what: SignedIn['what'], token: string): string {
  if (what !== 'ID token') return '';
  return `<h2>What it says</h2>
    ${block('claims', JSON.stringify(decodeJwt(token), undefined, 2), 'the claims')}`;
}

function commandsAt({ at, what, lines }: CommandLines, index: number): string {
  return `<h2>At the ${what} <code>${escaped(at)}</code></h2>
    ${block(`commands-${index}`, lines, `the commands for the ${what} ${at}`)}`;
}
