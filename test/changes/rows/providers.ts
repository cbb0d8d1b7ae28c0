import type { GameFederationInput } from '../../../lib/config/schema';
import { everything } from '../../lib/everything';
import { issuer, partner, retained } from '../bases';
import { bothWays, type Change, type Chapter, type Cost } from '../change';

const { amazon: _, ...withoutAmazon } = retained;
const { facebook, apple, developerProvider } = everything;
const google = (...clientIds: string[]) => ({ clientIds: clientIds.map((id) => `${id}.apps.googleusercontent.com`) });
const importedArn = 'arn:aws:iam::123456789012:oidc-provider/login.my-studio.com/players';
const direct = { ...issuer, directRole: {} };
const moves =
  'its key in `Logins` stays. That players keep their identities is **unconfirmed**: try it with a player of your own';
const withDeveloper = { ...retained, developerProvider };
const withIssuer = (changes: object) => ({ ...retained, oidc: [{ ...issuer, ...changes }] });
const withSaml = (changes: object) => ({ ...retained, saml: [{ ...partner, ...changes }] });

const appsCant = (clientId: string, login: string) =>
  `closed: apps with the client ID '${clientId}' can't sign in by ${login}` as const;

/** A provider that comes and goes, and whom its going shuts out. */
function addedAndRemoved(
  provider: string,
  without: GameFederationInput,
  with_: GameFederationInput,
  login: string,
  ...more: NonNullable<Cost['problems']>
): Change[] {
  return bothWays([`${provider} added`, `${provider} removed`], without, with_, {
    problems: [`closed: nobody signs in by ${login}`, ...more],
    wayOut: 'its players keep their identities and data, and come back with it',
  });
}

