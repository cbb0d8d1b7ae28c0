import { stepsOf } from '../../changes/steps';
import type { Deployment, Template, TemplateResource } from '../../changes/templates';

export type Resources = Record<string, TemplateResource>;

const place = '123456789012/eu-west-1';
export const stack = (name: string, Resources: Resources, Outputs: Template['Outputs'] = {}) => ({
  name,
  place,
  template: { Resources, Outputs },
});
export const one = (...resources: Resources[]): Deployment[] => resources.map((set) => [stack('game', set)]);

const exported = (Value: unknown) => ({ Out: { Value, Export: { Name: 'data:arn' } } });
const importing = stack('federation', {
  Reader: { Type: 'AWS::IAM::Policy', Properties: { Resource: { 'Fn::ImportValue': 'data:arn' } } },
});
/** A data stack that exports something, and a federation stack that imports it. */
export const exporting = (resources: Resources, value?: unknown): Deployment => [
  stack('data', resources, value === undefined ? {} : exported(value)),
  importing,
];

export const table = (key: string): Resources => ({
  Table: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { KeySchema: [{ AttributeName: key, KeyType: 'HASH' }] } },
});
export const provider = (id: string, Url = 'https://login.example'): Resources => ({
  [id]: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url } },
});
export const tags = (id: string): Resources => ({
  [id]: {
    Type: 'AWS::Cognito::IdentityPoolPrincipalTag',
    Properties: {
      IdentityPoolId: { Ref: 'Pool' },
      IdentityProviderName: 'arn:aws:iam::123456789012:oidc-provider/login',
    },
  },
});
export const group = (id: string, UserPoolId: unknown = { Ref: 'Users' }, GroupName = 'moderator'): Resources => ({
  [id]: { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId, GroupName } },
});
export const users = (properties: object, attributes: object = {}): Resources => ({
  Users: { Type: 'AWS::Cognito::UserPool', Properties: { ...properties }, ...attributes },
});
export const bucket = (tagged: boolean): TemplateResource => ({
  Type: 'AWS::S3::Bucket',
  Properties: { Tags: tagged ? [{ Key: 'aws-cdk:auto-delete-objects', Value: 'true' }] : [] },
});
export const emptying = { Type: 'Custom::S3AutoDeleteObjects', Properties: { BucketName: { Ref: 'Files' } } };
export const keep = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };
export const schema = (...names: string[]) => ({
  Schema: names.map((Name) => ({ Name, AttributeDataType: 'String' })),
});
export const pool = (properties: object): Resources => ({
  Pool: { Type: 'AWS::Cognito::IdentityPool', Properties: { AllowClassicFlow: false, ...properties } },
});

/** What is wrong with a change, and the same change made well. */
export type Case = readonly [what: string, wrong: Deployment[], problems: readonly string[], well: Deployment[]];

/** The problems of a series of deployments, as the table declares them. */
export function problemsOf(deployments: Deployment[]): string[] {
  return stepsOf(deployments).flatMap(({ problems }) =>
    problems.map(({ verdict, sentence }) => `${verdict}: ${sentence}`),
  );
}

/** Holds that each problem is told, and nothing besides; and nothing of what is made well. */
export function hold(cases: readonly Case[]): void {
  describe.each(cases)('%s', (_, wrong, problems, well) => {
    test('is told', () => {
      expect(problemsOf(wrong)).toEqual(problems);
    });

    test('is told of that alone', () => {
      expect(problemsOf(well)).toEqual([]);
    });
  });
}

const federated = (Principal: unknown, Condition: object) => ({
  Statement: [
    { Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: Principal }, Condition },
  ],
});

/** A role that players take, and its grants: actions by place, a key of the bucket or a leading key of the table. */
export const role = (
  id: string,
  reach: Readonly<Record<string, string | string[]>> = {},
  properties: object = {},
  principal: unknown = 'cognito-identity.amazonaws.com',
  condition: object = {},
): Resources => ({
  [id]: {
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: federated(principal, condition), ...properties },
  },
  [`${id}Policy`]: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      Roles: [{ Ref: id }],
      PolicyDocument: {
        Statement: Object.entries(reach).map(([place, Action]) =>
          place.includes('/')
            ? {
                Effect: 'Allow',
                Action,
                Resource: { 'Fn::Join': ['', [{ 'Fn::ImportValue': 'bucket' }, `/${place}`]] },
              }
            : {
                Effect: 'Allow',
                Action,
                Resource: { 'Fn::ImportValue': 'table' },
                Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [place] } },
              },
        ),
      },
    },
  },
});

/** One resource of any type. */
export const resource = (id: string, Type: string, Properties: object): Resources => ({
  [id]: { Type, Properties } as TemplateResource,
});
