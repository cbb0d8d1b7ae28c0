import fc from 'fast-check';
import type { Authority } from '../../policy/decide';
import { type AuthorizationQuestion, requestContext } from '../../policy/types';
import { account, identityPolicy, player, resourcePolicy, roleArn, type Statement, sessionArn } from './fixtures';

const value = fc.constantFrom('a', 'b', 'ab', '*', '');
const condition = fc.constantFrom<object>(
  {},
  {},
  {},
  { StringEquals: { 'x:k': 'a' } },
  { StringNotLike: { 'x:k': ['a*', 'b'] } },
  { StringLikeIfExists: { 'x:k': '${x:v}*' } },
  { 'ForAllValues:StringEquals': { 'x:l': ['a', '${x:v}'] }, Null: { 'x:l': 'false' } },
  { 'ForAnyValue:StringNotEquals': { 'x:l': 'a' } },
  { NumericLessThan: { 'x:k': '5' } },
);
const actions = fc.constantFrom('*', 's3:*', 's3:GetObject', 's3:PutObject', 's3:*', 's3:Get*', 'dynamodb:*', '*');
const resources = fc.constantFrom(
  '*',
  '*',
  'arn:aws:s3:::b/*',
  'arn:aws:s3:::b/a',
  'arn:aws:s3:::b/${x:v}/*',
  'arn:aws:s3:::b/?',
);

/** A statement of an identity-based policy, more often an Allow. */
export const statement: fc.Arbitrary<Statement> = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Allow', 'Deny'),
    action: fc.record({
      name: fc.constantFrom('Action', 'Action', 'NotAction'),
      of: fc.uniqueArray(actions, { minLength: 1, maxLength: 2 }),
    }),
    resource: fc.record({
      name: fc.constantFrom('Resource', 'Resource', 'NotResource'),
      of: fc.uniqueArray(resources, { minLength: 1, maxLength: 2 }),
    }),
    Condition: condition,
  })
  .map(({ Effect, action, resource, Condition }) => ({
    Effect,
    [action.name]: action.of,
    [resource.name]: resource.of,
    Condition,
  }));
/** The statements of one policy. */
export const statements = fc.array(statement, { minLength: 1, maxLength: 4 });
/** `Principal` elements, some of which name the player. */
export const principals = fc.constantFrom<unknown>(
  '*',
  { AWS: roleArn },
  { AWS: sessionArn },
  { AWS: account },
  { AWS: '999999999999' },
);
const grants = fc
  .array(fc.tuple(statement, principals), { minLength: 1, maxLength: 3 })
  .map((pairs) => pairs.map(([one, Principal]) => ({ ...one, Principal })));

/** A question that the statements may or may not speak of. */
export const question: fc.Arbitrary<AuthorizationQuestion> = fc.record({
  action: fc.constantFrom('s3:GetObject', 's3:PutObject', 'dynamodb:Query'),
  resource: fc.constantFrom('arn:aws:s3:::b/a', 'arn:aws:s3:::b/a/k', 'arn:aws:s3:::b/*/k', '*'),
  context: fc
    .record({
      'x:k': fc.option(value, { nil: undefined }),
      'x:l': fc.option(fc.array(value, { maxLength: 3 }), { nil: undefined }),
    })
    .map(requestContext),
});

/** A player with some of every type of policy. */
export const authority: fc.Arbitrary<Authority> = fc
  .record({
    identity: fc.array(statements, { minLength: 1, maxLength: 2 }),
    boundary: fc.option(statements, { nil: undefined, freq: 1 }),
    session: fc.option(fc.array(statements, { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 1 }),
    grants: fc.option(grants, { nil: undefined }),
    variable: fc.option(value, { nil: undefined }),
    account: fc.constantFrom(undefined, undefined, '999999999999'),
  })
  .map((parts) => ({
    principal: player,
    account: parts.account,
    context: requestContext({ 'x:v': parts.variable }),
    identityPolicies: parts.identity.map((some) => identityPolicy(...some)),
    permissionsBoundary: parts.boundary && identityPolicy(...parts.boundary),
    sessionPolicies: parts.session?.map((some) => identityPolicy(...some)),
    resourcePolicy: parts.grants && resourcePolicy(...parts.grants),
  }));
