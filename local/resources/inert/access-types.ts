/**
 * What can't stand as inert, because who may do what would be otherwise than on AWS: by service, and the reason that is told. These are the
 * services whose resources decide about access whatever service they are used with.
 */
export const accessServices: ReadonlyMap<string, string> = new Map([
  ['AWS::IAM', 'decides who may do what'],
  ['AWS::Cognito', 'decides who is who'],
  ['AWS::KMS', 'decides who may decrypt'],
  ['AWS::Organizations', 'decides what a whole account may do'],
  ['AWS::ControlTower', 'decides what a whole account may do'],
  ['AWS::SSO', 'decides who may do what'],
  ['AWS::IdentityStore', 'decides who is who'],
  ['AWS::RolesAnywhere', 'decides who may take a role'],
  ['AWS::Serverless', 'is made into other resources by a transform, roles among them'],
]);

/** Single types of other services that decide about access. */
export const accessTypes: ReadonlyMap<string, string> = new Map([
  // To a user pool too (documented: AWS::WAFv2::WebACLAssociation, ResourceArn).
  ['AWS::WAFv2::WebACLAssociation', 'decides who reaches what it is associated with, a user pool say'],
]);

/**
 * Of services that the local cloud plays, the types that decide nothing about access: what is left out of a list here can't stand as inert,
 * since it may be a policy, a grant or another way in to what is played. A `Url` is a way in too, which nobody can take here.
 */
export const inertOfPlayedServices: ReadonlyMap<string, readonly string[]> = new Map([
  ['AWS::CloudFormation', ['WaitCondition', 'WaitConditionHandle']],
  ['AWS::ECR', ['PullThroughCacheRule', 'ReplicationConfiguration']],
  ['AWS::Lambda', ['Alias', 'EventInvokeConfig', 'EventSourceMapping', 'LayerVersion', 'Url']],
  ['AWS::Logs', ['LogStream', 'MetricFilter', 'QueryDefinition', 'SubscriptionFilter']],
  ['AWS::S3', ['StorageLens', 'StorageLensGroup']],
  ['AWS::SSM', ['Association', 'Document', 'MaintenanceWindow', 'MaintenanceWindowTarget', 'MaintenanceWindowTask']],
  ['AWS::SecretsManager', ['RotationSchedule', 'SecretTargetAttachment']],
]);
