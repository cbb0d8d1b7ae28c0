import type { VerifiedLogin } from '../../../../local/identities/login-verifier';
import { defaultTagMap, principalTags, TagsRefused } from '../../../../local/services/cognito-identity/principal-tags';

const login = (claims: object, provider = 'login.example'): VerifiedLogin => ({
  provider,
  subject: 'ana',
  claims: claims as VerifiedLogin['claims'],
});
const clan = new Map([['clan', 'custom:clan']]);
const tagsOf = (claims: object, map: ReadonlyMap<string, string> = clan) =>
  Object.fromEntries(principalTags(new Map([['login.example', map]]), [login(claims)]));

describe('a player’s session tags', () => {
  const cases: [string, object, Record<string, string>][] = [
    ['take a claim’s value', { 'custom:clan': 'red' }, { clan: 'red' }],
    ['may hold what STS takes', { 'custom:clan': 'Ünïted 7_.:/=+-@' }, { clan: 'Ünïted 7_.:/=+-@' }],
    ['take numbers and truth values as text', { 'custom:clan': 7 }, { clan: '7' }],
    ['take a list of one', { 'custom:clan': ['red'] }, { clan: 'red' }],
    ['leave an absent claim out', {}, {}],
    ['leave an empty claim out', { 'custom:clan': '' }, {}],
    ['leave a claim with several values out', { 'custom:clan': ['red', 'blue'] }, {}],
    ['leave an object out', { 'custom:clan': { red: true } }, {}],
    ['take no claim that is not mapped', { clan: 'red' }, {}],
  ];
  test.each(cases)('%s', (_what, claims, tags) => {
    expect(tagsOf(claims)).toEqual(tags);
  });

  test('are client and user by default', () => {
    expect(tagsOf({ aud: 'app', sub: 'ana' }, defaultTagMap)).toEqual({ client: 'app', username: 'ana' });
  });

  test('come from the map of the login’s own provider', () => {
    const maps = new Map([['login.example', clan]]);
    expect(principalTags(maps, [login({ 'custom:clan': 'red' }, 'second.example')]).size).toBe(0);
    expect(
      principalTags(maps, [{ ...login({ 'custom:clan': 'red' }, 'x'), principalTagKey: 'login.example' }]).size,
    ).toBe(1);
  });

  const refused: [string, object][] = [
    ['a wildcard', { 'custom:clan': '*' }],
    ['a question mark', { 'custom:clan': 'red?' }],
    ['a policy variable', { 'custom:clan': '${aws:username}' }],
    ['a line break', { 'custom:clan': 'red\nblue' }],
    ['more than 256 characters', { 'custom:clan': 'a'.repeat(257) }],
  ];
  test.each(refused)('are refused with %s', (_what, claims) => {
    expect(() => tagsOf(claims)).toThrow(TagsRefused);
    expect(tagsOf({ 'custom:clan': 'a'.repeat(256) })).toEqual({ clan: 'a'.repeat(256) });
  });

  test('are refused beyond 460 bytes in all', () => {
    const map = new Map([
      ['a', 'one'],
      ['b', 'two'],
    ]);
    expect(() => tagsOf({ one: 'x'.repeat(256), two: 'y'.repeat(203) }, map)).toThrow(TagsRefused);
    expect(Object.keys(tagsOf({ one: 'x'.repeat(256), two: 'y'.repeat(202) }, map))).toEqual(['a', 'b']);
  });

  test('are refused where two logins differ in one', () => {
    const maps = new Map([
      ['login.example', clan],
      ['second.example', clan],
    ]);
    const both = (second: string) =>
      principalTags(maps, [login({ 'custom:clan': 'red' }), login({ 'custom:clan': second }, 'second.example')]);
    expect(() => both('blue')).toThrow(TagsRefused);
    expect(both('red').get('clan')).toBe('red');
  });
});
