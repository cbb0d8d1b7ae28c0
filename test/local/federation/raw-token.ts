import { type KeyObject, sign } from 'node:crypto';

/** A token's two texts, as whoever signs it spells them. */
export interface Spelling {
  readonly header: string | Buffer;
  readonly claims: string | Buffer;
}

/** What an honest issuer says, to be spelled in some way. */
export interface Honest {
  readonly header: { readonly alg: string; readonly kid: string };
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Signs whatever it is given: no library that makes tokens would. */
export function rawToken({ header, claims }: Spelling, alg: string, key: KeyObject): string {
  const signed = [header, claims].map((text) => Buffer.from(text).toString('base64url')).join('.');
  const dsaEncoding = alg.startsWith('ES') ? ({ dsaEncoding: 'ieee-p1363' } as const) : {};
  return `${signed}.${sign(`sha${alg.slice(2)}`, Buffer.from(signed), { key, ...dsaEncoding }).toString('base64url')}`;
}

/** As every library spells it. */
export function plainly({ header, claims }: Honest): Spelling {
  return { header: JSON.stringify(header), claims: JSON.stringify(claims) };
}

/** A JSON object with a member more, which may be there already. */
const withMember = (object: object, member: string) => JSON.stringify(object).replace(/\}$/, `,${member}}`);
const bom = '\ufeff';

/** Ways to spell what a token says that two readers could read as two things. */
export const refusedSpellings: readonly [what: string, spell: (honest: Honest) => Spelling][] = [
  ['a header with the algorithm twice', (it) => ({ ...plainly(it), header: withMember(it.header, '"alg":"none"') })],
  [
    'a header with the same key twice',
    (it) => ({ ...plainly(it), header: withMember(it.header, `"kid":"${it.header.kid}"`) }),
  ],
  ['claims with the subject twice', (it) => ({ ...plainly(it), claims: withMember(it.claims, '"sub":"ben"') })],
  [
    'claims with the subject in two spellings',
    (it) => ({ ...plainly(it), claims: withMember(it.claims, '"s\\u0075b":"ben"') }),
  ],
  ['a claim within a claim twice', (it) => ({ ...plainly(it), claims: withMember(it.claims, '"a":[{"b":1,"b":2}]') })],
  ['a header behind a byte order mark', (it) => ({ ...plainly(it), header: bom + plainly(it).header })],
  ['claims behind a byte order mark', (it) => ({ ...plainly(it), claims: bom + plainly(it).claims })],
  [
    'claims that are no UTF-8',
    (it) => ({
      ...plainly(it),
      claims: Buffer.concat([
        Buffer.from(withMember(it.claims, '"name":"').slice(0, -1)),
        Buffer.from([0xff]),
        Buffer.from('"}'),
      ]),
    }),
  ],
  [
    'a payload that says it is not encoded',
    (it) => plainly({ ...it, header: { ...it.header, ...{ b64: false, crit: ['b64'] } } }),
  ],
  ['a payload that says so by the way', (it) => plainly({ ...it, header: { ...it.header, ...{ b64: false } } })],
  [
    'a critical extension of RFC 7797',
    (it) => plainly({ ...it, header: { ...it.header, ...{ b64: true, crit: ['b64'] } } }),
  ],
  ['an unknown critical extension', (it) => plainly({ ...it, header: { ...it.header, ...{ crit: ['exp'], exp: 1 } } })],
  ['an empty list of critical extensions', (it) => plainly({ ...it, header: { ...it.header, ...{ crit: [] } } })],
  ['a subject beyond ASCII', (it) => plainly({ ...it, claims: { ...it.claims, sub: 'adéle' } })],
  ['a subject that only looks like ASCII', (it) => plainly({ ...it, claims: { ...it.claims, sub: '\uff41dele' } })],
  ['a subject of 256 characters', (it) => plainly({ ...it, claims: { ...it.claims, sub: 'a'.repeat(256) } })],
  ['a subject that is no text', (it) => plainly({ ...it, claims: { ...it.claims, sub: ['ana'] } })],
  ...['exp', 'iat', 'nbf'].flatMap((claim) =>
    ['"1"', 'true', 'null', '[1]', '1e400', '-1e400', '1e300', '1.5'].map(
      (value): [string, (honest: Honest) => Spelling] => [
        `${claim} ${value}`,
        (it) => ({ ...plainly(it), claims: withMember({ ...it.claims, [claim]: undefined }, `"${claim}":${value}`) }),
      ],
    ),
  ),
  [
    'an expiry between two seconds',
    (it) => plainly({ ...it, claims: { ...it.claims, exp: Number(it.claims.exp) + 0.5 } }),
  ],
  ['claims that are a list', (it) => ({ ...plainly(it), claims: JSON.stringify([it.claims]) })],
];

/** Ways to spell it that mean one thing only. */
export const takenSpellings: readonly [what: string, spell: (honest: Honest) => Spelling][] = [
  ['as every library does', plainly],
  [
    'with spaces and lines',
    (it) => ({
      header: JSON.stringify(it.header, undefined, 2),
      claims: ` ${JSON.stringify(it.claims, undefined, 2)}\n`,
    }),
  ],
  [
    'with a header member that is not critical',
    (it) => plainly({ ...it, header: { ...it.header, ...{ b64: true, x: 1 } } }),
  ],
  ['with a claim beyond ASCII', (it) => plainly({ ...it, claims: { ...it.claims, nickname: 'Adéle 🚀' } })],
  ['with escapes', (it) => ({ ...plainly(it), claims: plainly(it).claims.toString().replace('"sub"', '"s\\u0075b"') })],
];

/** What happens to a whole token on its way: other spellings of the same bytes, or bytes around it. */
export const mangled: readonly [what: string, mangle: (token: string) => string][] = [
  ['bits that base64url leaves over', (token) => withLooseBits(token)],
  ['a space within', (token) => token.replace('.', '. ')],
  ['a newline within', (token) => token.replace('.', '\n.')],
  ['padding', (token) => `${token}=`],
  ['a fourth part', (token) => `${token}.`],
  ['a byte order mark before it', (token) => bom + token],
  ['a space that is not ASCII', (token) => `${token}\u00a0`],
];

/** The same signature, its last character another that decodes to the same bytes; one without such bits gets an odd character more. */
function withLooseBits(token: string): string {
  const bytes = Buffer.from(token.slice(token.lastIndexOf('.') + 1), 'base64url');
  for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
    const other = token.slice(0, -1) + character;
    if (other !== token && Buffer.from(other.slice(other.lastIndexOf('.') + 1), 'base64url').equals(bytes))
      return other;
  }
  return `${token}A`;
}
