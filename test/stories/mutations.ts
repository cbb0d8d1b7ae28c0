import type { OpenTemplate } from './deployment';

/** A mistake in the app, as it shows in its templates, and the check of the smoke test that it fails. */
export interface Mutation {
  readonly mistake: string;
  /** Changes a template; answers whether there was something to change in it. */
  readonly change: (template: OpenTemplate) => boolean;
  readonly fails: { readonly player: 'guest' | 'signed-in' | 'backend'; readonly check: string };
}

/** Templates are data of many shapes; a mutation reaches into them as it likes. */
// biome-ignore lint/suspicious/noExplicitAny: a template's properties have no type of their own
type Loose = any;
type Who = 'Authenticated' | 'Guest';

/** Changes the one resource whose logical ID begins so. */
function inResource(idPrefix: string, type: string, change: (properties: Loose) => void) {
  return ({ Resources }: OpenTemplate) => {
    const found = Object.entries(Resources).filter(
      ([id, resource]) => id.startsWith(idPrefix) && resource.Type === type,
    );
    for (const [, resource] of found) change(resource.Properties);
    return found.length > 0;
  };
}

const inTrust = (who: Who, change: (statement: Loose) => void) =>
  inResource(`${who}Role`, 'AWS::IAM::Role', ({ AssumeRolePolicyDocument }) =>
    change(AssumeRolePolicyDocument.Statement[0]),
  );

const inGrant = (who: Who, sid: string, change: (statement: Loose) => void) =>
  inResource(`${who}RoleDefaultPolicy`, 'AWS::IAM::Policy', ({ PolicyDocument }) => {
    const statement = PolicyDocument.Statement.find(({ Sid }: Loose) => Sid === sid);
    if (statement === undefined) throw new Error(`the ${who} role has no statement ${sid}`);
    change(statement);
  });

const inAttachment = (change: (roles: Loose) => void) =>
  inResource('RoleAttachment', 'AWS::Cognito::IdentityPoolRoleAttachment', ({ Roles }) => change(Roles));

const inPool = (change: (pool: Loose) => void) => inResource('IdentityPool', 'AWS::Cognito::IdentityPool', change);

const inBucketPolicy = (statement: Loose) =>
  inResource('PlayerFilesBucketPolicy', 'AWS::S3::BucketPolicy', ({ PolicyDocument }) =>
    PolicyDocument.Statement.push(statement),
  );

/** Rewrites every string below a value. */
function rewrite(value: Loose, replace: (text: string) => string): Loose {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((item) => rewrite(item, replace));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rewrite(item, replace)]));
}

const inResources = (from: string, to: string) => (statement: Loose) => {
  statement.Resource = rewrite(statement.Resource, (text) => text.replace(from, to));
};
const inConditions = (from: string, to: string) => (statement: Loose) => {
  statement.Condition = rewrite(statement.Condition, (text) => text.replace(from, to));
};
const renamedOperator = (from: string, to: string) => (statement: Loose) => {
  statement.Condition[to] = statement.Condition[from];
  delete statement.Condition[from];
};

const sub = '${cognito-identity.amazonaws.com:sub}';
const amr = 'ForAnyValue:StringLike';
const bucketFiles = (folder: string) => ({ 'Fn::Sub': `arn:aws:s3:::\${PlayerFilesBucket099F11A0}/${folder}*` });

