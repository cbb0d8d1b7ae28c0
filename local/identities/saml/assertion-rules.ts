import { TokenRefused } from '../token-refused';
import { attributeOf, children, textOf } from './xml-document';

/** AWS, as an audience (documented: IAM guide, "Configure SAML assertions for the authentication response"). */
const audiences = ['urn:amazon:webservices', 'https://signin.aws.amazon.com/saml'];
/** AWS, as a recipient: also the sign-in endpoint of a region (documented: the same page). */
const recipient = /^https:\/\/(?:[a-z0-9-]+\.)?signin\.aws\.amazon\.com\/saml(?:\/acs\/[A-Z0-9]+)?$/;
const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/** How far the provider's clock may be ahead of ours, as with ID tokens. For assertions it is unconfirmed. */
const clockSkewMilliseconds = 300_000;

/**
 * Checks that an assertion is of this issuer, for AWS, of now, and that it answers no request: AWS federates by sign-in that the
 * provider initiates (documented: Cognito guide, "SAML identity providers").
 *
 * @param now milliseconds since the epoch
 * @throws TokenRefused
 */
export function checkAssertion(assertion: Element, entityId: string, now: number): void {
  const [issuer] = children(assertion, 'assertion', 'Issuer');
  if (issuer === undefined || textOf(issuer) !== entityId) throw new TokenRefused('wrong-issuer');
  if (attributeOf(assertion, 'Version') !== '2.0') throw new TokenRefused('malformed-saml', 'it is not of SAML 2.0');
  checkConditions(assertion, now);
  checkConfirmation(assertion, now);
  for (const statement of children(assertion, 'assertion', 'AuthnStatement')) {
    checkExpiry(statement, 'SessionNotOnOrAfter', now);
  }
}

/** An assertion for nobody in particular is refused; that AWS does so too is unconfirmed (an audience "should be included": documented). */
function checkConditions(assertion: Element, now: number): void {
  const all = children(assertion, 'assertion', 'Conditions');
  const restrictions = all.flatMap((conditions) => children(conditions, 'assertion', 'AudienceRestriction'));
  if (restrictions.length === 0) throw new TokenRefused('wrong-audience');
  for (const restriction of restrictions) {
    const named = children(restriction, 'assertion', 'Audience').map(textOf);
    if (!named.some((audience) => audiences.includes(audience))) throw new TokenRefused('wrong-audience');
  }
  for (const conditions of all) {
    checkBeginning(conditions, now);
    checkExpiry(conditions, 'NotOnOrAfter', now);
  }
}

/** Exactly one confirmation, with a time and a recipient (documented: "`Subject` and `NameID`"). */
function checkConfirmation(assertion: Element, now: number): void {
  const confirmations = children(assertion, 'assertion', 'Subject').flatMap((subject) =>
    children(subject, 'assertion', 'SubjectConfirmation'),
  );
  const [confirmation, ...others] = confirmations;
  if (confirmation === undefined || others.length > 0) {
    throw new TokenRefused('malformed-saml', 'it does not hold exactly one SubjectConfirmation');
  }
  if (attributeOf(confirmation, 'Method') !== bearer) {
    throw new TokenRefused('malformed-saml', 'its SubjectConfirmation is not that of a bearer');
  }
  const [data, ...more] = children(confirmation, 'assertion', 'SubjectConfirmationData');
  if (data === undefined || more.length > 0) {
    throw new TokenRefused('malformed-saml', 'it does not hold exactly one SubjectConfirmationData');
  }
  if (!recipient.test(attributeOf(data, 'Recipient') ?? '')) throw new TokenRefused('wrong-recipient');
  if (attributeOf(data, 'InResponseTo') !== undefined) {
    throw new TokenRefused('malformed-saml', 'it answers a request, and AWS sends none');
  }
  if (attributeOf(data, 'NotOnOrAfter') === undefined) throw new TokenRefused('missing-claim', 'NotOnOrAfter');
  checkBeginning(data, now);
  checkExpiry(data, 'NotOnOrAfter', now);
}

function checkExpiry(element: Element, attribute: string, now: number): void {
  const end = timeOf(element, attribute);
  if (end !== undefined && now >= end) throw new TokenRefused('expired', `${seconds(now)} >= ${seconds(end)}`);
}

function checkBeginning(element: Element, now: number): void {
  const begin = timeOf(element, 'NotBefore');
  if (begin !== undefined && begin > now + clockSkewMilliseconds) throw new TokenRefused('not-yet-valid', 'NotBefore');
}

/** SAML's times are in UTC (SAML core, 1.3.3). */
function timeOf(element: Element, attribute: string): number | undefined {
  const text = attributeOf(element, attribute);
  if (text === undefined) return undefined;
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new TokenRefused('malformed-saml', `its ${attribute} is no time in UTC`);
  return time;
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
