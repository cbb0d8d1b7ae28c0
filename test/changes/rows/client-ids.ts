import { everything } from '../../lib/everything';
import { issuer, retained } from '../bases';
import { bothWays, type Change, type Chapter } from '../change';

const withClients = (...clientIds: string[]) => ({ ...retained, oidc: [{ ...issuer, clientIds }] });
const google = (id: string) => `${id}.apps.googleusercontent.com`;
const perApp = ', and a new ID may mean new user IDs (unconfirmed)';

/** An ID that apps were shipped with, in whose place another is written. */
function replaced(
  provider: string,
  login: string,
  [before, after]: readonly [string, string],
  withId: (id: string) => Change['deployments'][0],
  more = '',
  withRole = '',
): Change {
  return {
    change: `${provider} replaced${withRole}`,
    deployments: [withId(before), withId(after)],
    problems: [`closed: apps with the client ID '${before}' can't sign in by ${login}${more}`],
    wayOut: more === '' ? beside : 'keep the ID: the pool has room for one. Try it with a player of your own first',
  };
}

const beside =
  'write the new ID beside the old one (`clientIds`): apps that were shipped go on asking with theirs. See above what a second ID does';

/** The IDs that apps have at their providers. */
export const clientIds: Chapter = {
  title: 'Client IDs',
  changes: [
    ...bothWays(
      ['a client ID of an OIDC issuer added', 'a client ID of an OIDC issuer removed'],
      withClients('star-harvest'),
      withClients('star-harvest', 'star-quest'),
      {
        problems: ["closed: apps with the client ID 'star-quest' can't sign in by login.my-studio.com/players"],
        wayOut: 'take an ID away once no app that was shipped has it; its players keep their identities',
      },
    ),
    {
      change: 'the order of client IDs changed',
      deployments: [withClients('star-harvest', 'star-quest'), withClients('star-quest', 'star-harvest')],
    },
    replaced("Google's client ID", 'accounts.google.com', [google('web'), google('ios')], (id) => ({
      ...retained,
      google: { clientIds: [id] },
    })),
    replaced("Apple's client ID", 'appleid.apple.com', ['com.my-studio.star', 'com.my-studio.moon'], (id) => ({
      ...retained,
      apple: { clientIds: [id] },
    })),
    replaced(
      "Login with Amazon's app ID",
      'www.amazon.com',
      [everything.amazon?.appId ?? '', 'amzn1.application-oa2-client.fedcba9876543210fedcba9876543210'],
      (appId) => ({ ...retained, amazon: { appId } }),
      perApp,
    ),
    replaced(
      "Facebook's app ID",
      'graph.facebook.com',
      ['123456789012345', '543210987654321'],
      (appId) => ({ ...retained, facebook: { appId, directRole: {} } }),
      perApp,
      ', with a direct role',
    ),
  ],
};
