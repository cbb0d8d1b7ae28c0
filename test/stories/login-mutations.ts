import {
  inConditions,
  inGrant,
  inResource,
  inResources,
  inTrust,
  type Loose,
  type Mutation,
  renamedOperator,
} from './mutation';

const issuer = 'players.star-harvest.example';
const subject = `\${${issuer}:sub}`;
const clan = '${aws:PrincipalTag/clan}';

/** The role of players who come with the issuer's own tokens. */
const federated = 'DirectRolesStarHarvestRole';

/** Lets whoever may take one role take another too. */
const alsoTrusts =
  (role: string, asThis: string): Mutation['change'] =>
  ({ Resources }) => {
    const statementsOf = (prefix: string): Loose => {
      const found = Object.entries(Resources).find(
        ([id, { Type }]) => id.startsWith(prefix) && Type === 'AWS::IAM::Role',
      );
      return (found?.[1].Properties as Loose)?.AssumeRolePolicyDocument.Statement;
    };
    const [own, others] = [statementsOf(role), statementsOf(asThis)];
    own?.push(...others);
    return own !== undefined;
  };

/** Mistakes with clans and with providers' own tokens, in the local stage. A member of a clan tries, through the pool and without. */
export const clanAndDirectMutations: readonly Mutation[] = [
  {
    mistake: 'a clan’s member reaches every clan’s files',
    change: inGrant('AuthenticatedRole', 'ClanFiles', inResources(`/clans/${clan}/*`, '/clans/*')),
    fails: { player: 'signed-in', check: "may not get another clan's file" },
  },
  {
    mistake: 'a player deletes every clan’s files',
    change: inResource('AuthenticatedRoleDefaultPolicy', 'AWS::IAM::Policy', ({ PolicyDocument }) =>
      PolicyDocument.Statement.push({ Effect: 'Allow', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::*/clans/*' }),
    ),
    fails: { player: 'signed-in', check: "may not delete another clan's file" },
  },
  {
    mistake: 'a clan’s folder lacks its closing slash',
    change: inGrant('AuthenticatedRole', 'ClanFiles', inResources(`/clans/${clan}/*`, `/clans/${clan}*`)),
    fails: { player: 'signed-in', check: 'may not put a file of a clan whose name only begins like its own' },
  },
  {
    mistake: 'a clan’s member lists every clan',
    change: inGrant('AuthenticatedRole', 'ListClanFiles', inConditions(`clans/${clan}/*`, 'clans/*')),
    fails: { player: 'signed-in', check: "may not list another clan's files" },
  },
  {
    mistake: 'a clan’s leading key only has to begin like the player’s',
    change: inGrant('AuthenticatedRole', 'ClanRecords', (statement) => {
      renamedOperator('ForAllValues:StringEquals', 'ForAllValues:StringLike')(statement);
      inConditions(`CLAN#${clan}`, `CLAN#${clan}*`)(statement);
    }),
    fails: { player: 'signed-in', check: 'may not put a record of a clan whose name only begins like its own' },
  },
  {
    mistake: 'the role lets nobody tag a session',
    change: inTrust('AuthenticatedRole', (statement) => {
      statement.Action = 'sts:AssumeRoleWithWebIdentity';
    }),
    fails: { player: 'signed-in', check: 'may get credentials for its identity' },
  },
  {
    mistake: 'the clan becomes another tag',
    change: inResource(
      'PrincipalTagsOidcplayersstarharvestexample',
      'AWS::Cognito::IdentityPoolPrincipalTag',
      (properties) => {
        properties.PrincipalTags = { guild: 'clan' };
      },
    ),
    fails: { player: 'signed-in', check: 'may put a file of its own clan' },
  },
  {
    mistake: 'a role of the pool takes the issuer’s own tokens too',
    change: alsoTrusts('AuthenticatedRole', federated),
    fails: { player: 'signed-in', check: "may not assume the authenticated role with its provider's token" },
  },
  {
    mistake: 'the role for the issuer’s own tokens takes the pool’s',
    change: alsoTrusts(federated, 'AuthenticatedRole'),
    fails: { player: 'signed-in', check: "may not assume a federated role with the pool's token" },
    asDeployed: true,
  },
  {
    mistake: 'the role for the issuer’s own tokens is for another app',
    change: inTrust(federated, (statement) => {
      statement.Condition.StringEquals = { [`${issuer}:aud`]: 'another-app' };
    }),
    fails: { player: 'signed-in', check: 'may assume the federated role with its own token' },
  },
  {
    mistake: 'a player without the pool owns everybody’s files of their provider',
    change: inGrant(federated, 'OwnFiles', inResources(`/star-harvest/${subject}/*`, '/star-harvest/*')),
    fails: { player: 'signed-in', check: 'may not get a file of another player without the pool' },
  },
  {
    mistake: 'a player without the pool owns their subject’s files at every provider',
    change: inGrant(federated, 'OwnFiles', inResources(`/star-harvest/${subject}/*`, `/*/${subject}/*`)),
    fails: { player: 'signed-in', check: 'may not put a file of its own subject at another provider' },
  },
  {
    mistake: 'a folder without the pool lacks its closing slash',
    change: inGrant(federated, 'OwnFiles', inResources(`${subject}/*`, `${subject}*`)),
    fails: { player: 'signed-in', check: 'may not put a file of a subject that only begins like its own' },
  },
  {
    mistake: 'a player without the pool is given another provider’s keys',
    change: inGrant(federated, 'OwnRecords', inConditions('FEDERATED#star-harvest#', 'FEDERATED#google#')),
    fails: { player: 'signed-in', check: 'may put a record of its own as its provider calls it' },
  },
  {
    mistake: 'a player without the pool reads the pool’s players',
    change: inGrant(federated, 'ReadPublicFiles', inResources('/public/*', '/*')),
    fails: { player: 'signed-in', check: "may not get another player's private file" },
  },
  {
    mistake: 'players of the pool read those who came without it',
    change: inGrant('AuthenticatedRole', 'ReadProtectedFiles', inResources('/protected/*', '/federated/*')),
    fails: { player: 'signed-in', check: 'may not get a file of another player without the pool' },
  },
];

const inAttachment = (change: (properties: Loose) => void) =>
  inResource('RoleAttachment', 'AWS::Cognito::IdentityPoolRoleAttachment', change);
const inRules = (change: (mapping: Loose) => void) =>
  inAttachment(({ RoleMappings }) => change(RoleMappings.OidcStarHarvest));

/** Mistakes with roles by mapping, in the second local stage. A moderator, a player and one whom the rules exclude try. */
export const mappingMutations: readonly Mutation[] = [
  {
    mistake: 'the rules give each other’s roles',
    change: inRules(({ RulesConfiguration: { Rules } }) => {
      [Rules[0].RoleARN, Rules[1].RoleARN] = [Rules[1].RoleARN, Rules[0].RoleARN];
    }),
    fails: { player: 'signed-in', check: 'is given the moderator role' },
  },
  {
    mistake: 'the rules stand in another order',
    change: inRules(({ RulesConfiguration }) => RulesConfiguration.Rules.reverse()),
    fails: { player: 'signed-in', check: 'is given the moderator role' },
  },
  {
    mistake: 'whom no rule is about is a player',
    change: inRules((mapping) => {
      mapping.AmbiguousRoleResolution = 'AuthenticatedRole';
    }),
    fails: { player: 'signed-in', check: 'may not get credentials without a role of its own' },
  },
  {
    mistake: 'there is no mapping',
    change: inAttachment((properties) => delete properties.RoleMappings.OidcStarHarvest),
    fails: { player: 'signed-in', check: 'may not get credentials without a role of its own' },
  },
  {
    mistake: 'the moderator’s role trusts guests alone',
    change: inTrust('NamedRolesModeratorRole', inConditions('authenticated', 'unauthenticated')),
    fails: { player: 'signed-in', check: 'may get credentials for its identity' },
  },
  {
    mistake: 'a moderator may not moderate',
    change: inGrant('NamedRolesModeratorRole', 'DeleteProtectedFiles', inResources('/protected/*', '/public/*')),
    fails: { player: 'signed-in', check: "may delete another player's protected file" },
  },
  {
    mistake: 'a moderator deletes private files too',
    change: inGrant('NamedRolesModeratorRole', 'DeleteProtectedFiles', inResources('/protected/*', '/*')),
    fails: { player: 'signed-in', check: "may not delete another player's private file" },
  },
  {
    mistake: 'every player moderates',
    change: inGrant('AuthenticatedRole', 'ReadProtectedFiles', (statement) => {
      statement.Action = ['s3:GetObject', 's3:DeleteObject'];
    }),
    fails: { player: 'signed-in', check: "may not delete another player's protected file" },
  },
];
