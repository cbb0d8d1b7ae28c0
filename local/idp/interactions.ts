import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { foreignForm, mayBeOwnForm } from '../shared/own-form';
import { claimsOfForm } from './claims-form';
import { correctionOf } from './field-error';
import { readForm } from './form';
import { consentPage, errorPage, signInPage } from './pages';
import type { Players } from './players';
import { sendPage } from './send-page';

/** Answers the provider's own pages, on which a player signs in and consents. */
export async function serveInteraction(
  options: {
    readonly provider: Provider;
    readonly issuer: string;
    readonly players: Players;
    /** What a player may be given beside their name. */
    readonly claims: readonly string[];
  },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { provider, issuer, players, claims } = options;
  if (request.method !== 'GET' && request.method !== 'POST') {
    return sendPage(response, 405, errorPage({ issuer, error: 'method_not_allowed' }), { allow: 'GET, POST' });
  }
  let interaction: Awaited<ReturnType<Provider['interactionDetails']>>;
  try {
    interaction = await provider.interactionDetails(request, response);
  } catch {
    const description =
      'This sign-in has expired, or was begun in another browser. Go back to the game and sign in again.';
    return sendPage(response, 400, errorPage({ issuer, error: 'invalid_request', description }));
  }
  const { prompt, params, uid } = interaction;
  // oidc-provider keeps the path of an issuer in `originalUrl`, as a mounted Express application does.
  const action = (request as { originalUrl?: string }).originalUrl ?? `/interaction/${uid}`;
  const clientId = String(params.client_id);

  if (request.method === 'GET') {
    const scopes = String(params.scope ?? '').split(' ');
    const page =
      prompt.name === 'login'
        ? signInPage({ issuer, action, clientId, claims })
        : consentPage({ issuer, action, clientId, scopes });
    return sendPage(response, 200, page);
  }

  if (!mayBeOwnForm(request.headers)) {
    return sendPage(response, 403, errorPage({ issuer, error: 'access_denied', description: foreignForm }));
  }
  const form = await readForm(request);
  if (form === undefined) return sendPage(response, 413, errorPage({ issuer, error: 'invalid_request' }));
  if (prompt.name === 'login') {
    let accountId: string;
    try {
      accountId = players.signIn(form.get('player') ?? '', claimsOfForm(form, claims));
    } catch (error) {
      const page = signInPage({ issuer, action, clientId, claims, typed: form, ...correctionOf(error) });
      return sendPage(response, 400, page);
    }
    return provider.interactionFinished(request, response, { login: { accountId } });
  }
  if (form.get('decision') !== 'allow') {
    const refusal = { error: 'access_denied', error_description: 'The player refused.' };
    return provider.interactionFinished(request, response, refusal, { mergeWithLastSubmission: false });
  }
  return provider.interactionFinished(request, response, {
    consent: { grantId: await grant(provider, interaction) },
  });
}

/** Writes down what the player allowed: everything the client asked for, the form having no finer choice. */
async function grant(provider: Provider, interaction: Awaited<ReturnType<Provider['interactionDetails']>>) {
  const { grantId, session, params, prompt } = interaction;
  const grant =
    (grantId === undefined ? undefined : await provider.Grant.find(grantId)) ??
    new provider.Grant({ accountId: session?.accountId ?? '', clientId: String(params.client_id) });
  const missing = prompt.details as { missingOIDCScope?: string[]; missingOIDCClaims?: string[] };
  if (missing.missingOIDCScope !== undefined) grant.addOIDCScope(missing.missingOIDCScope.join(' '));
  if (missing.missingOIDCClaims !== undefined) grant.addOIDCClaims(missing.missingOIDCClaims);
  return grant.save();
}
