import type { Principal } from '../../policy/types';
import { ask, identityPolicy, type Keys, trustPolicy } from './fixtures';

const aud = 'cognito-identity.amazonaws.com:aud';
const amr = 'cognito-identity.amazonaws.com:amr';
const sub = 'cognito-identity.amazonaws.com:sub';
const pool = 'eu-west-1:00000000-1111-2222-3333-444444444444';
const cognito: Principal = { kind: 'federated', provider: 'cognito-identity.amazonaws.com' };

const guest: Keys = { [aud]: pool, [amr]: ['unauthenticated'] };
const signedIn: Keys = {
  [aud]: pool,
  [amr]: ['authenticated', 'id.example.com', 'id.example.com:OIDC:adele'],
};

function trusts(condition: object, keys: Keys, principal = cognito, federated = 'cognito-identity.amazonaws.com') {
  const resourcePolicy = trustPolicy({
    Effect: 'Allow',
    Principal: { Federated: federated },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: condition,
  });
  const role = 'arn:aws:iam::123456789012:role/authenticated';
  return ask('sts:AssumeRoleWithWebIdentity', role, { principal, resourcePolicy, keys }).allowed;
}

describe("the trust of a pool's role", () => {
  const right = { StringEquals: { [aud]: pool }, 'ForAnyValue:StringLike': { [amr]: 'authenticated' } };

  test('with aud and amr lets a signed-in player in and keeps a guest out', () => {
    expect(trusts(right, signedIn)).toBe(true);
    expect(trusts(right, guest)).toBe(false);
  });

  test("keeps another pool's players out", () => {
    expect(trusts(right, { ...signedIn, [aud]: 'eu-west-1:another' })).toBe(false);
  });

  test('keeps a token of another provider out', () => {
    const google: Principal = { kind: 'federated', provider: 'accounts.google.com' };
    expect(trusts(right, signedIn, google)).toBe(false);
    expect(trusts({}, signedIn, google, 'accounts.google.com')).toBe(true);
  });

  test('keeps a token without amr out', () => {
    expect(trusts(right, { [aud]: pool })).toBe(false);
  });

  test('with aud but without amr lets a guest take the authenticated role', () => {
    expect(trusts({ StringEquals: { [aud]: pool } }, guest)).toBe(true);
  });

  test("with neither lets any pool's guest in (CVE-2024-28056)", () => {
    expect(trusts({}, { [aud]: 'eu-west-1:another', [amr]: ['unauthenticated'] })).toBe(true);
  });

  test('*authenticated also matches unauthenticated', () => {
    const wide = { StringEquals: { [aud]: pool }, 'ForAnyValue:StringLike': { [amr]: '*authenticated' } };
    expect(trusts(wide, guest)).toBe(true);
    expect(trusts(wide, signedIn)).toBe(true);
  });

  test('ForAllValues passes when amr is absent', () => {
    const all = { StringEquals: { [aud]: pool }, 'ForAllValues:StringLike': { [amr]: 'authenticated' } };
    expect(trusts(all, { [aud]: pool })).toBe(true);
    expect(trusts(all, guest)).toBe(false);
  });

  test('plain StringEquals on multivalued amr lets nobody in who has several values', () => {
    const plain = { StringEquals: { [aud]: pool, [amr]: 'authenticated' } };
    expect(trusts(plain, signedIn)).toBe(false);
    expect(trusts(plain, { ...signedIn, [amr]: ['authenticated'] })).toBe(true);
  });

  test('does not allow sts:TagSession unless it names it', () => {
    const tagging = (action: string | readonly string[]) =>
      ask('sts:TagSession', '*', {
        principal: cognito,
        resourcePolicy: trustPolicy({ Effect: 'Allow', Principal: { Federated: cognito.provider }, Action: action }),
      }).allowed;
    expect(tagging('sts:AssumeRoleWithWebIdentity')).toBe(false);
    expect(tagging(['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'])).toBe(true);
  });
});

describe("a player's records", () => {
  const table = 'arn:aws:dynamodb:eu-west-1:123456789012:table/game';
  const own = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [`PLAYER#\${${sub}}`] } };
  const guard = { Null: { 'dynamodb:LeadingKeys': 'false' } };
  const may = (condition: object, leadingKeys: readonly string[] | undefined, keys: Keys = { [sub]: 'adele' }) =>
    ask('dynamodb:Query', table, {
      identityPolicies: [
        identityPolicy({ Effect: 'Allow', Action: 'dynamodb:*', Resource: table, Condition: condition }),
      ],
      keys: { ...keys, 'dynamodb:LeadingKeys': leadingKeys },
    }).allowed;

  test('their own leading key, not another’s, not a batch of both', () => {
    expect(may({ ...own, ...guard }, ['PLAYER#adele'])).toBe(true);
    expect(may({ ...own, ...guard }, ['PLAYER#bob'])).toBe(false);
    expect(may({ ...own, ...guard }, ['PLAYER#adele', 'PLAYER#bob'])).toBe(false);
  });

  test('without the Null guard a request without leading key passes; with it, not', () => {
    expect(may(own, undefined)).toBe(true);
    expect(may({ ...own, ...guard }, undefined)).toBe(false);
  });

  test('the whole key is compared: the bare identity ID is another key', () => {
    expect(may({ ...own, ...guard }, ['adele'])).toBe(false);
  });

  test('a session without identity ID gets nothing', () => {
    expect(may({ ...own, ...guard }, ['PLAYER#'], {})).toBe(false);
    expect(may({ ...own, ...guard }, [`PLAYER#\${${sub}}`], {})).toBe(false);
  });
});

describe("listing a player's files", () => {
  const may = (wanted: readonly string[], prefix: string | undefined) =>
    ask('s3:ListBucket', 'arn:aws:s3:::files', {
      identityPolicies: [
        identityPolicy({
          Effect: 'Allow',
          Action: 's3:ListBucket',
          Resource: 'arn:aws:s3:::files',
          Condition: { StringLike: { 's3:prefix': wanted } },
        }),
      ],
      keys: { [sub]: 'adele', 's3:prefix': prefix },
    }).allowed;
  const right = [`private/\${${sub}}/*`];

  test('their own folder and below', () => {
    expect(may(right, 'private/adele/')).toBe(true);
    expect(may(right, 'private/adele/saves/1')).toBe(true);
  });

  test.each([[undefined], [''], ['private/'], ['private/adele'], ['private/adele2/'], ['private/bob/']])(
    'the prefix %j is refused',
    (prefix) => expect(may(right, prefix)).toBe(false),
  );

  test('a pattern without the slash before its star opens the folders of others', () => {
    expect(may([`private/\${${sub}}*`], 'private/adele2/')).toBe(true);
    expect(may(right, 'private/adele2/')).toBe(false);
  });
});
