import { providerFields } from '../../lib/config/login-providers';
import { parseConfig } from '../../lib/config/parse';
import type { GameFederationInput } from '../../lib/config/schema';
import { sharedIssuers } from '../../lib/config/shared-issuers';
import { type TokenRefusal, TokenRefused } from '../../local/identities/token-refused';
import * as cognito from '../../local/services/cognito-identity/errors';
import * as sts from '../../local/services/sts/errors';
import { columnOf, textOf } from './document';
import { base, problemsOf, stageOf, stageSnippets } from './stage-snippets';

const document = textOf('docs/providers.md');
const snippets = stageSnippets(document);

test('the document shows a configuration for every way to sign in', () => {
  const fields = snippets.flatMap(({ code }) => Object.keys(stageOf(code)));
  expect(fields).toEqual(expect.arrayContaining([...providerFields]));
});

test('the README names every field that names providers, in its table', () => {
  const rows = columnOf(textOf('README.md'), 'Every way to sign in', 1).join(' ');
  for (const field of providerFields) expect(rows).toMatch(new RegExp(`\\b${field}\\b`));
});

test.each(snippets)('the configuration at line $line can be used', ({ code }) => {
  expect(problemsOf(stageOf(code))).toEqual([]);
});

test('a configuration with a misspelled field would not pass', () => {
  expect(problemsOf(stageOf("google: { clientID: 'x' }"))).not.toEqual([]);
});

test('the stages that share an account do not get in each other’s way', () => {
  const [creator, importer] = snippets.filter(({ code }) => code.includes('account:')).map(({ code }) => stageOf(code));
  if (!creator || !importer) throw new Error('the document shows no two stages in one account');
  for (const [stage, other] of [
    [creator, importer],
    [importer, creator],
  ] as const) {
    expect(sharedIssuers([parseConfig(other)], parseConfig(stage))).toEqual({ problems: [], warnings: [] });
  }
  const [{ importedArn: _, ...created }] = importer.oidc as [NonNullable<GameFederationInput['oidc']>[number]];
  const { problems } = sharedIssuers([parseConfig(creator)], parseConfig({ ...importer, oidc: [created] }));
  expect(problems).toHaveLength(1);
});

const atCognito = (refusal: TokenRefusal, detail = '') => cognito.invalidLogin(new TokenRefused(refusal, detail));
const atSts = (refusal: TokenRefusal, detail = '') => sts.invalidToken(new TokenRefused(refusal, detail));
const wordsOf = (error: unknown) => (error as { readonly message: string }).message;

test('the pitfalls are told in the words that the local cloud answers', () => {
  const answers = [
    cognito.providerNotSupported(),
    atCognito('wrong-audience'),
    atCognito('wrong-issuer'),
    atCognito('malformed'),
    atCognito('expired', '<now> >= <exp>'),
    atCognito('bad-signature'),
    atCognito('no-key'),
    atCognito('issuer-unreachable', '<why>'),
    atCognito('missing-claim', '<claim>'),
    atCognito('rejected', 'graph.facebook.com responded with HTTP/1.1 400 Bad Request'),
    atCognito('rejected', 'api.amazon.com responded with HTTP/1.1 400 Bad Request'),
    atCognito('wrong-recipient'),
    atCognito('malformed-saml', '<why>'),
    atCognito('signed-out'),
    cognito.notAPublicProvider(),
    cognito.cognitoTokenNotAccepted(),
    cognito.notACognitoToken(),
    cognito.guestsNotSupported(),
    cognito.identityForbidden('<identityId>'),
    cognito.loginsDoNotMatch(),
    cognito.loginLinkedElsewhere(),
    cognito.poolNotFound('<poolId>'),
    cognito.ambiguousRole('<provider>'),
    cognito.roleNotOffered(),
    cognito.classicFlowOff(),
    cognito.noClassicFlowWithRoleMappings(),
    cognito.noClassicFlowWithSaml(),
    cognito.invalidPoolConfiguration(),
    sts.notAuthorized(),
    sts.tooLong(),
    sts.noProvider('<issuer>'),
    atSts('wrong-audience'),
    atSts('malformed'),
    atSts('expired', '<now> >= <exp>'),
    sts.invalidAccessToken(new TokenRefused('rejected', '<what it answered>'), '<provider>'),
  ].map(wordsOf);
  expect(columnOf(document, 'Pitfalls', 1).sort()).toEqual(answers.sort());
});

test('an error that is told in short below a provider is one of the pitfalls', () => {
  const pitfalls = columnOf(document, 'Pitfalls', 1);
  const paragraphs = document.split('\n\n').filter((paragraph) => paragraph.startsWith('Errors: '));
  const errors = paragraphs.flatMap((paragraph) =>
    [...paragraph.matchAll(/(?:^Errors:|;)\s+`([^`]+)`/g)].map(([, error = '']) => error.replace(/ …$/, '')),
  );
  expect(errors.filter((error) => !pitfalls.some((pitfall) => pitfall.includes(error)))).toEqual([]);
  expect(paragraphs).toHaveLength(columnOf(document, 'At a glance', 2).length);
});

const google = '123-web.apps.googleusercontent.com';
const rule = { claim: 'groups', match: 'equals', value: 'staff', role: 'moderator' } as const;
const moderator = { moderator: { grants: ['moderateFiles'] } } as GameFederationInput['roles'];

test('what synthesis refuses is told in its own words', () => {
  const refused: Partial<GameFederationInput>[] = [
    { google: { clientIds: ['my-game'] } },
    { facebook: { appId: 'my-game' } },
    { oidc: [{ name: 'studio', issuer: 'https://login.my-studio.com:8443', clientIds: ['game'] }] },
    {
      google: { clientIds: [google] },
      oidc: [{ name: 'g', issuer: 'https://accounts.google.com', clientIds: [google] }],
    },
    { saml: [{ name: 'partner' }] },
    { userPool: { domainPrefix: 'star-harvest' } },
    { userPool: { domainPrefix: 'x', apps: { a: { b: { callbackUrls: ['a://b'] } } }, attributes: { clan: 'email' } } },
    {
      google: { clientIds: [google], roleMapping: { rules: [rule] } },
      roles: moderator,
      basicFlow: { enabled: true },
    },
    { google: { clientIds: [google], roleMapping: { fromToken: true } }, roles: moderator },
    { guests: { enabled: true }, developerProvider: { name: 'www.amazon.com' } },
  ];
  const problems = refused.flatMap((fields) => problemsOf({ ...base, ...fields }));
  expect(problems.length).toBeGreaterThanOrEqual(refused.length);
  const told = columnOf(document, 'Refused at synthesis', 1);
  expect(problems).toEqual(expect.arrayContaining(told));
  expect(told).toHaveLength(refused.length);
});
