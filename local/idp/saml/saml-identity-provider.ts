import type { IssuerTable } from '../../identities/issuer-fetch';
import type { Clock } from '../../shared/clock';
import { systemClock } from '../../shared/clock';
import { type MakeKeyPair, makeKeyPair } from '../../shared/key-pair';
import type { Reach } from '../../shared/listen-address';
import { serveLocally } from '../local-server';
import { errorPage } from '../pages';
import { Players } from '../players';
import { sendPage } from '../send-page';
import { type SamlEntity, serveSignOn } from './sign-on';
import type { XmlSigning } from './sign-xml';
import { generateSigningKey, signingKeyName } from './signing-key';

/** What a local SAML identity provider stands for. */
export interface SamlIdentityProviderOptions extends SamlEntity, Reach {
  /** The URLs of the real one's sign-in page, which this one answers at too. @default none */
  readonly signOnLocations?: readonly string[];
  /** Told the certificate, base64, before anything is signed with its key. */
  readonly publish: (certificate: string) => void;
  /** @default a free port */
  readonly port?: number;
  /** By which assertions expire. @default the machine's */
  readonly clock?: Clock;
  /** @default new ones */
  readonly makeKeyPair?: MakeKeyPair;
  /** Whether it has signed in an earlier process: then its certificate is published at once. @default it has not */
  readonly isKeyKept?: ((name: string) => boolean) | undefined;
}

/** A running local SAML identity provider. */
export interface SamlIdentityProvider extends SamlEntity {
  /** Its sign-in page. `RelayState` may name an app's address on this machine, to have the response posted there. */
  readonly ssoUrl: string;
  /** The real one's sign-in pages, and the address that stands for them. */
  readonly table: IssuerTable;
  /** Ends open connections too. */
  stop(): Promise<void>;
}

const path = '/sso';

/**
 * Starts a SAML 2.0 identity provider. Sign-ins begin at its page, as AWS wants it (documented: Cognito guide, "SAML
 * identity providers"). Its key is made at the first of them, so that nobody waits for it who never signs in; where that
 * fails, the next one tries again.
 *
 * @throws Error when the port is taken
 */
export async function startSamlIdentityProvider(options: SamlIdentityProviderOptions): Promise<SamlIdentityProvider> {
  const { entityId, arns, attributes, signOnLocations = [], publish, port = 0, clock = systemClock } = options;
  const { host, allowHosts } = options;
  const players = new Players(entityId);
  const newKey = async () => {
    const made = await generateSigningKey(options.makeKeyPair ?? makeKeyPair, entityId);
    publish(made.certificate);
    return made;
  };
  let key: Promise<XmlSigning> | undefined;
  const signing = () => {
    key ??= newKey().catch((error: unknown) => {
      key = undefined;
      throw error;
    });
    return key;
  };
  // What it signed before is good still. Where that fails, the next sign-in tries again.
  if (options.isKeyKept?.(signingKeyName(entityId))) await signing().catch(() => {});
  const signOn = { entityId, arns, attributes, players, clock, signing };
  const { url, stop } = await serveLocally(
    (request, response) => {
      if (request.url?.split('?')[0] !== path) {
        const description = `The sign-in page of this identity provider is ${path}.`;
        return sendPage(response, 404, errorPage({ issuer: entityId, error: 'not_found', description }));
      }
      serveSignOn(signOn, request, response).catch(() => response.destroy());
    },
    { port, provider: `the SAML identity provider of ${entityId}`, plays: signOnLocations, host, allowHosts },
  );
  const ssoUrl = `${url}${path}`;
  return {
    entityId,
    arns,
    attributes,
    ssoUrl,
    table: Object.fromEntries(signOnLocations.map((location) => [location, ssoUrl])),
    stop,
  };
}
