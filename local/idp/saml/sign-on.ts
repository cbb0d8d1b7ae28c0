import type { IncomingMessage, ServerResponse } from 'node:http';
import { roleAttribute } from '../../identities/saml/saml-login';
import { longestResponse } from '../../identities/saml/signed-assertion';
import type { Clock } from '../../shared/clock';
import { foreignForm, mayBeOwnForm } from '../../shared/own-form';
import { correctionOf } from '../field-error';
import { readForm } from '../form';
import { errorPage, signInPage } from '../pages';
import type { Players } from '../players';
import { isLoopbackOrigin } from '../redirect-uris';
import { sendPage } from '../send-page';
import { attributesOfForm, longestAttribute } from './attributes';
import { responsePage } from './response-page';
import { type SamlContent, samlResponse } from './saml-response';
import { signXml, type XmlSigning } from './sign-xml';

/** A SAML identity provider, and what AWS makes of it. */
export interface SamlEntity {
  /** What its assertions name as their issuer. */
  readonly entityId: string;
  /** The IAM SAML providers that take its responses. */
  readonly arns: readonly string[];
  /** What the sign-in page asks for beside the player's name. */
  readonly attributes: readonly string[];
}

/** What an identity provider signs its players on with. */
export interface SignOn extends SamlEntity {
  readonly players: Players;
  readonly clock: Clock;
  /** The key, made at the first sign-in. */
  readonly signing: () => Promise<XmlSigning>;
}

/** In characters: what an app's address takes, with room. SAML itself has 80 bytes (SAML bindings, 3.4.3), which apps exceed. */
const longestRelayState = 2000;

/** In bytes. A form holds three for each that is no letter or digit; what no response could hold need not be read. */
const largestForm = 3 * longestResponse;

const roleHint = `A value of ${roleAttribute} is a role’s ARN and a SAML provider’s, with a comma between.`;
const nowhereHint = 'RelayState is no address of this machine: the response will be shown, and sent nowhere.';

/** Answers the sign-in page, and what is sent from it. */
export async function serveSignOn(signOn: SignOn, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { entityId: issuer } = signOn;
  if (request.method !== 'GET' && request.method !== 'POST') {
    return sendPage(response, 405, errorPage({ issuer, error: 'method_not_allowed' }), { allow: 'GET, POST' });
  }
  if (request.method === 'POST' && !mayBeOwnForm(request.headers)) {
    return sendPage(response, 403, errorPage({ issuer, error: 'access_denied', description: foreignForm }));
  }
  const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const typed = request.method === 'POST' ? await readForm(request, largestForm) : undefined;
  if (request.method === 'POST' && typed === undefined) {
    return sendPage(response, 413, errorPage({ issuer, error: 'invalid_request' }));
  }
  const description = problemOf(new URLSearchParams([...searchParams, ...(typed ?? [])]));
  if (description !== undefined) {
    return sendPage(response, 400, errorPage({ issuer, error: 'invalid_request', description }));
  }
  const { status, page } = await signInOrShow(signOn, searchParams.get('RelayState'), typed);
  sendPage(response, status, page);
}

function problemOf(parameters: URLSearchParams): string | undefined {
  if (parameters.has('SAMLRequest')) {
    // AWS takes no answer to a request (documented: Cognito guide, "SAML identity providers").
    return 'This sign-in begins here, not at the app: AWS takes no response that answers a SAMLRequest. Open this page without one.';
  }
  if (parameters.getAll('RelayState').some((relayState) => relayState.length > longestRelayState)) {
    return `RelayState has more than ${longestRelayState} characters: give the app’s address without what is not needed.`;
  }
  return undefined;
}

/**
 * Signs in, or shows the page for it. A response is a player's login: it goes nowhere but to an app of this machine, whatever the relay
 * state says.
 *
 * @param relayState null: the app sent none
 * @param typed the form; undefined: the page is to be shown
 */
async function signInOrShow(signOn: SignOn, relayState: string | null, typed: URLSearchParams | undefined) {
  const { entityId, attributes, players } = signOn;
  const back = relayState !== null && isLoopbackOrigin(relayState) ? { relayState } : undefined;
  const action = `?${new URLSearchParams(back === undefined ? {} : { RelayState: back.relayState })}`;
  const shown = {
    issuer: entityId,
    action,
    claims: attributes,
    longest: longestAttribute,
    ...(attributes.includes(roleAttribute) ? { claimsHint: roleHint } : {}),
    ...(relayState !== null && back === undefined ? { notice: nowhereHint } : {}),
  };
  const show = (more: { typed?: URLSearchParams; problem?: string; wrong?: string }) =>
    signInPage({ ...shown, ...more });
  if (typed === undefined) return { status: 200, page: show({}) };
  let content: Pick<SamlContent, 'nameId' | 'attributes'>;
  try {
    content = { nameId: players.signIn(typed.get('player') ?? ''), attributes: attributesOfForm(typed, attributes) };
  } catch (error) {
    return { status: 400, page: show({ typed, ...correctionOf(error) }) };
  }
  const response = await signedResponse(signOn, content);
  if (response.length <= longestResponse) {
    return { status: 200, page: responsePage({ ...signOn, response, ...back }) };
  }
  const problem = `These attributes make a response of more than ${longestResponse} characters: AWS takes none as long.`;
  return { status: 400, page: show({ typed, problem }) };
}

/** In base64. */
async function signedResponse(
  { entityId, clock, signing }: SignOn,
  content: Pick<SamlContent, 'nameId' | 'attributes'>,
): Promise<string> {
  const key = await signing();
  const xml = signXml(samlResponse({ entityId, now: clock.now(), ...content }), 'Assertion', key);
  return Buffer.from(xml).toString('base64');
}
