import { disposable, retained } from '../bases';
import { bothWays, type Chapter, type Cost } from '../change';

const { basicFlow: _, ...withoutBasicFlow } = retained;
const { account: ___, region: ____, ...somewhere } = retained;
const { userPool: __, ...withoutUserPool } = disposable;
const protectedPool = { ...disposable, protect: true };
const safe = { ...disposable, retainData: true };

const staysBehind = (stack: string) =>
  `lost: stack ${stack} stays in 123456789012/eu-west-1 as it is, with everybody in it; the one that takes its place begins empty` as const;
const poolDeleted: Cost['problems'] = [
  "lost: user pool deleted: players' accounts",
  'lost: 3 × app client deleted: an ID that shipped copies of an app have',
  'closed: no player reaches clans/ and CLAN#',
];

/** Switches, figures and names of the stage itself. */
export const switches: Chapter = {
  title: 'The stage itself',
  changes: [
    ...bothWays(['guests turned on', 'guests turned off'], { ...retained, guests: {} }, retained, {
      problems: ["closed: guests can't get in", "closed: apps can't take the role of guests by its ARN"],
      wayOut:
        "guests' identities and data stay, and are theirs once guests are on again. The role has another ARN then: an app of the basic flow reads it from the outputs, the enhanced flow needs none",
    }),
    ...bothWays(
      ["guests' own data turned on", "guests' own data turned off"],
      { ...retained, guests: { enabled: true } },
      retained,
      {
        problems: ['closed: guests no longer reach private/ and PLAYER#'],
        wayOut: 'the data stays, and is theirs again with the field, or by the login that they link to their identity',
      },
    ),
    ...bothWays(['basic flow turned on', 'basic flow turned off'], withoutBasicFlow, retained, {
      problems: ["closed: apps that use the basic flow can't get in"],
      wayOut: 'ship apps that use the enhanced flow first: players keep their identities in it',
    }),
    ...bothWays(
      ['sessions made longer', 'sessions made shorter'],
      retained,
      { ...retained, basicFlow: { enabled: true, sessionSeconds: 7200 } },
      {
        problems: [
          'closed: signed-in players and guests: sessions of more than 3600 s are refused, where 7200 s were taken',
        ],
        wayOut:
          'ship apps that ask for the shorter session first: STS refuses a longer one, and gives no shorter one for it',
      },
    ),
    ...bothWays(
      ['presigned URLs allowed', 'presigned URLs forbidden'],
      { ...retained, presignedUrls: { enabled: false } },
      retained,
      {
        problems: ['closed: presigned URLs and upload forms are refused'],
        wayOut:
          'URLs and upload forms that were handed out are refused from then on: ship apps that call S3 themselves first',
      },
    ),
    ...bothWays(
      ['presigned URLs taken for longer', 'presigned URLs taken for less long'],
      retained,
      { ...retained, presignedUrls: { maxSeconds: 3600 } },
      {
        problems: [
          'closed: presigned URLs and upload forms are taken for 900 s after their signature, where 3600 s were',
        ],
        wayOut: 'URLs that were handed out are refused once they are older than that',
      },
    ),
    ...bothWays(
      ['a storage class allowed', 'a storage class no longer allowed'],
      retained,
      { ...retained, files: { storageClasses: ['STANDARD', 'INTELLIGENT_TIERING'] } },
      {
        problems: ['closed: signed-in players and guests no longer put files in INTELLIGENT_TIERING'],
        wayOut: 'files in it stay and are read; an app that still asks for it is refused: ship one first that does not',
      },
    ),
    {
      change: 'more old versions of files kept',
      deployments: [retained, { ...retained, files: { maxOldVersions: 50 } }],
    },
    {
      change: 'fewer old versions of files kept',
      deployments: [{ ...retained, files: { maxOldVersions: 50 } }, retained],
      problems: ['lost: old versions of files: bucket PlayerFilesBucket keeps 10 of each, where it kept 50'],
      wayOut: 'S3 deletes the others within days, for good: copy out what is still needed first',
      notRun: 'no days pass in the local cloud',
    },
    ...bothWays(
      ['a CORS origin added', 'a CORS origin removed'],
      retained,
      { ...retained, cors: { origins: ['https://play.star-harvest.com'] } },
      {
        problems: ["closed: pages of https://play.star-harvest.com can't reach files"],
        wayOut: 'write the new origin beside the old one, until the old page is gone',
      },
    ),
    {
      change: "the table's throughput changed",
      deployments: [retained, { ...retained, table: { maxReadRequestUnits: 2000, maxWriteRequestUnits: 1000 } }],
    },
    {
      change: 'log retention changed',
      deployments: [retained, { ...retained, smokeTest: { logRetentionDays: 90 } }],
    },
    ...bothWays(['protect turned on', 'protect turned off'], { ...retained, protect: false }, retained),
    ...bothWays(['retainData turned on', 'retainData turned off'], disposable, safe),
    {
      change: 'retainData turned on together with a removal, here of the user pool',
      deployments: [disposable, { ...withoutUserPool, retainData: true }],
      problems: poolDeleted,
      wayOut:
        'a removal is judged by the template that was deployed: turn retainData on first, in a deployment of its own',
    },
    {
      change: 'retainData turned on one deployment before the same removal',
      deployments: [disposable, safe, { ...withoutUserPool, retainData: true }],
      problems: [
        "lost: user pool left behind, outside the stack: players' accounts",
        'lost: 3 × app client left behind, outside the stack: an ID that shipped copies of an app have',
        "closed: nobody signs in by the page 'star-harvest'",
        'closed: no player reaches clans/ and CLAN#',
      ],
      wayOut: 'the pool is still there with everybody in it: see the removal of a user pool',
    },
    {
      change: 'a protected user pool removed from a disposable stage',
      deployments: [protectedPool, { ...withoutUserPool, protect: true }],
      problems: [
        "lost: user pool left behind, outside the stack: players' accounts",
        'lost: 3 × app client deleted: an ID that shipped copies of an app have',
        "closed: nobody signs in by the page 'star-harvest'",
        'closed: no player reaches clans/ and CLAN#',
      ],
      wayOut:
        'protection keeps the pool, not its app clients: AWS fails to delete it at the end of an update that is good. Turn retainData on first, in a deployment of its own; or if it is meant, turn protect off first',
    },
    ...bothWays(
      ['account and region written, which were left open', 'account and region left open, which were written'],
      somewhere,
      retained,
    ).map((change) => ({
      ...change,
      wayOut: 'where they are those that the stage is deployed to: other ones are another account or region, as below',
    })),
    {
      change: 'the account changed',
      deployments: [retained, { ...retained, account: '210987654321' }],
      notRun: 'a local cloud is one account',
      problems: [
        'refused: sign-in domain: the old stack has it: “Domain already associated with another user pool”',
        staysBehind('star-harvest-prod-data'),
        staysBehind('star-harvest-prod-federation'),
      ],
      wayOut: 'players, accounts and data are of one account: for another one write a stage of its own',
    },
    {
      change: 'the region changed',
      deployments: [retained, { ...retained, region: 'us-east-1' }],
      notRun: 'a local cloud is one region',
      problems: [
        'refused: OIDC provider: the old stack has it: “EntityAlreadyExists”',
        'refused: SAML provider: the old stack has it: “EntityAlreadyExists”',
        staysBehind('star-harvest-prod-data'),
        staysBehind('star-harvest-prod-federation'),
      ],
      wayOut:
        'players, accounts and data are of one region. For another region write a stage of its own, and let it import the providers that this one shares',
    },
    {
      change: "the game's or the stage's name changed",
      deployments: [retained, { ...retained, game: 'moon-harvest' }],
      problems: [
        'refused: OIDC provider: the old stack has it: “EntityAlreadyExists”',
        'refused: sign-in domain: the old stack has it: “Domain already associated with another user pool”',
        staysBehind('star-harvest-prod-data'),
        staysBehind('star-harvest-prod-federation'),
      ],
      wayOut:
        'these names are the stacks’: choose them before the first deployment. What players read may be called otherwise',
    },
  ],
};
