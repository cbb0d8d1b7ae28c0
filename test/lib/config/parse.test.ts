import { ConfigError } from '../../../lib/config/config-error';
import { parseConfig } from '../../../lib/config/parse';
import type { GameFederationInput } from '../../../lib/config/schema';
import { dev } from '../../stages/dev';
import { local } from '../../stages/local';
import { localRoles } from '../../stages/local-roles';
import { prod } from '../../stages/prod';

const issuer = { name: 'google', issuer: 'https://accounts.google.com', clientIds: ['app'] };
const good: GameFederationInput = { game: 'star-harvest', stage: 'dev', oidc: [issuer], retainData: false };

function problemsOf(input: unknown): readonly string[] {
  try {
    parseConfig(input as GameFederationInput);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

const withIssuer = (changes: object) => ({ ...good, oidc: [{ ...issuer, ...changes }] });
const arn = 'arn:aws:iam::123456789012:oidc-provider/accounts.google.com';

describe('a configuration is refused with a sentence that names the field', () => {
  const refusals: [what: string, input: unknown, problem: RegExp][] = [
    ['an unknown field', { ...good, retain: true }, /^retain: is not a setting/],
    ['an unknown field inside another', { ...good, guests: { enable: true } }, /^guests\.enable: is not a setting/],
    ['a missing field', { ...good, retainData: undefined }, /^retainData: is missing; set it to a boolean/],
    ['a field of another type', { ...good, retainData: 'yes' }, /^retainData: must be a boolean, got "yes"/],
    [
      'an issuer over http',
      withIssuer({ issuer: 'http://accounts.google.com' }),
      /^oidc\[0\]\.issuer: must start with https/,
    ],
    [
      'an issuer with a port',
      withIssuer({ issuer: 'https://accounts.google.com:8443' }),
      /^oidc\[0\]\.issuer: must have no port/,
    ],
    ['an issuer with the usual port', withIssuer({ issuer: 'https://accounts.google.com:443' }), /must have no port/],
    ['an issuer with a query', withIssuer({ issuer: 'https://accounts.google.com/?a=b' }), /must have no query/],
    ['an issuer with an empty query', withIssuer({ issuer: 'https://accounts.google.com/?' }), /must have no query/],
    ['an issuer with a fragment', withIssuer({ issuer: 'https://accounts.google.com/#a' }), /must have no fragment/],
    ['an issuer with a user name', withIssuer({ issuer: 'https://me@accounts.google.com' }), /must have no user name/],
    ['an issuer in capitals', withIssuer({ issuer: 'https://Accounts.google.com' }), /host in lower case/],
    [
      'an issuer with dotted parts',
      withIssuer({ issuer: 'https://accounts.google.com/a/../b' }),
      /without empty or dotted/,
    ],
    ['an issuer without a domain', withIssuer({ issuer: 'https://players' }), /host in lower case/],
    ['an issuer longer than IAM takes', withIssuer({ issuer: `https://a.com/${'a'.repeat(250)}` }), /255 characters/],
    [
      'a reserved top-level domain',
      withIssuer({ issuer: 'https://players.example' }),
      /example domain that AWS can't reach/,
    ],
    ['a reserved domain', withIssuer({ issuer: 'https://login.example.com' }), /example domain that AWS can't reach/],
    ['the domain localhost', withIssuer({ issuer: 'https://idp.localhost' }), /example domain that AWS can't reach/],
    ['no client ID', withIssuer({ clientIds: [] }), /^oidc\[0\]\.clientIds: must hold at least one/],
    [
      '101 client IDs',
      withIssuer({ clientIds: Array.from({ length: 101 }, (_, index) => `app-${index}`) }),
      /^oidc\[0\]\.clientIds: may hold 100 client IDs at most/,
    ],
    ['a client ID twice', withIssuer({ clientIds: ['app', 'app'] }), /^oidc\[0\]\.clientIds: names a client ID twice/],
    [
      'a duplicate issuer',
      { ...good, oidc: [issuer, { ...issuer, name: 'other' }] },
      /^oidc\[1\]\.issuer: .* is there twice/,
    ],
    [
      'a duplicate issuer but for the last slash',
      { ...good, oidc: [issuer, { ...issuer, name: 'other', issuer: `${issuer.issuer}/` }] },
      /^oidc\[1\]\.issuer: .* is there twice/,
    ],
    [
      'a duplicate name',
      { ...good, oidc: [issuer, { ...issuer, issuer: 'https://appleid.apple.com' }] },
      /^oidc\[1\]\.name: 'google' is there twice/,
    ],
    ['a name that is no identifier', withIssuer({ name: 'Google Play' }), /^oidc\[0\]\.name: must be lower-case words/],
    [
      'a thumbprint of another length',
      withIssuer({ thumbprints: ['abc'] }),
      /^oidc\[0\]\.thumbprints\[0\]: must be 40 hex/,
    ],
    [
      'an ARN of something else',
      withIssuer({ importedArn: 'arn:aws:s3:::b' }),
      /^oidc\[0\]\.importedArn: must be the ARN/,
    ],
    [
      "another issuer's ARN",
      withIssuer({ importedArn: 'arn:aws:iam::123456789012:oidc-provider/appleid.apple.com' }),
      /^oidc\[0\]\.importedArn: .* another issuer's; it must end in \/accounts\.google\.com/,
    ],
    [
      "another account's ARN",
      { ...withIssuer({ importedArn: arn }), account: '210987654321' },
      /^oidc\[0\]\.importedArn: belongs to another account/,
    ],
    [
      'thumbprints of an imported provider',
      withIssuer({ importedArn: arn, thumbprints: ['a'.repeat(40)] }),
      /^oidc\[0\]\.thumbprints: change nothing/,
    ],
    [
      'a session under 15 minutes',
      { ...good, basicFlow: { sessionSeconds: 899 } },
      /^basicFlow\.sessionSeconds: .*900 to 43200/,
    ],
    [
      'a session over 12 hours',
      { ...good, basicFlow: { sessionSeconds: 43_201 } },
      /^basicFlow\.sessionSeconds: .*got 43201/,
    ],
    ['a session of half a second', { ...good, basicFlow: { sessionSeconds: 900.5 } }, /must be a whole number/],
    ['a production stage that does not retain', { ...good, stage: 'production' }, /^retainData: must be true/],
    [
      'a region of another partition',
      { ...good, region: 'cn-north-1' },
      /^region: .* outside AWS's commercial partition/,
    ],
    [
      'a developer provider named like an issuer',
      { ...good, developerProvider: { name: 'accounts.google.com' } },
      /^developerProvider\.name: .* taken by another login/,
    ],
    ['an issuer at an address', withIssuer({ issuer: 'https://10.0.0.1' }), /a certificate is made out to/],
    ['an issuer whose host begins with a hyphen', withIssuer({ issuer: 'https://-a.com' }), /host in lower case/],
    ['a prod stage that does not retain', { ...good, stage: 'prod' }, /^retainData: must be true in stage 'prod'/],
    ['a game name that begins with a digit', { ...good, game: '2048' }, /^game: must be lower-case words/],
    ['a game name with an underscore', { ...good, game: 'star_harvest' }, /^game: must be lower-case words/],
    ['a stage name with a space', { ...good, stage: 'my dev' }, /^stage: must be lower-case words/],
    ['a game name longer than a stack name', { ...good, game: 'a'.repeat(120) }, /^game: must be 60 long at most/],
    ['an account of eleven digits', { ...good, account: '12345678901' }, /^account: must be twelve digits/],
    ['a region that is none', { ...good, region: 'Ireland' }, /^region: must be an AWS region/],
    ['own data of guests who may not enter', { ...good, guests: { ownData: true } }, /^guests\.ownData: has no effect/],
    ['a game that nobody could play', { ...good, oidc: [] }, /^oidc: nobody could play/],
    [
      'a developer user without a developer provider',
      { ...good, smokeTest: { developerUser: true } },
      /^smokeTest\.developerUser:/,
    ],
    [
      'a local stage in a real account',
      { ...good, stage: 'local-eu', account: '210987654321' },
      /^account: '210987654321' is a real one, and stage 'local-eu' one of the local cloud/,
    ],
    ['a developer provider with a slash', { ...good, developerProvider: { name: 'a/b' } }, /^developerProvider\.name:/],
    [
      'a log retention that CloudWatch does not know',
      { ...good, smokeTest: { logRetentionDays: 31 } },
      /^smokeTest\.logRetent/,
    ],
    ['a wildcard origin', { ...good, cors: { origins: ['*'] } }, /^cors\.origins\[0\]: must be one exact origin/],
    ['a wildcard inside an origin', { ...good, cors: { origins: ['https://*.a.com'] } }, /^cors\.origins\[0\]:/],
    ['an origin with a path', { ...good, cors: { origins: ['https://a.com/'] } }, /^cors\.origins\[0\]:/],
    ['an origin over http', { ...good, cors: { origins: ['http://a.com'] } }, /^cors\.origins\[0\]:/],
    [
      'a signed URL for half a minute',
      { ...good, presignedUrls: { maxSeconds: 30 } },
      /^presignedUrls\.maxSeconds: .*60 to/,
    ],
    [
      'a signed URL for ever',
      { ...good, presignedUrls: { maxSeconds: 604_801 } },
      /^presignedUrls\.maxSeconds: .*got 6/,
    ],
    [
      'no standard storage class',
      { ...good, files: { storageClasses: ['STANDARD_IA'] } },
      /^files\.storageClasses: .*STANDARD/,
    ],
    [
      'an archive',
      { ...good, files: { storageClasses: ['STANDARD', 'GLACIER'] } },
      /^files\.storageClasses\[1\]: .*GLACIER_IR/,
    ],
    ['no old version', { ...good, files: { maxOldVersions: 0 } }, /^files\.maxOldVersions: .*1 to 100/],
    ['more old versions than S3 counts', { ...good, files: { maxOldVersions: 101 } }, /^files\.maxOldVersions: /],
    ['a throughput of zero', { ...good, table: { maxReadRequestUnits: 0 } }, /^table\.maxReadRequestUnits: /],
  ];

  test.each(refusals)('%s', (_, input, problem) => {
    expect(problemsOf(input)).toEqual([expect.stringMatching(problem)]);
  });

  test('all problems are told at once', () => {
    const problems = problemsOf({ ...good, game: '1', retain: true, cors: { origins: ['*'] } });
    expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual(['cors.origins[0]', 'game', 'retain']);
  });

  test('the message names the stage', () => {
    expect(() => parseConfig({ ...good, stage: 'prod' })).toThrow(
      "The configuration of stage 'prod' can't be used:\n  - retainData",
    );
  });
});

describe('a configuration is taken', () => {
  const accepted: [what: string, input: GameFederationInput][] = [
    ['a stage with almost everything on', local],
    ['a stage with roles by rule and by token', localRoles],
    ['a disposable stage', dev],
    ['a stage that retains its data', prod],
    ['an issuer with a path', withIssuer({ issuer: 'https://login.microsoftonline.com/tenant/v2.0' })],
    ['100 client IDs', withIssuer({ clientIds: Array.from({ length: 100 }, (_, index) => `app-${index}`) })],
    ['an imported provider', { ...withIssuer({ importedArn: arn }), account: '123456789012' }],
    ['a session of 15 minutes', { ...good, basicFlow: { sessionSeconds: 900 } }],
    ['a second storage class', { ...good, files: { storageClasses: ['STANDARD', 'INTELLIGENT_TIERING'] } }],
    ['one old version', { ...good, files: { maxOldVersions: 1 } }],
    ['as many old versions as S3 counts', { ...good, files: { maxOldVersions: 100 } }],
    ['a signed URL for a minute', { ...good, presignedUrls: { maxSeconds: 60 } }],
    ['a signed URL for a week', { ...good, presignedUrls: { maxSeconds: 604_800 } }],
    ['a session of 12 hours', { ...good, basicFlow: { sessionSeconds: 43_200 } }],
    ['guests only', { ...good, oidc: [], guests: { enabled: true } }],
    ['an origin with a port', { ...good, cors: { origins: ['https://play.a.com:8443', 'http://localhost:5173'] } }],
    ['a local stage in no real account', { ...good, stage: 'local-eu', account: '123456789012' }],
    ['a stage that only begins like a local one', { ...good, stage: 'locale', account: '210987654321' }],
    ['an example domain in the local stage', { ...withIssuer({ issuer: 'https://players.example' }), stage: 'local' }],
  ];

  test.each(accepted)('%s', (_, input) => {
    expect(problemsOf(input)).toEqual([]);
  });

  test('what is left out is the safe choice', () => {
    expect(parseConfig(good)).toEqual({
      ...good,
      protect: false,
      guests: { enabled: false, ownData: false },
      basicFlow: { enabled: false, sessionSeconds: 3600 },
      table: { maxReadRequestUnits: 1000, maxWriteRequestUnits: 500 },
      cors: { origins: [] },
      presignedUrls: { enabled: true, maxSeconds: 900 },
      files: { storageClasses: ['STANDARD'], maxOldVersions: 10 },
      smokeTest: { developerUser: false, logRetentionDays: 30 },
      saml: [],
      roles: {},
    });
  });
});
