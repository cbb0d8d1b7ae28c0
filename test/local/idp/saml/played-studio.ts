import { SamlProviderDirectory } from '../../../../local/iam/saml-providers';
import { readSamlMetadata } from '../../../../local/identities/saml/metadata';
import { roleAttribute, samlLogin } from '../../../../local/identities/saml/saml-login';
import { startSamlIdentityProvider } from '../../../../local/idp/saml/saml-identity-provider';
import { keyPairsOnHand } from '../../../once-per-worker/key-pairs';
import { TestClock } from '../../federation/cloud';
import { SamlIssuer } from '../../identities/saml/saml-issuer';

export const providerArn = 'arn:aws:iam::111122223333:saml-provider/studio';
export const entityId = 'https://studio.example/saml';
export const signOnLocation = `${entityId}/sso`;

/** The studio of the metadata, which has keys of its own. */
export const realStudio = new SamlIssuer(entityId, new TestClock());

/** No two of a test file’s have the same key. */
const makeKeyPair = keyPairsOnHand();

/** A local identity provider that plays the studio, and the verifier of the IAM provider that learns its certificate. */
export async function playStudio(clock = new TestClock()) {
  const metadata = readSamlMetadata(realStudio.metadata());
  const directory = new SamlProviderDirectory({
    samlProviders: [{ arn: providerArn, metadata: realStudio.metadata() }],
  });
  const provider = () => directory.find(providerArn) ?? { arn: providerArn, ...metadata };
  const idp = await startSamlIdentityProvider({
    makeKeyPair,
    entityId,
    arns: [providerArn],
    attributes: ['team', 'custom:<clan>', roleAttribute],
    signOnLocations: metadata.signOnLocations,
    publish: (certificate) => directory.addCertificate(entityId, certificate),
    clock,
  });
  // Looked up at each call, as an identity pool does.
  return { idp, clock, verify: (token: string) => samlLogin({ provider: provider(), clock }).verify(token) };
}

/** What is typed on the page, sent as a browser sends it. */
export async function submit(url: string, typed: Readonly<Record<string, string>>) {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(typed) });
  return { status: response.status, page: await response.text(), headers: response.headers };
}
