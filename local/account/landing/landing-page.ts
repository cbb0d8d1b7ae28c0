import { basename } from 'node:path';
import type { DeployedStack } from '../../../assembly/types';
import { escaped, page } from '../../idp/page';
import { isLoopbackAddress } from '../../shared/listen-address';
import type { LocalCloud } from '../local-cloud';
import { localOutputs } from '../outputs-file';
import { block, copyButton, copying, landingStyle } from './copying';
import { signInOrigin } from './own-address';
import { outputsPath } from './paths';
import { type Provider, providersOf, type WayIn } from './ways-in';

/** The page at `/`: what is up, and how to get in. It holds no key: those of the administrator stand in the terminal. */
export function landingPage(cloud: LocalCloud): string {
  const { account, region } = cloud;
  return page({
    what: 'cloud',
    owner: `account ${account} in ${region}`,
    heading: 'The local cloud is up',
    wide: true,
    style: landingStyle,
    content: `
    <ul>${cloud.assemblies.map(({ directory, stacks }) => stage(basename(directory), stacks)).join('')}</ul>
    <h2>Sign in</h2>
    <p>Each link starts a sign-in at once. At its end a page of the local cloud shows the token and what to do with it; from a user pool players go on to their app.</p>
    ${whereHint(cloud)}
    ${codesHint(cloud)}
    ${providersOf(cloud).map(provider).join('\n    ')}
    <h2>For SDKs and the AWS CLI</h2>
    ${block('environment', environment(cloud), 'the environment')}
    <p class="hint">The administrator’s key pair is on no page: it stands in the terminal where <code>npm run local</code> runs.</p>
    <h2>Outputs</h2>
    <p><a href="${outputsPath}">All of them as JSON</a>, as <code>cdk deploy --outputs-file</code> writes them, and under <code>_local</code> what is local.</p>
    <details><summary>Show the JSON</summary>
    ${block('outputs', JSON.stringify(localOutputs(cloud), undefined, 2), 'all outputs as JSON')}</details>
    ${cloud.stacks.map(outputsOf).join('\n    ')}
    ${copying}`,
  });
}

function stage(name: string, stacks: readonly DeployedStack[]): string {
  return `<li><b>${escaped(name)}</b>: ${stacks.map((stack) => escaped(stack.name)).join(', ')}</li>`;
}

/** Tokens of this machine leave it by nobody's browser. */
function whereHint(cloud: LocalCloud): string {
  if (isLoopbackAddress(cloud.host)) return '';
  if (signInOrigin(cloud) !== undefined)
    return '<p>Sign-ins that end here do so in a browser on this machine alone.</p>';
  return `<p>Sign-ins end at a loopback address, where this cloud does not listen: start it without <code>--host ${escaped(cloud.host)}</code>.</p>`;
}

function codesHint({ managedLogins }: LocalCloud): string {
  if (managedLogins.length === 0) return '';
  return '<p>Codes that user pools would send by e-mail are printed in the terminal where <code>npm run local</code> runs.</p>';
}

function provider({ name, kind, waysIn }: Provider): string {
  return `<h3>${escaped(name)} <small>(${kind})</small></h3>
    <ul>${waysIn.map(wayIn).join('') || '<li>The deployment knows no app here.</li>'}</ul>`;
}

function wayIn({ app, href, leadsTo }: WayIn): string {
  const end =
    leadsTo === undefined ? '' : ` – leads to the app, at <code>${escaped(leadsTo)}</code>, which must be there`;
  const name = href === undefined ? escaped(app) : `<a href="${escaped(href)}">${escaped(app)}</a>`;
  return `<li>${name}${end}</li>`;
}

function environment({ url, region }: LocalCloud): string {
  return `export AWS_ENDPOINT_URL=${url}\nexport AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`;
}

/** What a stack tells the world; what it exports is for other stacks alone. */
function outputsOf({ name: stackName, outputs }: DeployedStack): string {
  const told = outputs.filter(({ exportName }) => exportName === undefined);
  if (told.length === 0) return '';
  const rows = told.map(({ name, value, description }) => {
    const id = `${stackName}.${name}`;
    const hint = description === undefined ? '' : `<span class="hint">${escaped(description)}</span>`;
    return `<dt>${escaped(name)}</dt>
      <dd><code id="${escaped(id)}">${escaped(value)}</code>${copyButton(id, `${name} of ${stackName}`)}${hint}</dd>`;
  });
  return `<h3>${escaped(stackName)}</h3>
    <dl>${rows.join('\n      ')}</dl>`;
}
