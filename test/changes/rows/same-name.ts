import { issuer, partner, retained } from '../bases';
import type { Chapter } from '../change';

const importedArn = 'arn:aws:iam::123456789012:oidc-provider/login.my-studio.com/players';
const direct = { ...issuer, directRole: {} };
const other = { ...direct, name: 'their-studio', issuer: 'https://id.their-studio.com' };
const withOidc = (...oidc: object[]) => ({ ...retained, oidc: oidc as (typeof issuer)[] });
const withIssuer = (changes: object) => withOidc({ ...issuer, ...changes });
const { account: _, region: __, ...somewhere } = retained;
const { amazon, ...withoutAmazon } = retained;
const clans = { attributes: { clan: 'clan' } };
const mine = 'login.my-studio.com/players:sub';
const theirs = 'id.their-studio.com:sub';
const changeHands = (name: string, from: string, to: string) =>
  `lost: federated/${name}/ and FEDERATED#${name}# change hands: whoever has the same ID by ${to} gets them, and players by ${from} are shut out` as const;
const forGood =
  'with a direct role an entry’s name and issuer are a pair for good: write another issuer as another entry, under a name that was never used';
const exists = (where: string) => `refused: OIDC provider: created ${where}: “EntityAlreadyExists”` as const;
const lastSlash =
  'that IAM takes an issuer with a last slash for the one without is unconfirmed, and the local cloud does not';
const closed = 'closed: nobody signs in by login.my-studio.com/players';

/** Another provider under the name of the first, and the same provider under another name. */
export const sameNames: Chapter = {
  title: 'The same name, the same issuer',
  changes: [
    {
      change: 'the names of two OIDC entries with direct roles swapped',
      deployments: [
        withOidc(direct, other),
        withOidc({ ...direct, name: other.name }, { ...other, name: direct.name }),
      ],
      problems: [changeHands('their-studio', theirs, mine), changeHands('my-studio', mine, theirs)],
      wayOut: forGood,
    },
    {
      change: 'the issuer of an OIDC entry with a direct role changed',
      deployments: [withOidc(direct), withOidc({ ...other, name: direct.name })],
      problems: [changeHands('my-studio', mine, theirs), closed],
      wayOut: forGood,
    },
    {
      change: 'a direct role removed, and its name given to another issuer later',
      deployments: [withOidc(direct, other), withOidc(issuer), withOidc({ ...other, name: direct.name })],
      problems: [
        'closed: nobody signs in by id.their-studio.com',
        "closed: apps can't take the roles of players of my-studio without the identity pool and players of their-studio without the identity pool by their ARNs",
        'closed: no player reaches federated/my-studio/, FEDERATED#my-studio#, federated/their-studio/ and FEDERATED#their-studio#',
        changeHands('my-studio', mine, theirs),
        closed,
      ],
      wayOut: forGood,
    },
    {
      change: 'an OIDC entry called amazon with a direct role, which gives way to the field amazon',
      deployments: [
        { ...withoutAmazon, oidc: [{ ...direct, name: 'amazon' }] },
        { ...withoutAmazon, oidc: [], amazon: { ...amazon, directRole: {} } },
      ],
      problems: [changeHands('amazon', mine, 'www.amazon.com:user_id'), closed],
      wayOut: forGood,
    },
    {
      change: 'the order of OIDC entries changed',
      deployments: [withOidc(direct, other), withOidc(other, direct)],
    },
    {
      change: "an issuer's last slash added",
      deployments: [retained, withIssuer({ issuer: `${issuer.issuer}/` })],
      notRun: lastSlash,
      problems: [exists('before the old one is deleted')],
      wayOut:
        'write what the ID tokens say in `iss`, letter by letter. Where the deployed one is wrong, take the entry away in one deployment, and add it in the next: its players are shut out in between. That IAM takes the two for one is **unconfirmed**',
    },
    {
      change: 'an issuer imported by an ARN with a last slash, after it was shared',
      deployments: [withIssuer({ shared: true }), withIssuer({ importedArn: `${importedArn}/` })],
      notRun: lastSlash,
    },
    {
      change: 'a last slash added to the ARN of an imported issuer with a clan claim',
      deployments: [withIssuer({ importedArn, ...clans }), withIssuer({ importedArn: `${importedArn}/`, ...clans })],
      notRun: lastSlash,
      problems: ['lost: principal tags: set before the old one is deleted, whose deletion takes the new ones along'],
      wayOut: 'keep the ARN as it was. Where it has happened: take the clan claim away, and add it again later',
    },
    {
      change: 'an issuer with a clan claim shared and then imported, in an account that is left open',
      deployments: [
        { ...somewhere, oidc: [{ ...issuer, ...clans, shared: true }] },
        { ...somewhere, oidc: [{ ...issuer, ...clans, importedArn }] },
      ],
    },
    {
      change: 'an OIDC issuer created that was imported',
      deployments: [withIssuer({ importedArn }), retained],
      problems: [exists('beside the one that was imported')],
      wayOut: 'leave it imported, or take it into the stack with `cdk import`',
    },
    {
      change: 'an OIDC issuer removed that was shared',
      deployments: [withIssuer({ shared: true }), withOidc()],
      problems: [
        'stays: OIDC provider login.my-studio.com/players: stays in IAM, for the stages that import it',
        closed,
      ],
      wayOut: 'delete it by hand once no stage imports it',
    },
    {
      change: 'a SAML provider shared first, and imported in the next deployment',
      deployments: [
        { ...retained, saml: [{ ...partner, shared: true }] },
        {
          ...retained,
          saml: [{ name: 'partner', importedArn: 'arn:aws:iam::123456789012:saml-provider/star-harvest-prod-partner' }],
        },
      ],
    },
  ],
};
