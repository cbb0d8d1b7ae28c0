import { parseConfig } from '../../../lib/config/parse';
import { eachProvider, everything } from '../everything';
import {
  account,
  appId,
  good,
  googleArn,
  imported,
  ios,
  pool,
  problemsOf,
  type Refusal,
  refuses,
  roles,
  rule,
  samlArn,
  studio,
  web,
} from './cases';

const cases: Refusal[] = [
  [
    'a developer provider with the name of an issuer',
    { ...good, oidc: [studio], developerProvider: { name: 'my-studio' } },
    /^developerProvider\.name: 'my-studio' is another provider's name too/,
    { ...good, oidc: [studio], developerProvider: { name: 'login.my-studio' } },
  ],
  [
    'an Amazon ID of another form',
    { amazon: { appId: 'my-app' } },
    /^amazon\.appId: must be a client ID of Login/,
    { amazon: { appId } },
  ],
  [
    'an odd Amazon ID that nobody insists on',
    { amazon: { appId: 'amzn1.application.0a1b' } },
    /set allowUnusualId: true/,
    { amazon: { appId: 'amzn1.application.0a1b', allowUnusualId: true } },
  ],
  [
    'a Facebook ID with letters',
    { facebook: { appId: 'game1' } },
    /^facebook\.appId: .*digits/,
    { facebook: { appId: '12345' } },
  ],
  [
    'an Apple ID that is no domain',
    { apple: { clientIds: ['game'] } },
    /^apple\.clientIds: .*reverse-domain form/,
    { apple: { clientIds: ['com.my-studio.game'] } },
  ],
  [
    'a Google ID of another form',
    { google: { apps: { game: { web: 'web' } } } },
    /^google\.clientIds: .*googleusercontent\.com/,
    { google: { apps: { game: { web } } } },
  ],
  [
    'Google without a client ID',
    { google: {} },
    /^google\.clientIds: must hold at least one client ID, or name them/,
    { google: { clientIds: [web] } },
  ],
  [
    'a client ID of two apps',
    { google: { apps: { game: { web }, market: { web } } } },
    /^google\.clientIds: and apps name a client ID twice/,
    { google: { apps: { game: { web }, market: { web: ios } } } },
  ],
  [
    'Google in a field and as an issuer',
    { google: { clientIds: [web] }, oidc: [{ ...studio, issuer: 'https://accounts.google.com' }] },
    /^google: 'https:\/\/accounts\.google\.com' is there twice, in oidc\[0\] too/,
    { google: { clientIds: [web] }, oidc: [studio] },
  ],
  [
    'an issuer named like a provider',
    { amazon: { appId }, oidc: [{ ...studio, name: 'amazon' }] },
    /^oidc\[0\]\.name: 'amazon' is there twice/,
    { amazon: { appId }, oidc: [studio] },
  ],
  [
    'an imported provider that is shared',
    { google: { clientIds: [web], importedArn: googleArn, shared: true } },
    /^google\.shared: changes nothing about an imported/,
    { google: { clientIds: [web], shared: true } },
  ],
  [
    'SAML from nowhere',
    { saml: [{ name: 'partner' }] },
    /^saml\[0\]: needs either metadataFile/,
    { saml: [{ name: 'partner', importedArn: samlArn }] },
  ],
  [
    'two SAML providers of one name',
    {
      saml: [
        { name: 'partner', importedArn: samlArn },
        { name: 'second', providerName: 'partner', metadataFile: 'm.xml' },
      ],
    },
    /^saml\[1\]\.providerName: there is another SAML provider 'partner'; IAM holds one of a name$/,
    {
      saml: [
        { name: 'partner', importedArn: samlArn },
        { name: 'second', metadataFile: 'm.xml' },
      ],
    },
  ],
  [
    'two SAML providers whose names differ by capitals alone',
    {
      saml: [
        { name: 'partner', importedArn: samlArn },
        { name: 'second', providerName: 'Partner', metadataFile: 'm.xml' },
      ],
    },
    /^saml\[1\]\.providerName: there is another SAML provider 'Partner'/,
    {
      saml: [
        { name: 'partner', importedArn: samlArn },
        { name: 'second', providerName: 'Partner2', metadataFile: 'm.xml' },
      ],
    },
  ],
  [
    'providers imported from two accounts, where the stage leaves its own open',
    {
      account: undefined,
      google: { clientIds: [web], importedArn: googleArn },
      saml: [{ name: 'partner', importedArn: samlArn.replace(account, '210987654321') }],
    },
    /^saml\[0\]\.importedArn: belongs to account 210987654321, google to 123456789012; a pool takes/,
    {
      account: undefined,
      google: { clientIds: [web], importedArn: googleArn },
      saml: [{ name: 'partner', importedArn: samlArn }],
    },
  ],
  [
    'a provider imported from another partition',
    { google: { clientIds: [web], importedArn: googleArn.replace('arn:aws:', 'arn:aws-cn:') } },
    /^google\.importedArn: must be the ARN of an IAM OIDC provider, arn:aws:iam::/,
    { google: { clientIds: [web], importedArn: googleArn } },
  ],
  [
    'an app whose name is too long for outputs',
    { userPool: { ...pool, apps: { ['a'.repeat(65)]: pool.apps.game } } },
    /^userPool\.apps\.a{65}: its name must be lower-case words joined by hyphens, 64 characters at most/,
    { userPool: { ...pool, apps: { ['a'.repeat(64)]: pool.apps.game } } },
  ],
  [
    'a custom attribute twice but for capitals',
    { userPool: { ...pool, customAttributes: ['clan', 'Clan'] } },
    /^userPool\.customAttributes: names an attribute twice/,
    { userPool: { ...pool, customAttributes: ['clan', 'clans'] } },
  ],
  [
    'a SAML provider whose name IAM would not take',
    { game: 'a'.repeat(60), saml: [{ name: 'b'.repeat(64), metadataFile: 'm.xml' }] },
    /^saml\[0\]\.providerName: 'a{60}-dev-b{64}' is longer than the 128 characters of IAM; write a shorter one$/,
    { game: 'a'.repeat(60), saml: [{ name: 'b'.repeat(64), providerName: 'partner', metadataFile: 'm.xml' }] },
  ],
  [
    'a SAML provider whose ARN Cognito would not take as key of a mapping',
    {
      roles,
      saml: [{ name: 'partner', providerName: 'p'.repeat(89), metadataFile: 'm.xml', roleMapping: { rules: [rule] } }],
    },
    /^saml\[0\]: its ARN has 129 characters, and Cognito takes 128 as key of a role mapping or tag map; write a shorter providerName, or leave/,
    {
      roles,
      saml: [{ name: 'partner', providerName: 'p'.repeat(88), metadataFile: 'm.xml', roleMapping: { rules: [rule] } }],
    },
  ],
  [
    'another name for an imported SAML provider',
    { saml: [{ name: 'partner', importedArn: samlArn, providerName: 'other' }] },
    /^saml\[0\]\.providerName: an imported provider has its name already; remove it$/,
    { saml: [{ name: 'partner', importedArn: samlArn }] },
  ],
  [
    'an imported SAML provider that is shared',
    { saml: [{ name: 'partner', importedArn: samlArn, shared: true }] },
    /^saml\[0\]\.shared: changes nothing about an imported provider; remove it$/,
    { saml: [{ name: 'partner', metadataFile: 'm.xml', shared: true }] },
  ],
  [
    'a domain prefix that is neither a text nor false',
    { userPool: { ...pool, domainPrefix: true } },
    /^userPool\.domainPrefix: must be 1 to 63 lower-case letters, .* or false, got true$/,
    { userPool: { ...pool, domainPrefix: false } },
  ],
  [
    'a custom attribute written as a claim',
    { userPool: { ...pool, customAttributes: ['custom:clan'] } },
    /^userPool\.customAttributes\[0\]: must be 1 to 20 letters, .* without 'custom:', got 'custom:clan'$/,
    { userPool: { ...pool, customAttributes: ['clan'] } },
  ],
  [
    'a custom attribute twice',
    { userPool: { ...pool, customAttributes: ['clan', 'clan'] } },
    /^userPool\.customAttributes: names an attribute twice; remove one$/,
    { userPool: { ...pool, customAttributes: ['clan', 'plan'] } },
  ],
  ...(
    [
      [
        'mail from no address',
        { fromEmail: 'my-studio.com' },
        /^userPool\.ses\.fromEmail: must be an e-mail address/,
        {},
      ],
      [
        'mail from a name with letters that SES does not take',
        { fromEmail: 'grüße@my-studio.com' },
        /^userPool\.ses\.fromEmail: /,
        {},
      ],
      [
        'mail with a second header',
        { fromName: 'Star\r\nBcc: all' },
        /^userPool\.ses\.fromName: /,
        { fromName: 'Star & Harvest' },
      ],
      [
        'mail from another domain',
        { verifiedDomain: 'studio.com' },
        /^userPool\.ses\.verifiedDomain: .*of fromEmail$/,
        { verifiedDomain: 'my-studio.com' },
      ],
      [
        'mail by another region',
        { region: 'eu-central-1' },
        /^userPool\.ses\.region: must be the stage's own, or/,
        { region: 'eu-west-1' },
      ],
    ] as const
  ).map(
    ([what, wrong, problem, right]): Refusal => [
      what,
      { region: 'us-east-2', userPool: { ...pool, ses: { fromEmail: 'game@my-studio.com', ...wrong } } },
      problem,
      { region: 'us-east-2', userPool: { ...pool, ses: { fromEmail: 'game@my-studio.com', ...right } } },
    ],
  ),
  [
    'mail by no region',
    { region: undefined, userPool: { ...pool, ses: { fromEmail: 'game@my-studio.com' } } },
    /^userPool\.ses\.region: is missing/,
    { region: undefined, userPool: { ...pool, ses: { fromEmail: 'game@my-studio.com', region: 'us-west-2' } } },
  ],
  [
    'mail of an imported pool',
    { userPool: { imported, ses: { fromEmail: 'game@my-studio.com' } } },
    /^userPool\.ses: changes nothing about an imported pool; remove it$/,
    { userPool: { imported } },
  ],
  [
    'custom attributes of an imported pool',
    { userPool: { imported, customAttributes: ['clan'] } },
    /^userPool\.customAttributes: changes nothing about an imported pool; remove it$/,
    { userPool: { imported } },
  ],
  [
    'a domain prefix that Cognito does not take',
    { userPool: { ...pool, domainPrefix: 'my-cognito-game' } },
    /^userPool\.domainPrefix: must be 1 to 63 lower-case letters, .* got 'my-cognito-game'$/,
    { userPool: { ...pool, domainPrefix: false } },
  ],
  [
    "another account's SAML provider",
    { saml: [{ name: 'partner', importedArn: samlArn.replace(account, '210987654321') }] },
    /^saml\[0\]\.importedArn: belongs to another account/,
    { saml: [{ name: 'partner', importedArn: samlArn }] },
  ],
  [
    'a user pool without page',
    { userPool: { apps: pool.apps } },
    /^userPool\.domainPrefix: is missing/,
    { userPool: pool },
  ],
  [
    "a page that is called Amazon's",
    { userPool: { ...pool, domainPrefix: 'my-cognito' } },
    /^userPool\.domainPrefix: .*without 'aws'/,
    { userPool: pool },
  ],
  [
    'a user pool without client',
    { userPool: { domainPrefix: 'a' } },
    /^userPool\.apps: must name at least one app/,
    { userPool: pool },
  ],
  [
    'two clients of one name',
    { userPool: { ...pool, apps: { 'a-b': { c: pool.apps.game.ios }, a: { 'b-c': pool.apps.game.ios } } } },
    /^userPool\.apps: there is another client ABC/,
    { userPool: { ...pool, apps: { 'a-b': { c: pool.apps.game.ios }, a: { b: pool.apps.game.ios } } } },
  ],
  [
    'a callback over plain http',
    { userPool: { ...pool, apps: { game: { ios: { callbackUrls: ['http://play.com/'] } } } } },
    /callbackUrls\[0\]: must be https/,
    {
      userPool: { ...pool, apps: { game: { ios: { callbackUrls: ['http://localhost:5173/', 'https://play.com/'] } } } },
    },
  ],
  // One output of the stack holds them all, a space between two.
  ...['https://play.com/a b', ' https://play.com/', 'https://play.com/\n', 'starharvest:signed\u00a0in'].map(
    (url): Refusal => [
      `the logout URL ${JSON.stringify(url)}`,
      { userPool: { ...pool, apps: { game: { ios: { ...pool.apps.game.ios, logoutUrls: [url] } } } } },
      /logoutUrls\[0\]: must be https:.* without fragment or space/,
      {
        userPool: {
          ...pool,
          apps: { game: { ios: { ...pool.apps.game.ios, logoutUrls: ['https://play.com/ä?a+b=$1'] } } },
        },
      },
    ],
  ),
  [
    'an imported pool with a page',
    { userPool: { imported, domainPrefix: 'a' } },
    /^userPool\.domainPrefix: changes nothing/,
    { userPool: { imported } },
  ],
];

refuses(cases);

test('an ID that has yet to be filled in is taken: synthesis warns about it', () => {
  expect(problemsOf({ amazon: { appId: 'REPLACE-ME' }, google: { clientIds: ['REPLACE-ME'] } })).toEqual([]);
});

test('the client IDs of all apps and platforms become one list', () => {
  const google = { clientIds: ['0.apps.googleusercontent.com'], apps: { game: { ios, web } } };
  expect(parseConfig({ ...good, google }).google?.clientIds).toEqual(['0.apps.googleusercontent.com', ios, web]);
});

test.each(Object.entries(eachProvider))('players can sign in with %s alone', (_, fields) => {
  expect(problemsOf({ guests: { enabled: false }, ...fields })).toEqual([]);
});

test('everything together is taken', () => {
  expect(problemsOf(everything)).toEqual([]);
});
