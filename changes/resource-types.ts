// Its own look into the service spec: the spec is large, and takes a CPU a second to load each time that it is.
import { loadResourceModel } from '@aws-cdk/cloudformation-diff/lib/diff/util';
import { iamNameIn, withoutLastSlash } from './iam-providers';
import { fields, type TemplateResource } from './templates';

/** What is known of a resource type beside AWS's service specification. */
interface TypeFacts {
  /** How a reader calls it. */
  readonly name: string;
  /** What is lost with it. Absent where it holds nobody and nothing. */
  readonly holds?: string;
  /** The properties that AWS knows it by, where the specification names an attribute that is made from them. */
  readonly knownBy?: readonly string[];
  /** What AWS says to a second one; absent where it takes it and the deletion of the first takes its effect along. */
  readonly refusesSecond?: string;
  /** What AWS says where another stack has its name. Absent where it says the same. */
  readonly refusesName?: string;
}

/**
 * Marks as everywhere: documented where nothing is said.
 *
 * - One IAM OIDC provider per URL and account; one SAML provider per name (the ARNs are made from them).
 * - One domain per user pool (**observed**: aws-cdk#10062), and a prefix is one pool's in a region (**observed**: aws-cdk-examples#402).
 * - One branding per client, one set of roles per identity pool.
 */
const facts: Readonly<Record<string, TypeFacts>> = {
  'AWS::S3::Bucket': { name: 'bucket', holds: 'files of players' },
  'AWS::S3::BucketPolicy': { name: 'bucket policy' },
  'AWS::DynamoDB::GlobalTable': { name: 'table', holds: 'records of players' },
  'AWS::Cognito::IdentityPool': { name: 'identity pool', holds: "players' identity IDs" },
  'AWS::Cognito::IdentityPoolRoleAttachment': { name: 'role attachment', knownBy: ['IdentityPoolId'] },
  'AWS::Cognito::IdentityPoolPrincipalTag': { name: 'principal tags' },
  'AWS::Cognito::UserPool': { name: 'user pool', holds: "players' accounts" },
  'AWS::Cognito::UserPoolClient': { name: 'app client', holds: 'an ID that shipped copies of an app have' },
  'AWS::Cognito::UserPoolDomain': {
    name: 'sign-in domain',
    knownBy: ['UserPoolId'],
    refusesSecond: 'User pool already has a domain configured',
    refusesName: 'Domain already associated with another user pool',
  },
  'AWS::Cognito::UserPoolGroup': {
    name: 'group',
    holds: 'who belongs to it',
    refusesSecond: 'A group with the name already exists',
  },
  'AWS::Cognito::UserPoolUser': { name: 'user', holds: 'the account, and the identity that is linked to it' },
  'AWS::Cognito::UserPoolUserToGroupAttachment': { name: 'membership of a group' },
  'AWS::Cognito::UserPoolIdentityProvider': { name: 'identity provider of a user pool' },
  'AWS::Cognito::UserPoolResourceServer': { name: 'resource server' },
  'AWS::Cognito::ManagedLoginBranding': {
    name: 'branding',
    knownBy: ['UserPoolId', 'ClientId'],
    refusesSecond: 'ManagedLoginBrandingExistsException',
  },
  'AWS::IAM::OIDCProvider': { name: 'OIDC provider', knownBy: ['Url'], refusesSecond: 'EntityAlreadyExists' },
  'AWS::IAM::SAMLProvider': { name: 'SAML provider', knownBy: ['Name'], refusesSecond: 'EntityAlreadyExists' },
  'AWS::IAM::Role': { name: 'role', refusesSecond: 'EntityAlreadyExists' },
  'AWS::IAM::Policy': { name: 'grants' },
  'AWS::IAM::ManagedPolicy': { name: 'policy for others', refusesSecond: 'EntityAlreadyExists' },
  'AWS::Lambda::Permission': { name: 'permission to invoke' },
  'AWS::Lambda::Function': { name: 'function' },
  'AWS::Lambda::Version': { name: 'function version' },
  'AWS::Logs::LogGroup': { name: 'log group' },
  'AWS::SecretsManager::Secret': { name: 'secret', holds: 'refresh tokens that an operator put there' },
  'AWS::ApiGateway::RestApi': { name: 'API', holds: 'an address that shipped copies of an app have' },
  'AWS::ApiGateway::Resource': { name: 'path of an API' },
  'AWS::ApiGateway::Method': { name: 'method of an API' },
  'AWS::ApiGateway::Model': { name: 'model of an API' },
  'AWS::ApiGateway::RequestValidator': { name: 'request validator' },
  'AWS::ApiGateway::Authorizer': { name: 'authorizer' },
  'AWS::ApiGateway::GatewayResponse': { name: 'gateway response' },
  'AWS::ApiGateway::Deployment': { name: 'deployment of an API' },
  'AWS::ApiGateway::Stage': { name: 'stage of an API' },
  'Custom::Trigger': { name: 'run of the smoke test' },
  'Custom::S3AutoDeleteObjects': { name: 'emptying of the bucket' },
};

/** How a reader calls a resource type; its own name where it is none of this project's. */
export function nameOfType(type: string): string {
  return facts[type]?.name ?? type;
}

/** What is lost when a resource of this type goes; undefined where it holds nobody and nothing. */
export function holdsOf(type: string): string | undefined {
  return facts[type]?.holds;
}

/** AWS's words to a second resource of this type that is the same to it; undefined where it takes it. */
export function refusalOfSecond(type: string): string | undefined {
  return facts[type]?.refusesSecond;
}

/** AWS's words to a resource of this type whose name another stack has. */
export function refusalOfName(type: string): string | undefined {
  return facts[type]?.refusesName ?? facts[type]?.refusesSecond;
}

/**
 * What AWS knows a resource by, as text: the values of its primary identifier. Undefined where that is generated: two such resources are
 * never one.
 */
export function identityOf({ Type, Properties = {} }: TemplateResource): string | undefined {
  const names = facts[Type]?.knownBy ?? primaryIdentifier(Type);
  const values = names.map((name) => Properties[name]);
  if (values.length === 0 || values.some((value) => value === undefined)) return undefined;
  return JSON.stringify([Type, ...values.map((value) => (isProvider(value) ? withoutLastSlash(value) : value))]);
}

/** Whether a value is an issuer, or the ARN of a provider. */
function isProvider(value: unknown): value is string {
  return typeof value === 'string' && (value.startsWith('https://') || iamNameIn(value) !== undefined);
}

/** The properties that make a type's primary identifier; none where an attribute does. */
function primaryIdentifier(type: string): readonly string[] {
  const spec = loadResourceModel(type);
  const names = spec?.primaryIdentifier ?? [];
  return names.every((name) => Object.hasOwn(fields(spec?.properties), name)) ? names : [];
}
