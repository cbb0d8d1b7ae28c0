import type { Clock } from '../../shared/clock';
import type { LoginVerifier } from '../login-verifier';
import { TokenRefused } from '../token-refused';
import { checkAssertion } from './assertion-rules';
import type { SamlProvider } from './saml-provider';
import { signedAssertion } from './signed-assertion';
import { attributeOf, children, textOf } from './xml-document';

/** The attribute that names a player's roles (documented: IAM guide, "Configure SAML assertions for the authentication response"). */
export const roleAttribute = 'https://aws.amazon.com/SAML/Attributes/Role';

/** As with the subjects of ID tokens; for names in assertions it is unconfirmed. */
const longestSubject = 255;

/**
 * Verifies base64 SAML responses of one IAM SAML provider. The player is the `NameID`; the attributes are the claims that rules and
 * principal tags see, a list where one has several values.
 */
export function samlLogin({ provider, clock }: { provider: SamlProvider; clock: Clock }): LoginVerifier {
  const { arn } = provider;
  return {
    provider: arn,
    verify: async (token) => {
      const assertion = signedAssertion(token, provider.keys);
      checkAssertion(assertion, provider.entityId, clock.now());
      const claims = attributesOf(assertion);
      return { provider: arn, subject: subjectOf(assertion), claims, offeredRoles: rolesFor(arn, claims) };
    },
  };
}

function subjectOf(assertion: Element): string {
  const names = children(assertion, 'assertion', 'Subject').flatMap((subject) =>
    children(subject, 'assertion', 'NameID'),
  );
  const [name, ...others] = names.map(textOf);
  if (name === undefined || name === '') throw new TokenRefused('missing-claim', 'NameID');
  if (others.length > 0 || name.length > longestSubject) throw new TokenRefused('malformed-saml', 'its NameID is none');
  return name;
}

function attributesOf(assertion: Element): Readonly<Record<string, unknown>> {
  const values = new Map<string, string[]>();
  const attributes = children(assertion, 'assertion', 'AttributeStatement').flatMap((statement) =>
    children(statement, 'assertion', 'Attribute'),
  );
  for (const attribute of attributes) {
    const name = attributeOf(attribute, 'Name') ?? '';
    const known = values.get(name) ?? [];
    values.set(name, [...known, ...children(attribute, 'assertion', 'AttributeValue').map(textOf)]);
  }
  return Object.fromEntries([...values].map(([name, all]) => [name, all.length === 1 ? all[0] : all]));
}

/** Each value is a pair of a role's ARN and a provider's, in either order; those of other providers are not ours to take. */
function rolesFor(providerArn: string, claims: Readonly<Record<string, unknown>>): readonly string[] {
  return [claims[roleAttribute] ?? []].flat().flatMap((value) => {
    const pair = String(value)
      .split(',')
      .map((arn) => arn.trim());
    const role = pair.find((arn) => arn !== providerArn);
    return pair.length === 2 && pair.includes(providerArn) && role !== undefined ? [role] : [];
  });
}
