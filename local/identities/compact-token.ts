import { compactVerify, type JWTVerifyGetKey } from 'jose';
import { parseStrictJson } from '../shared/strict-json';
import { TokenRefused } from './token-refused';

/** What a token says. */
export type Claims = Readonly<Record<string, unknown>>;

/** RFC 7515, section 7.1: three parts in base64url, without padding. */
const compactToken = /^[\w-]+\.[\w-]+\.[\w-]*$/;
/** OpenID Connect Core, section 2: a subject has at most 255 ASCII characters. */
const maximumSubjectLength = 255;
/** Bytes that are no UTF-8 are an error, and a byte order mark stays, which no JSON begins with. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The issuer that a token claims to come from. **Nothing is verified**: it only says whose keys to try.
 *
 * @throws TokenRefused
 */
export function claimedIssuer(token: string, maximumLength: number): string {
  const { iss } = unverifiedClaims(token, maximumLength);
  if (typeof iss !== 'string' || iss === '') throw new TokenRefused('missing-claim', 'iss');
  return iss;
}

/**
 * Verifies a token's signature by one of the algorithms named (`none` is never among them), and answers its claims.
 *
 * @throws TokenRefused
 */
export async function verifySignature(
  token: string,
  keys: JWTVerifyGetKey,
  algorithms: readonly string[],
): Promise<Claims> {
  const claims = unverifiedClaims(token, Number.POSITIVE_INFINITY);
  try {
    await compactVerify(token, keys, { algorithms: [...algorithms] });
  } catch (error) {
    throw error instanceof TokenRefused ? error : new TokenRefused('bad-signature');
  }
  return claims;
}

/**
 * Reads a token of whatever kind, more strictly than a JWT library does: what two readers could take for two things is no token. That
 * AWS refuses a member that is there twice, a byte order mark, bytes that are no UTF-8, bits that base64url leaves over, and a subject
 * beyond ASCII is **unconfirmed**.
 *
 * @throws TokenRefused `malformed`
 */
export function unverifiedClaims(token: string, maximumLength: number): Claims {
  // Decoders of base64 skip what does not belong in it, so one token would have many spellings.
  if (token.length > maximumLength || !compactToken.test(token)) throw new TokenRefused('malformed');
  const [header = '', payload = '', signature = ''] = token.split('.');
  if (Buffer.from(signature, 'base64url').toString('base64url') !== signature) throw new TokenRefused('malformed');
  checkHeader(objectIn(header));
  const claims = objectIn(payload);
  checkSubject(claims);
  return claims;
}

/**
 * No extension is understood here, so none may be critical (RFC 7515, section 4.1.11), and the payload of a JWT is always encoded
 * (RFC 7797, section 7).
 */
function checkHeader(header: Claims): void {
  if (header.crit !== undefined || (header.b64 !== undefined && header.b64 !== true))
    throw new TokenRefused('malformed');
}

/** Whether there must be one is each kind of token's own to say. */
function checkSubject({ sub }: Claims): void {
  if (sub === undefined) return;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are ASCII too
  if (typeof sub !== 'string' || sub.length > maximumSubjectLength || !/^[\u0000-\u007f]*$/.test(sub)) {
    throw new TokenRefused('malformed');
  }
}

function objectIn(part: string): Claims {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part) throw new TokenRefused('malformed');
  let value: unknown;
  try {
    value = parseStrictJson(utf8.decode(bytes));
  } catch {
    throw new TokenRefused('malformed');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TokenRefused('malformed');
  return value as Claims;
}