/** Mistakes of every kind: trusts, attachments, prefixes, leading keys, actions, the bucket's policy, the pool's switches. */
export const mutations: readonly Mutation[] = [
  {
    mistake: 'the authenticated role asks for no amr',
    change: inTrust('Authenticated', (statement) => delete statement.Condition[amr]),
    fails: { player: 'guest', check: 'may not assume the authenticated role' },
  },
  {
    mistake: 'the authenticated role takes *authenticated',
    change: inTrust('Authenticated', inConditions('authenticated', '*authenticated')),
    fails: { player: 'guest', check: 'may not assume the authenticated role' },
  },
  {
    mistake: 'the authenticated role asks for nothing',
    change: inTrust('Authenticated', (statement) => delete statement.Condition),
    fails: { player: 'guest', check: 'may not assume the authenticated role' },
  },
  {
    mistake: 'the guest role asks for no amr',
    change: inTrust('Guest', (statement) => delete statement.Condition[amr]),
    fails: { player: 'signed-in', check: 'may not assume the guest role' },
  },
  {
    mistake: 'the guest role is for signed-in players',
    change: inTrust('Guest', inConditions('unauthenticated', 'authenticated')),
    fails: { player: 'guest', check: 'may get credentials for its identity' },
  },
  {
    mistake: 'the authenticated role trusts another pool',
    change: inTrust('Authenticated', (statement) => {
      statement.Condition.StringEquals = {
        'cognito-identity.amazonaws.com:aud': 'eu-west-1:00000000-0000-4000-8000-000000000000',
      };
    }),
    fails: { player: 'signed-in', check: 'may get credentials for its identity' },
  },
  {
    mistake: 'the authenticated role trusts another identity provider',
    change: inTrust('Authenticated', (statement) => {
      statement.Principal = { Federated: 'accounts.google.com' };
    }),
    fails: { player: 'signed-in', check: 'may get credentials for its identity' },
  },
  {
    mistake: 'the roles are swapped in the attachment',
    change: inAttachment((roles) => {
      [roles.authenticated, roles.unauthenticated] = [roles.unauthenticated, roles.authenticated];
    }),
    fails: { player: 'guest', check: 'may get credentials for its identity' },
  },
  {
    mistake: 'the attachment has no role for guests',
    change: inAttachment((roles) => delete roles.unauthenticated),
    fails: { player: 'guest', check: 'may get credentials for its identity' },
  },
  {
    mistake: 'the private folder lacks its closing slash',
    change: inGrant('Authenticated', 'OwnFiles', inResources(`/private/${sub}/*`, `/private/${sub}*`)),
    fails: {
      player: 'signed-in',
      check: 'may not put a file into a private folder whose name only begins like its own',
    },
  },
  {
    mistake: 'a player owns everybody’s private files',
    change: inGrant('Authenticated', 'OwnFiles', inResources(`/private/${sub}/*`, '/private/*')),
    fails: { player: 'signed-in', check: "may not get another player's private file" },
  },
  {
    mistake: 'a guest owns everybody’s private files',
    change: inGrant('Guest', 'OwnFiles', inResources(`/private/${sub}/*`, '/private/*')),
    fails: { player: 'guest', check: "may not put another player's private file" },
  },
  {
    mistake: 'a player owns everybody’s protected files',
    change: inGrant('Authenticated', 'OwnFiles', inResources(`/protected/${sub}/*`, '/protected/*')),
    fails: { player: 'signed-in', check: "may not delete another player's protected file" },
  },
  {
    mistake: 'public files are all files',
    change: inGrant('Guest', 'ReadPublicFiles', inResources('/public/*', '/*')),
    fails: { player: 'guest', check: "may not get another player's private file" },
  },
  {
    mistake: 'players write public files',
    change: inGrant('Authenticated', 'ReadPublicFiles', (statement) => {
      statement.Action = ['s3:GetObject', 's3:PutObject'];
    }),
    fails: { player: 'signed-in', check: 'may not put a public file' },
  },
  {
    mistake: 'the player variable is another one',
    change: inGrant('Authenticated', 'OwnFiles', inResources(sub, '${aws:userid}')),
    fails: { player: 'signed-in', check: 'may put its own private file' },
  },
  {
    mistake: 'listing has no prefix condition',
    change: inGrant('Authenticated', 'ListOwnFiles', (statement) => delete statement.Condition),
    fails: { player: 'signed-in', check: 'may not list the bucket without a prefix' },
  },
  {
    mistake: 'listing takes every private prefix',
    change: inGrant('Guest', 'ListOwnFiles', inConditions(`private/${sub}/*`, 'private/*')),
    fails: { player: 'guest', check: "may not list another player's private files" },
  },
  {
    mistake: 'listing takes the prefix without its slash',
    change: inGrant('Authenticated', 'ListOwnFiles', inConditions(`private/${sub}/*`, `private/${sub}*`)),
    fails: { player: 'signed-in', check: 'may not list its own private prefix without the slash at its end' },
  },
  {
    mistake: 'a player may not read her own files',
    change: inGrant('Authenticated', 'OwnFiles', (statement) => {
      statement.Action = statement.Action.filter((action: string) => action !== 's3:GetObject');
    }),
    fails: { player: 'signed-in', check: 'may get its own private file' },
  },
  {
    mistake: 'records of every player',
    change: inGrant('Authenticated', 'WriteOwnRecords', (statement) => {
      renamedOperator('ForAllValues:StringEquals', 'ForAllValues:StringLike')(statement);
      inConditions(`PLAYER#${sub}`, 'PLAYER#*')(statement);
    }),
    fails: { player: 'signed-in', check: "may not put another player's record" },
  },
  {
    mistake: 'the leading key only has to begin like the player’s',
    change: inGrant('Guest', 'OwnRecords', (statement) => {
      renamedOperator('ForAllValues:StringEquals', 'ForAllValues:StringLike')(statement);
      inConditions(`PLAYER#${sub}`, `PLAYER#${sub}*`)(statement);
    }),
    fails: { player: 'guest', check: 'may not get a record below a leading key that only begins like its own' },
  },
  {
    mistake: 'one own key opens a batch',
    change: inGrant(
      'Authenticated',
      'ReadOwnRecordsAndLedger',
      renamedOperator('ForAllValues:StringEquals', 'ForAnyValue:StringEquals'),
    ),
    fails: { player: 'signed-in', check: "may not batch-get another player's record beside its own" },
  },
  {
    mistake: 'Scan is granted, and the Null guard dropped',
    change: inGrant('Authenticated', 'ReadOwnRecordsAndLedger', (statement) => {
      statement.Action.push('dynamodb:Scan');
      delete statement.Condition.Null;
    }),
    fails: { player: 'signed-in', check: 'may not scan the table' },
  },
  {
    mistake: 'players write their ledger',
    change: inGrant('Authenticated', 'WriteOwnRecords', (statement) => {
      statement.Condition['ForAllValues:StringEquals']['dynamodb:LeadingKeys'].push(`LEDGER#${sub}`);
    }),
    fails: { player: 'signed-in', check: 'may not put into its own ledger' },
  },
  {
    mistake: 'the ledger is out of reach',
    change: inGrant('Authenticated', 'ReadOwnRecordsAndLedger', inConditions(`LEDGER#${sub}`, 'LEDGER#')),
    fails: { player: 'signed-in', check: 'may get from its own ledger' },
  },
  {
    mistake: 'players write boards',
    change: inGrant('Guest', 'ReadBoards', (statement) => statement.Action.push('dynamodb:PutItem')),
    fails: { player: 'guest', check: 'may not put a row on a board' },
  },
  {
    mistake: 'the leading key is compared in other letters',
    change: inGrant('Authenticated', 'WriteOwnRecords', inConditions('PLAYER#', 'player#')),
    fails: { player: 'signed-in', check: 'may put its own record' },
  },
  {
    mistake: 'a player may vouch for players',
    change: inGrant('Authenticated', 'ReadBoards', (statement) => {
      Object.assign(statement, { Action: 'cognito-identity:GetOpenIdTokenForDeveloperIdentity', Resource: '*' });
      delete statement.Condition;
    }),
    fails: { player: 'signed-in', check: 'may not vouch for a player as the developer provider does' },
  },
  {
    mistake: 'a player reads every secret',
    change: inGrant('Guest', 'OwnRecords', (statement) => {
      Object.assign(statement, { Action: 'secretsmanager:GetSecretValue', Resource: '*' });
      delete statement.Condition;
    }),
    // Guests have Cognito's session policy in the enhanced flow, so the basic flow shows it.
    fails: { player: 'guest', check: 'may not read the players secret' },
  },
  {
    mistake: 'an explicit Deny in the bucket’s policy',
    change: inBucketPolicy({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: bucketFiles('public/'),
    }),
    fails: { player: 'guest', check: 'may get a public file' },
  },
  {
    mistake: 'the bucket’s policy opens every file to the account’s sessions',
    change: inBucketPolicy({
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: bucketFiles(''),
      Condition: { StringEquals: { 'aws:PrincipalAccount': '123456789012' } },
    }),
    fails: { player: 'guest', check: "may not get another player's private file" },
  },
  {
    mistake: 'the pool takes no guests although the app has them',
    change: inPool((pool) => {
      pool.AllowUnauthenticatedIdentities = false;
    }),
    fails: { player: 'guest', check: 'may get an identity ID without a login' },
  },
  {
    mistake: 'the pool has the basic flow off although the app uses it',
    change: inPool((pool) => {
      pool.AllowClassicFlow = false;
    }),
    fails: { player: 'guest', check: 'may get an OpenID token for its identity' },
  },
  {
    mistake: 'the developer provider has another name',
    change: inPool((pool) => {
      pool.DeveloperProviderName = 'login.other';
    }),
    fails: { player: 'signed-in', check: 'may get an identity ID and token from the developer provider' },
  },
];