/** Login providers but the user pool. */
export const providers: Chapter = {
  title: 'Login providers',
  changes: [
    ...addedAndRemoved('Login with Amazon', withoutAmazon, retained, 'www.amazon.com'),
    ...addedAndRemoved(
      'Facebook with a direct role',
      retained,
      { ...retained, facebook },
      'graph.facebook.com',
      "closed: apps can't take the role of players of facebook without the identity pool by its ARN",
      'closed: no player reaches federated/facebook/ and FEDERATED#facebook#',
    ),
    ...addedAndRemoved(
      'Google with one client ID',
      retained,
      { ...retained, google: google('web') },
      'accounts.google.com',
    ),
    ...addedAndRemoved(
      'Google with several client IDs',
      retained,
      { ...retained, google: google('web', 'ios') },
      'accounts.google.com',
    ),
    ...bothWays(
      ['a second client ID given to Google', "Google's second client ID taken away"],
      { ...retained, google: google('web') },
      { ...retained, google: google('web', 'ios') },
      { problems: [appsCant('ios.apps.googleusercontent.com', 'accounts.google.com')] },
    ).map((change) => ({
      ...change,
      wayOut: `the provider moves between the pool and IAM: ${moves}, or begin with two client IDs`,
    })),
    ...bothWays(
      ["a role for Apple's own tokens added", "the role for Apple's own tokens removed"],
      { ...retained, apple },
      { ...retained, apple: { clientIds: apple?.clientIds ?? [], directRole: {} } },
      {
        problems: [
          "closed: apps can't take the role of players of apple without the identity pool by its ARN",
          'closed: no player reaches federated/apple/ and FEDERATED#apple#',
        ],
      },
    ).map((change) => ({
      ...change,
      wayOut: `with the role, Apple moves from the pool to IAM, without it back: ${moves}`,
    })),
    {
      change: "an issuer's thumbprints written",
      deployments: [retained, withIssuer({ thumbprints: ['0123456789abcdef0123456789abcdef01234567'] })],
      wayOut:
        'a wrong one refuses every token of the issuer, and no template shows it: the smoke test signs in, where it can',
    },
    ...addedAndRemoved('Apple', retained, { ...retained, apple }, 'appleid.apple.com'),
    ...addedAndRemoved('an OIDC issuer', { ...retained, oidc: [] }, retained, 'login.my-studio.com/players'),
    {
      change: "an OIDC entry's issuer changed",
      deployments: [retained, withIssuer({ issuer: 'https://id.my-studio.com' })],
      problems: ['closed: nobody signs in by login.my-studio.com/players'],
      wayOut:
        'to AWS the new issuer is another provider: the same people get other identities by it, and their data stays with the old ones. Write a second entry beside the first, and link the new login to the old identity while players have both',
    },
    { change: 'an OIDC entry renamed', deployments: [retained, withIssuer({ name: 'the-studio' })] },
    {
      change: 'an OIDC entry with a clan claim renamed',
      deployments: [
        withIssuer({ attributes: { clan: 'clan' } }),
        withIssuer({ name: 'the-studio', attributes: { clan: 'clan' } }),
      ],
    },
    {
      change: 'an OIDC entry with a direct role renamed',
      deployments: [withIssuer(direct), withIssuer({ ...direct, name: 'the-studio' })],
      problems: [
        "closed: apps can't take the role of players of my-studio without the identity pool by its ARN",
        'closed: no player reaches federated/my-studio/ and FEDERATED#my-studio#',
      ],
      wayOut: 'the name is in the keys of these players’ data: keep it for good',
    },
    {
      change: 'an OIDC issuer shared first, and imported in the next deployment',
      deployments: [retained, withIssuer({ shared: true }), withIssuer({ importedArn })],
    },
    {
      change: 'an OIDC issuer imported in one step',
      deployments: [retained, withIssuer({ importedArn })],
      problems: ['lost: OIDC provider login.my-studio.com/players: is deleted, and imported from now on'],
      wayOut:
        'set shared: true first, in a deployment of its own. Where it has happened: take importedArn away again, which creates it anew with the same ARN',
    },
    {
      change: 'an OIDC issuer that was shared and imported, created again',
      deployments: [withIssuer({ shared: true }), withIssuer({ importedArn }), retained],
      problems: [
        'refused: OIDC provider: created beside the one that an earlier deployment left behind: “EntityAlreadyExists”',
      ],
      wayOut:
        'leave it imported; or take it into the stack with `cdk import`; or delete it by hand first: created anew it has the same ARN',
    },
    ...addedAndRemoved(
      'a SAML provider',
      { ...retained, saml: [] },
      retained,
      'SAML provider star-harvest-prod-partner',
    ),
    {
      change: 'a SAML entry renamed',
      deployments: [retained, withSaml({ name: 'the-partner' })],
      problems: ['closed: nobody signs in by SAML provider star-harvest-prod-partner'],
      wayOut:
        'the ARN ends in the name, and is the key in `Logins`: by the new one the same people get other identities. Write the old name as providerName',
    },
    {
      change: 'a SAML entry renamed, its old name in IAM written as providerName',
      deployments: [retained, withSaml({ name: 'the-partner', providerName: 'star-harvest-prod-partner' })],
    },
    ...bothWays(['the developer provider added', 'the developer provider removed'], retained, withDeveloper, {
      problems: [
        "stays: identity pool: Cognito keeps the developer provider 'login.star-harvest', and its tokens are taken",
      ],
      wayOut:
        'take `cognito-identity:GetOpenIdTokenForDeveloperIdentity` away from the backend: without it nobody gets such a token',
    }),
    {
      change: 'the developer provider renamed',
      deployments: [withDeveloper, { ...retained, developerProvider: { name: 'login.moon-harvest' } }],
      problems: ["refused: identity pool: the developer provider's name 'login.star-harvest' can't be changed"],
      wayOut: 'keep the name: players never see it',
    },
    {
      change: 'the developer provider removed, and another added later',
      deployments: [withDeveloper, retained, { ...retained, developerProvider: { name: 'login.moon-harvest' } }],
      problems: [
        "stays: identity pool: Cognito keeps the developer provider 'login.star-harvest', and its tokens are taken",
        "refused: identity pool: the developer provider's name 'login.star-harvest' can't be changed",
      ],
      wayOut: 'add it under its old name: Cognito has it still',
    },
    ...bothWays(['the smoke test let in by the developer provider', 'the smoke test let in no longer'], withDeveloper, {
      ...withDeveloper,
      smokeTest: { developerUser: true },
    }),
  ],
};
