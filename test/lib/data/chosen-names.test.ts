import type { Template } from 'aws-cdk-lib/assertions';
import { type CompiledPolicy, compilePolicy } from '../../../policy/compile';
import { decide } from '../../../policy/decide';
import { requestContext } from '../../../policy/types';
import { everything } from '../everything';
import { templatesWith } from '../synthesize';

// Claims that only an identity provider may set are warned about.
jest.spyOn(console, 'error').mockImplementation(() => {});

const bucket = 'arn:aws:s3:::files';
const table = 'arn:aws:dynamodb:eu-west-1:123456789012:table/records';

/** A policy with the imported ARNs put in, as the deployment does. */
function resolved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolved);
  if (typeof value !== 'object' || value === null) return value;
  const imported = (value as Record<string, unknown>)['Fn::ImportValue'];
  if (imported !== undefined) return String(imported).includes('Bucket') ? bucket : table;
  const join = (value as Record<string, unknown>)['Fn::Join'];
  if (Array.isArray(join)) return (resolved(join[1]) as string[]).join('');
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item)]));
}

function policyOf(template: Template, role: string): CompiledPolicy {
  const [policy] = Object.values(template.findResources('AWS::IAM::Policy')).filter(({ Properties }) =>
    Properties.Roles.some(({ Ref }: { Ref: string }) => Ref.startsWith(role)),
  );
  return compilePolicy(resolved(policy?.Properties.PolicyDocument), role, 'identity');
}

const { federation } = templatesWith(everything);

/** What a session with these keys may do. */
function sessionOf(role: string, keys: Record<string, string>) {
  const policy = policyOf(federation, role);
  const may = (action: string, resource: string, context: Record<string, string | string[]> = {}) =>
    decide(
      { action, resource, context: requestContext(context) },
      {
        principal: {
          kind: 'assumed-role',
          account: '123456789012',
          roleArn: 'arn:aws:iam::123456789012:role/player',
          sessionArn: 'arn:aws:sts::123456789012:assumed-role/player/session',
          roleId: 'AROAEXAMPLE',
        },
        context: requestContext(keys),
        identityPolicies: [policy],
      },
    ).allowed;
  return {
    reads: (key: string) => may('s3:GetObject', `${bucket}/${key}`),
    writes: (key: string) => may('s3:PutObject', `${bucket}/${key}`),
    lists: (prefix: string) => may('s3:ListBucket', bucket, { 's3:prefix': prefix }),
    queries: (key: string) => may('dynamodb:Query', table, { 'dynamodb:LeadingKeys': [key] }),
  };
}

describe('a member of a clan', () => {
  const member = (clan?: string) =>
    sessionOf('AuthenticatedRole', {
      'cognito-identity.amazonaws.com:sub': 'eu-west-1:1',
      ...(clan !== undefined && { 'aws:PrincipalTag/clan': clan }),
    });

  test('reads, writes and lists what their clan has', () => {
    const red = member('red');
    expect([
      red.reads('clans/red/a'),
      red.writes('clans/red/a'),
      red.lists('clans/red/'),
      red.queries('CLAN#red'),
    ]).toEqual([true, true, true, true]);
  });

  test.each([
    ['another clan', 'blue', 'red'],
    ['a clan whose name begins like theirs', 'red', 'redder'],
    ['a clan above theirs in name', 'red/blue', 'red'],
    ['a clan called like a pattern', '*', 'red'],
  ])('reaches nothing of %s', (_, own, others) => {
    const { reads, lists, queries } = member(own);
    expect([reads(`clans/${others}/a`), lists(`clans/${others}/`), queries(`CLAN#${others}`)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('whose name holds a slash has records of its own and no folder, so nothing of it lies in a shorter one', () => {
    const { writes, lists, queries } = member('red/blue');
    expect([writes('clans/red/blue/a'), lists('clans/red/blue/')]).toEqual([false, false]);
    expect(queries('CLAN#red/blue')).toBe(true);
    expect(member('red').queries('CLAN#red/blue')).toBe(false);
  });

  test.each([
    ['without a tag', undefined],
    ['with an empty tag', ''],
  ])('%s is in no clan', (_, clan) => {
    const { reads, lists, queries } = member(clan);
    expect([reads('clans//a'), reads('clans/a'), lists('clans//'), lists('clans/'), queries('CLAN#')]).toEqual(
      Array(5).fill(false),
    );
  });
});

describe.each([
  ['my-studio', 'DirectRolesMyStudio', 'login.my-studio.com/players:sub'],
  ['google', 'DirectRolesGoogle', 'accounts.google.com:sub'],
  ['amazon', 'DirectRolesAmazon', 'www.amazon.com:user_id'],
  ['facebook', 'DirectRolesFacebook', 'graph.facebook.com:id'],
])('a player of %s without the pool', (provider, role, key) => {
  const player = (subject: string) => sessionOf(role, { [key]: subject });

  test('owns what lies below their provider and their subject, and reads what is public', () => {
    const ada = player('ada');
    const folder = `federated/${provider}/ada/`;
    expect([ada.writes(`${folder}x`), ada.lists(folder), ada.queries(`FEDERATED#${provider}#ada`)]).toEqual([
      true,
      true,
      true,
    ]);
    expect([ada.reads('public/a'), ada.queries('BOARD#top')]).toEqual([true, true]);
  });

  test.each(['bob', 'ad', 'adam', '*', '?da', '${aws:username}', 'a#da', 'ada ', 'Ada'])(
    'whose subject is %p and one whose subject is ada reach nothing of each other',
    (subject) => {
      const [ada, other] = [player('ada'), player(subject)];
      expect(other.writes(`federated/${provider}/${subject}/x`)).toBe(true);
      for (const [who, whose] of [
        [ada, subject],
        [other, 'ada'],
      ] as const) {
        expect(who.reads(`federated/${provider}/${whose}/x`)).toBe(false);
        expect(who.lists(`federated/${provider}/${whose}/`)).toBe(false);
        expect(who.queries(`FEDERATED#${provider}#${whose}`)).toBe(false);
      }
    },
  );

  test('whose subject holds a slash has records of their own and no folder, so nothing of theirs lies in a shorter one', () => {
    const slash = player('ada/b');
    expect([slash.writes(`federated/${provider}/ada/b/x`), slash.lists(`federated/${provider}/ada/b/`)]).toEqual([
      false,
      false,
    ]);
    expect(slash.queries(`FEDERATED#${provider}#ada/b`)).toBe(true);
    expect([slash.reads(`federated/${provider}/ada/x`), slash.queries(`FEDERATED#${provider}#ada`)]).toEqual([
      false,
      false,
    ]);
    expect(player('ada').queries(`FEDERATED#${provider}#ada/b`)).toBe(false);
  });

  test('reaches nothing of a player of the pool, of a clan, or of another provider', () => {
    const { reads, lists, queries } = player('eu-west-1:1');
    expect(
      ['private/eu-west-1:1/a', 'protected/eu-west-1:1/a', 'clans/red/a', 'federated/other/eu-west-1:1/a'].map(reads),
    ).toEqual(Array(4).fill(false));
    expect([lists('federated/'), lists(''), queries('PLAYER#eu-west-1:1'), queries('CLAN#red')]).toEqual(
      Array(4).fill(false),
    );
  });
});

test('a player of the pool reaches nothing of one without', () => {
  const player = sessionOf('AuthenticatedRole', { 'cognito-identity.amazonaws.com:sub': 'ada' });
  expect(player.reads('private/ada/x')).toBe(true);
  expect([player.reads('federated/google/ada/x'), player.queries('FEDERATED#google#ada')]).toEqual([false, false]);
});
