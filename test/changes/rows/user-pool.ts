import { mapped, retained, userPool } from '../bases';
import { bothWays, type Chapter, type Cost } from '../change';

const { userPool: _, ...without } = retained;
const { apps, attributes: __, ...withoutClans } = userPool;
const { ios, web } = apps['star-harvest'];
const quest = { web: { callbackUrls: ['https://quest.star-harvest.com/'] } };
const pool = (changes: object) => ({ ...retained, userPool: { ...userPool, ...changes } });
const mappedPool = (changes: object) => ({ ...mapped, userPool: { ...mapped.userPool, ...changes } });
const importing = (changes: object) => ({ ...retained, userPool: { imported: { ...imported.imported, ...changes } } });
const clientIds = ['1example23456789', '2example23456789'];
const imported = { imported: { userPoolId: 'eu-west-1_a1B2c3D4e', clientIds: ['1example23456789'] } };
const schemaOnlyGrows =
  'refused: user pool, attribute clan: “Existing schema attributes cannot be modified or deleted”';

const pageGone = "closed: nobody signs in by the page 'star-harvest'";
const noClans = 'closed: no player reaches clans/ and CLAN#';
const otherClan =
  "closed: players of the user pool have the clan that 'custom:team' says, no longer the one of 'custom:clan'";

const poolLeftBehind: Cost['problems'] = [
  "lost: user pool left behind, outside the stack: players' accounts",
  'lost: 3 × app client left behind, outside the stack: an ID that shipped copies of an app have',
  pageGone,
  noClans,
];
const appRenamed: Cost = {
  problems: ['lost: 2 × app client left behind, outside the stack: an ID that shipped copies of an app have'],
  wayOut: 'a name is its client’s identity: keep it for good',
};
const appRemoved: Cost = {
  problems: ['lost: app client left behind, outside the stack: an ID that shipped copies of an app have'],
  wayOut: 'its players sign in by another app of the pool, as the same players. Added again it has another client ID',
};

