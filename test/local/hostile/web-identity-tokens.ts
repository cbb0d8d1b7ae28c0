import fc from 'fast-check';
import { clientId, issuer } from './game-assembly';
import { hostileJson, hostileText } from './hostile-values';

const base64url = (json: string) => Buffer.from(json).toString('base64url');

const header = fc.oneof(
  fc
    .record(
      {
        alg: fc.constantFrom<unknown>(
          'RS256',
          'RS512',
          'ES256',
          'HS256',
          'none',
          'EdDSA',
          'dir',
          '__proto__',
          ['RS256'],
          null,
        ),
        kid: fc.constantFrom<unknown>('a', ['a'], { toString: 1 }, '__proto__', '\u0000'),
        crit: fc.constantFrom<unknown>(['b64'], [], 'b64', ['exp']),
        b64: fc.boolean(),
        zip: fc.constant('DEF'),
        jku: fc.constant('http://127.0.0.1:1/'),
        x5u: fc.constant('http://127.0.0.1:1/'),
        jwk: fc.constant({ kty: 'oct', k: 'AAAA' }),
        x5c: fc.constant(['x']),
      },
      { requiredKeys: ['alg'] },
    )
    .map((members) => JSON.stringify(members)),
  hostileJson,
);

const claims = (poolId: string) =>
  fc.oneof(
    fc
      .record(
        {
          iss: fc.constantFrom<unknown>(
            issuer,
            issuer,
            'https://cognito-identity.amazonaws.com',
            'http://169.254.169.254/',
            ['x'],
            {},
            '\u0000',
          ),
          aud: fc.constantFrom<unknown>(clientId, poolId, [clientId, 'x'], {}, null),
          sub: fc.constantFrom<unknown>('adele', {}, ['x'], ''),
          exp: fc.constantFrom<unknown>(4_000_000_000, 1e308, -1, '1', null),
          iat: fc.constantFrom<unknown>(1, 'x'),
          amr: fc.constantFrom<unknown>(['authenticated'], 'x', [{}]),
          azp: fc.constantFrom<unknown>(clientId, {}),
        },
        { requiredKeys: ['iss'] },
      )
      .map((members) => JSON.stringify(members)),
    hostileJson,
  );

/** Tokens that nobody signed, with odd headers and claims; and text that is no token. */
export function unsignedToken(poolId: string): fc.Arbitrary<string> {
  const signature = fc.constantFrom('', 'AAAA', 'A'.repeat(342), '=', '\u0000');
  const parts = fc.tuple(header.map(base64url), claims(poolId).map(base64url), signature);
  return fc.oneof(
    { weight: 8, arbitrary: parts.map((part) => part.join('.')) },
    parts.map((part) => [...part, 'x', 'y'].join('.')),
    hostileText,
    fc.constantFrom('..', 'a.b.c', '....', 'é.é.é'),
  );
}
