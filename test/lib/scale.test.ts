import { type Scale, stageOf } from '../../bench/scale-stage';
import { buildApp } from '../../lib/app';
import { ConfigError } from '../../lib/config/config-error';
import { parseConfig } from '../../lib/config/parse';
import { testApp } from './synthesize';

// Each clan claim is warned about, and refusals are told on standard error.
jest.spyOn(console, 'error').mockImplementation(() => {});

/** What the synthesis of a stage says; undefined where it passes. */
function refusal(scale: Partial<Scale>, changes: object = {}, clientIdLength?: number): string | undefined {
  const app = testApp();
  try {
    buildApp(app, parseConfig({ ...stageOf(scale, clientIdLength), ...changes }));
    app.synth();
    return undefined;
  } catch (error) {
    return error instanceof ConfigError ? error.problems.join('\n') : String(error);
  }
}

test('50 issuers with 100 client IDs each, 10 mappings of 25 rules and 20 mapped roles fit into every quota', () => {
  expect(refusal({})).toBeUndefined();
});

/** The issuers of a small stage, each with a role for its own tokens. */
function directly(count: number): object {
  const { oidc = [] } = stageOf({ issuers: count, clientIds: 2, mappings: 0, rules: 1, roles: 0 });
  return { oidc: oidc.map(({ attributes, ...issuer }) => ({ ...issuer, directRole: {} })) };
}

describe('past a quota the synthesis is refused with its name', () => {
  const few = { issuers: 2, clientIds: 2, mappings: 0, rules: 1, roles: 0 };

  test('few of everything pass', () => {
    expect(refusal(few)).toBeUndefined();
  });

  test.each<[quota: string, scale: Partial<Scale>, said: string]>([
    ['mappings of an identity pool', { mappings: 11, issuers: 11, clientIds: 1 }, 'Cognito takes 10 per identity pool'],
    ['rules of a mapping', { rules: 26, mappings: 1, issuers: 1 }, "25 rules at most, Cognito's quota per mapping"],
    ['client IDs of an issuer', { ...few, clientIds: 101 }, 'may hold 100 client IDs at most'],
    [
      'OIDC providers of an account',
      { ...few, issuers: 101 },
      'IAM OpenID Connect providers per account: 101, quota 100',
    ],
    ['environment of a function', { roles: 60, issuers: 10, clientIds: 1 }, 'Lambda environment variables in bytes'],
  ])('%s', (_, scale, said) => {
    expect(refusal(scale)).toContain(said);
  });

  test('the environment of a function, by roles for own tokens: 50 of them fit', () => {
    expect(refusal({ ...few, issuers: 50 }, directly(50))).toBeUndefined();
    const refused = refusal({ ...few, issuers: 55 }, directly(55));
    expect(refused).toMatch(
      /Lambda environment variables in bytes: \d+, quota 4096; it comes from roles and directRole/,
    );
    expect(refused).toContain('IAM inline policies of a role in characters');
  });

  test.each<[what: string, scale: Partial<Scale>, changes: object, said: string, at: string]>([
    [
      'the first OIDC provider that is too much',
      { ...few, issuers: 102 },
      {},
      'it comes from oidc, google, apple of the configuration',
      'Oidc-login-100.my-studio.com:players',
    ],
    [
      'the first output that is too much',
      { ...few, issuers: 99 },
      directly(99),
      'outputs in a template: 203',
      'SmokeTest',
    ],
  ])('is told at %s, and not at whatever comes first', (_, scale, changes, said, at) => {
    const refused = refusal(scale, changes) ?? '';
    const finding = refused.slice(refused.indexOf(said));
    expect(finding).toContain(said);
    expect(finding).toContain(at);
  });

  test('the outputs of a template, of which each app client has three', () => {
    const client = { callbackUrls: ['app://in'], logoutUrls: ['app://out'] };
    const userPool = (count: number) => ({
      userPool: {
        domainPrefix: 'scale',
        apps: Object.fromEntries(Array.from({ length: count }, (_, index) => [`app-${index}`, { ios: client }])),
      },
    });
    expect(refusal(few, userPool(60))).toBeUndefined();
    expect(refusal(few, userPool(70))).toContain('CloudFormation outputs in a template: 219, quota 200');
  });

  test('the size of a template', () => {
    expect(refusal({ ...few, issuers: 50, clientIds: 100 }, {}, 255)).toContain(
      'CloudFormation template body size in bytes',
    );
  });

  test('the length of a trust policy, by the client IDs that a direct role is pinned to', () => {
    const google = (count: number) => ({
      google: {
        clientIds: Array.from({ length: count }, (_, index) => `${index}-web.apps.googleusercontent.com`),
        directRole: {},
      },
    });
    expect(refusal(few, google(10))).toBeUndefined();
    expect(refusal(few, google(60))).toContain('IAM role trust policy length in characters');
  });

  test('the key of a mapping', () => {
    const oidc = (length: number) => ({
      oidc: [
        {
          name: 'long',
          issuer: `https://login.my-studio.com/${'a'.repeat(length)}`,
          clientIds: ['app'],
          attributes: { clan: 'clan' },
        },
      ],
    });
    expect(refusal(few, oidc(60))).toBeUndefined();
    expect(refusal(few, oidc(80))).toContain('Cognito takes 128 as key of a role mapping or tag map');
  });
});