/** The user pool and what is in it. */
export const userPools: Chapter = {
  title: 'The user pool',
  changes: [
    ...bothWays(['a user pool added', 'the user pool removed'], without, retained, {
      problems: poolLeftBehind,
      wayOut:
        'the pool is still there with everybody in it: give its ID and client IDs to `userPool.imported`. The sign-in page is gone; with `cdk import` the pool comes back into the stack',
    }),
    {
      change: 'the user pool removed, and added again',
      deployments: [retained, without, retained],
      problems: poolLeftBehind,
      wayOut: 'the second pool is another one, and empty; the first can be imported as above',
    },
    {
      change: 'the user pool removed, and imported in the same deployment',
      deployments: [retained, { ...retained, userPool: imported }],
      problems: poolLeftBehind,
      wayOut:
        'nothing is lost where the imported IDs are those of the pool left behind, and `attributes` stand beside `imported`; the sign-in page is gone',
    },
    {
      change: 'another user pool imported',
      deployments: [importing({}), importing({ userPoolId: 'eu-west-1_f6G7h8I9j' })],
      problems: ['closed: nobody signs in by user pool eu-west-1_a1B2c3D4e'],
      wayOut: 'the same people have other accounts there, and get other identities: their data stays with the old ones',
    },
    ...bothWays(
      ['a client ID of an imported user pool added', 'a client ID of an imported user pool removed'],
      importing({}),
      importing({ clientIds }),
      {
        problems: ["closed: apps with the client ID '2example23456789' can't sign in by user pool eu-west-1_a1B2c3D4e"],
        wayOut: 'keep the client IDs of apps that were shipped: their players come back with the ID',
      },
    ),
    {
      change: 'a user pool created, where one was imported',
      deployments: [importing({}), retained],
      problems: ['closed: nobody signs in by user pool eu-west-1_a1B2c3D4e'],
      wayOut:
        'the new pool is another one, and empty: accounts are moved by Cognito’s user migration or import, identities are not',
    },
    ...bothWays(
      ['an app added', 'an app removed'],
      retained,
      pool({ apps: { ...apps, 'star-quest': quest } }),
      appRemoved,
    ),
    { change: 'an app renamed', deployments: [retained, pool({ apps: { 'star-reap': { ios, web } } })], ...appRenamed },
    ...bothWays(
      ['an app added, where roles come by token', 'an app removed, where roles come by token'],
      mapped,
      mappedPool({ apps: { ...apps, 'star-quest': quest } }),
      appRemoved,
    ),
    {
      change: 'an app renamed, where roles come by token',
      deployments: [mapped, mappedPool({ apps: { 'star-reap': { ios, web } } })],
      ...appRenamed,
    },
    {
      change: "an app's callback URL changed",
      deployments: [
        retained,
        pool({ apps: { 'star-harvest': { ios, web: { callbackUrls: ['https://star-harvest.com/'] } } } }),
      ],
      problems: ["closed: app client StarHarvestWeb doesn't send players back to https://play.star-harvest.com/"],
      wayOut: 'write the new URL beside the old one, and take the old one away once no app that was shipped uses it',
    },
    ...bothWays(
      ['URLs of an app added', 'URLs of an app removed'],
      retained,
      pool({
        apps: {
          'star-harvest': {
            ios: { callbackUrls: [...ios.callbackUrls, 'starharvest://back'], logoutUrls: ['starharvest://out'] },
            web,
          },
        },
      }),
      {
        problems: [
          "closed: app client StarHarvestIos doesn't send players back to starharvest://back",
          "closed: app client StarHarvestIos doesn't send players back after they sign out to starharvest://out",
        ],
        wayOut: 'take a URL away once no app that was shipped uses it',
      },
    ),
    ...bothWays(
      [
        'clans turned on: an attribute added to the list, and named',
        'clans turned off, the attribute taken from the list',
      ],
      { ...retained, userPool: { ...withoutClans, apps, customAttributes: [] } },
      retained,
      { problems: [schemaOnlyGrows, noClans], wayOut: 'leave the attribute in the list' },
    ),
    {
      change: 'clans turned off, the attribute left in the list',
      deployments: [retained, { ...retained, userPool: { ...withoutClans, apps } }],
      problems: [noClans],
      wayOut: 'the clans’ data stays, and so does who is in which clan',
    },
    {
      change: "the clan's attribute renamed by adding another to the list",
      deployments: [retained, pool({ customAttributes: ['clan', 'team'], attributes: { clan: 'custom:team' } })],
      problems: [otherClan],
      wayOut:
        'nobody is in a clan before the backend has written the new attribute: add it to the list first, write it to everybody, and name it then',
    },
    {
      change: "the clan's attribute renamed in the list",
      deployments: [retained, pool({ customAttributes: ['team'], attributes: { clan: 'custom:team' } })],
      problems: [schemaOnlyGrows, otherClan],
      wayOut: 'add the new attribute beside the old one',
    },
    ...bothWays(
      ["mail through the account's own SES", 'mail by Cognito itself again'],
      retained,
      pool({ ses: { fromEmail: 'accounts@star-harvest.com', verifiedDomain: 'star-harvest.com' } }),
      { problems: [], wayOut: 'Cognito sends 50 mails a day: nobody signs up after that many' },
    ),
    ...bothWays(['a sign-in page added', 'the sign-in page removed'], pool({ domainPrefix: false }), retained, {
      problems: [pageGone],
      wayOut: 'apps that sign players in with their own forms (SRP) go on; the page comes back with its prefix',
    }),
    {
      change: 'the order of custom attributes changed',
      deployments: [pool({ customAttributes: ['clan', 'team'] }), pool({ customAttributes: ['team', 'clan'] })],
    },
    {
      change: 'the domain prefix changed in one step',
      deployments: [retained, pool({ domainPrefix: 'star-reap' })],
      problems: [
        'refused: sign-in domain: created before the old one is deleted: “User pool already has a domain configured”',
        pageGone,
      ],
      wayOut: 'two deployments, the first with `domainPrefix: false`',
    },
    {
      change: 'the domain prefix changed in two deployments, the first with false',
      deployments: [retained, pool({ domainPrefix: false }), pool({ domainPrefix: 'star-reap' })],
      problems: [pageGone],
      wayOut: 'nobody signs in by the page between the two, and shipped apps need the new address',
    },
    ...bothWays(['a second factor offered', 'a second factor offered no longer'], pool({ mfa: 'off' }), retained),
  ],
};
