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

const inAttachment = (change: (roles: Loose) => void) =>
  inResource('RoleAttachment', 'AWS::Cognito::IdentityPoolRoleAttachment', ({ Roles }) => change(Roles));

const inPool = (change: (pool: Loose) => void) => inResource('IdentityPool', 'AWS::Cognito::IdentityPool', change);

const inBucketPolicy = (statement: Loose) =>
  inResource('PlayerFilesBucketPolicy', 'AWS::S3::BucketPolicy', ({ PolicyDocument }) =>
    PolicyDocument.Statement.push(statement),
  );

const sub = '${cognito-identity.amazonaws.com:sub}';
const amr = 'ForAnyValue:StringLike';
const bucketFiles = (folder: string) => ({ 'Fn::Sub': `arn:aws:s3:::\${PlayerFilesBucket099F11A0}/${folder}*` });

/** Mistakes of every kind: trusts, attachments, prefixes, leading keys, actions, the bucket's policy, the pool's switches. */
export const mutations: readonly Mutation[] = [
  {
    mistake: 'the authenticated role asks for no amr',
    change: inTrust('AuthenticatedRole', (statement) => delete statement.Condition[amr]),
    fails: { player: 'guest', check: 'may not assume the authenticated role' },
    asDeployed: true,
  },
  {
    mistake: 'the authenticated role takes *authenticated',
    change: inTrust('AuthenticatedRole', inConditions('authenticated', '*authenticated')),
    fails: { player: 'guest', check: 'may not assume the authenticated role' },
  },
  {
    mistake: 'the authenticated role asks for nothing',
    change: inTrust('AuthenticatedRole', (statement) => delete statement.Condition),
    fails: { player: 'guest', check: 'may not assume the authenticated role' },
  },
  {
    mistake: 'the guest role asks for no amr',
    change: inTrust('GuestRole', (statement) => delete statement.Condition[amr]),
    fails: { player: 'signed-in', check: 'may not assume the guest role' },
  },
  {
    mistake: 'the guest role is for signed-in players',
    change: inTrust('GuestRole', inConditions('unauthenticated', 'authenticated')),
    fails: { player: 'guest', check: 'may get credentials for its identity' },
  },
  {
    mistake: 'the authenticated role trusts another pool',
    change: inTrust('AuthenticatedRole', (statement) => {
      statement.Condition.StringEquals = {
        'cognito-identity.amazonaws.com:aud': 'eu-west-1:00000000-0000-4000-8000-000000000000',
      };
    }),
    fails: { player: 'signed-in', check: 'may get credentials for its identity' },
  },
  {
    mistake: 'the authenticated role trusts another identity provider',
    change: inTrust('AuthenticatedRole', (statement) => {
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
    change: inGrant('AuthenticatedRole', 'OwnFiles', inResources(`/private/${sub}/*`, `/private/${sub}*`)),
    fails: {
      player: 'signed-in',
      check: 'may not put a file into a private folder whose name only begins like its own',
    },
  },
  {
    mistake: 'a player owns everybody’s private files',
    change: inGrant('AuthenticatedRole', 'OwnFiles', inResources(`/private/${sub}/*`, '/private/*')),
    fails: { player: 'signed-in', check: "may not get another player's private file" },
  },
  {
    mistake: 'a guest owns everybody’s private files',
    change: inGrant('GuestRole', 'OwnFiles', inResources(`/private/${sub}/*`, '/private/*')),
    fails: { player: 'guest', check: "may not put another player's private file" },
  },
  {
    mistake: 'a player owns everybody’s protected files',
    change: inGrant('AuthenticatedRole', 'OwnFiles', inResources(`/protected/${sub}/*`, '/protected/*')),
    fails: { player: 'signed-in', check: "may not delete another player's protected file" },
  },
  {
    mistake: 'public files are all files',
    change: inGrant('GuestRole', 'ReadPublicFiles', inResources('/public/*', '/*')),
    fails: { player: 'guest', check: "may not get another player's private file" },
  },
  {
    mistake: 'players write public files',
    change: inGrant('AuthenticatedRole', 'ReadPublicFiles', (statement) => {
      statement.Action = ['s3:GetObject', 's3:PutObject'];
    }),
    fails: { player: 'signed-in', check: 'may not put a public file' },
  },
  {
    mistake: 'the player variable is another one',
    change: inGrant('AuthenticatedRole', 'OwnFiles', inResources(sub, '${aws:userid}')),
    fails: { player: 'signed-in', check: 'may put its own private file' },
  },
  {
    mistake: 'listing has no prefix condition',
    change: inGrant('AuthenticatedRole', 'ListOwnFiles', (statement) => delete statement.Condition),
    fails: { player: 'signed-in', check: 'may not list the bucket without a prefix' },
  },
  {
    mistake: 'listing takes every private prefix',
    change: inGrant('GuestRole', 'ListOwnFiles', inConditions(`private/${sub}/*`, 'private/*')),
    fails: { player: 'guest', check: "may not list another player's private files" },
  },
  {
    mistake: 'listing takes public files too',
    change: inGrant('GuestRole', 'ListOwnFiles', ({ Condition }) => {
      Condition.StringLike['s3:prefix'] = [Condition.StringLike['s3:prefix'], 'public/*'].flat();
    }),
    fails: { player: 'guest', check: 'may not list every public file' },
  },
  {
    mistake: 'listing takes the prefix without its slash',
    change: inGrant('AuthenticatedRole', 'ListOwnFiles', inConditions(`private/${sub}/*`, `private/${sub}*`)),
    fails: { player: 'signed-in', check: 'may not list its own private prefix without the slash at its end' },
  },
  {
    mistake: 'a player may not read their own files',
    change: inGrant('AuthenticatedRole', 'OwnFiles', (statement) => {
      statement.Action = statement.Action.filter((action: string) => action !== 's3:GetObject');
    }),
    fails: { player: 'signed-in', check: 'may get its own private file' },
  },
  {
    mistake: 'records of every player',
    change: inGrant('AuthenticatedRole', 'WriteOwnRecords', (statement) => {
      renamedOperator('ForAllValues:StringEquals', 'ForAllValues:StringLike')(statement);
      inConditions(`PLAYER#${sub}`, 'PLAYER#*')(statement);
    }),
    fails: { player: 'signed-in', check: "may not put another player's record" },
  },
  {
    mistake: 'the leading key only has to begin like the player’s',
    change: inGrant('GuestRole', 'OwnRecords', (statement) => {
      renamedOperator('ForAllValues:StringEquals', 'ForAllValues:StringLike')(statement);
      inConditions(`PLAYER#${sub}`, `PLAYER#${sub}*`)(statement);
    }),
    fails: { player: 'guest', check: 'may not get a record below a leading key that only begins like its own' },
  },
  {
    mistake: 'one own key opens a batch',
    change: inGrant(
      'AuthenticatedRole',
      'ReadOwnRecordsAndLedger',
      renamedOperator('ForAllValues:StringEquals', 'ForAnyValue:StringEquals'),
    ),
    fails: { player: 'signed-in', check: "may not batch-get another player's record beside its own" },
  },
  {
    mistake: 'Scan is granted, and the Null guard dropped',
    change: inGrant('AuthenticatedRole', 'ReadOwnRecordsAndLedger', (statement) => {
      statement.Action.push('dynamodb:Scan');
      delete statement.Condition.Null;
    }),
    fails: { player: 'signed-in', check: 'may not scan the table' },
  },
  {
    mistake: 'players write their ledger',
    change: inGrant('AuthenticatedRole', 'WriteOwnRecords', (statement) => {
      statement.Condition['ForAllValues:StringEquals']['dynamodb:LeadingKeys'].push(`LEDGER#${sub}`);
    }),
    fails: { player: 'signed-in', check: 'may not put into its own ledger' },
  },
  {
    mistake: 'the ledger is out of reach',
    change: inGrant('AuthenticatedRole', 'ReadOwnRecordsAndLedger', inConditions(`LEDGER#${sub}`, 'LEDGER#')),
    fails: { player: 'signed-in', check: 'may get from its own ledger' },
  },
  {
    mistake: 'players write boards',
    change: inGrant('GuestRole', 'ReadBoards', (statement) => statement.Action.push('dynamodb:PutItem')),
    fails: { player: 'guest', check: 'may not put a row on a board' },
  },
  {
    mistake: 'the leading key is compared in other letters',
    change: inGrant('AuthenticatedRole', 'WriteOwnRecords', inConditions('PLAYER#', 'player#')),
    fails: { player: 'signed-in', check: 'may put its own record' },
  },
  {
    mistake: 'a player may vouch for players',
    change: inGrant('AuthenticatedRole', 'ReadBoards', (statement) => {
      Object.assign(statement, { Action: 'cognito-identity:GetOpenIdTokenForDeveloperIdentity', Resource: '*' });
      delete statement.Condition;
    }),
    fails: { player: 'signed-in', check: 'may not vouch for a player as the developer provider does' },
  },
  {
    mistake: 'a player reads every secret',
    change: inGrant('GuestRole', 'OwnRecords', (statement) => {
      Object.assign(statement, { Action: 'secretsmanager:GetSecretValue', Resource: '*' });
      delete statement.Condition;
    }),
    // Guests have Cognito's session policy in the enhanced flow, so the basic flow shows it.
    fails: { player: 'guest', check: 'may not read the players secret' },
  },
  {
    mistake: 'the bucket takes URLs however old they are',
    change: inResource('PlayerFilesBucketPolicy', 'AWS::S3::BucketPolicy', ({ PolicyDocument }) => {
      PolicyDocument.Statement = PolicyDocument.Statement.filter(({ Sid }: Loose) => Sid !== 'RefuseOldUrls');
    }),
    fails: { player: 'guest', check: 'may not put its own private file by a URL that was signed too long ago' },
    asDeployed: true,
  },
  {
    mistake: 'the age of URLs is counted in seconds',
    change: inResource('PlayerFilesBucketPolicy', 'AWS::S3::BucketPolicy', ({ PolicyDocument }) => {
      const limit = PolicyDocument.Statement.find(({ Sid }: Loose) => Sid === 'RefuseOldUrls');
      limit.Condition.NumericGreaterThan['s3:signatureAge'] *= 1000;
    }),
    fails: { player: 'guest', check: 'may not put its own private file by a URL that was signed too long ago' },
  },
  {
    mistake: 'the bucket takes no URLs although the app signs some',
    change: inBucketPolicy({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: bucketFiles(''),
      Condition: { StringEquals: { 's3:authType': 'REST-QUERY-STRING' } },
    }),
    fails: { player: 'guest', check: 'may get its own private file by a signed URL' },
  },
  {
    mistake: 'a player chooses the storage class',
    change: inGrant('AuthenticatedRole', 'OwnFiles', ({ Condition }) => {
      delete Condition.StringEqualsIfExists['s3:x-amz-storage-class'];
    }),
    fails: { player: 'signed-in', check: "may not put its own protected file into an archive's storage class" },
    asDeployed: true,
  },
  {
    mistake: 'an archive is among the storage classes',
    change: inGrant('GuestRole', 'OwnFiles', ({ Condition }) => {
      Condition.StringEqualsIfExists['s3:x-amz-storage-class'] = ['STANDARD', 'GLACIER'];
    }),
    fails: { player: 'guest', check: "may not put its own private file into an archive's storage class" },
  },
  {
    mistake: 'a storage class is allowed that is not configured',
    change: inGrant('GuestRole', 'OwnFiles', ({ Condition }) => {
      Condition.StringEqualsIfExists['s3:x-amz-storage-class'] = ['STANDARD', 'ONEZONE_IA'];
    }),
    fails: {
      player: 'guest',
      check: 'may not put its own private file into a storage class that the stage does not allow',
    },
  },
  {
    mistake: 'a storage class that is configured is not allowed',
    change: inGrant('GuestRole', 'OwnFiles', inConditions('STANDARD', 'INTELLIGENT_TIERING')),
    fails: { player: 'guest', check: 'may put its own private file into each storage class that the stage allows' },
  },
  {
    mistake: 'the storage class must be named',
    change: inGrant('GuestRole', 'OwnFiles', renamedOperator('StringEqualsIfExists', 'StringEquals')),
    fails: { player: 'guest', check: 'may put its own private file' },
  },
  {
    mistake: 'a player chooses the encryption',
    change: inGrant('GuestRole', 'OwnFiles', ({ Condition }) => {
      delete Condition.StringEqualsIfExists['s3:x-amz-server-side-encryption'];
    }),
    fails: { player: 'guest', check: 'may not put its own private file under a key of KMS' },
  },
  {
    mistake: 'the bucket serves files to everybody, as a website would',
    change: (template) => {
      const open = inResource('PlayerFilesBucket', 'AWS::S3::Bucket', (bucket) => {
        bucket.PublicAccessBlockConfiguration = { BlockPublicPolicy: false, RestrictPublicBuckets: false };
      });
      const served = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: bucketFiles('public/') };
      return open(template) && inBucketPolicy(served)(template);
    },
    fails: { player: 'guest', check: 'may not get a public file by its bare address' },
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
  {
    mistake: 'the smoke test may not describe its stack, and would not know a rollback',
    change: inGrant('SmokeTestRole', 'ReadOwnStatus', (statement) => {
      statement.Action = 'cloudformation:DescribeStackEvents';
    }),
    fails: { player: 'backend', check: 'may read the status of its own stack' },
    asDeployed: true,
  },
];
