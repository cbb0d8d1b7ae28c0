import { hold, one, resource, role } from './small-templates';

const [read, write] = ['s3:GetObject', 's3:PutObject'];
const own = 'private/${cognito-identity.amazonaws.com:sub}/*';
const ownRecords = 'PLAYER#${cognito-identity.amazonaws.com:sub}';
const clans = 'clans/${aws:PrincipalTag/clan}/*';
const guests = { Description: 'Guests of star-harvest (prod)' };

/** A role that puts files, and under which conditions. */
const putting = (Condition: object) => ({
  ...role('Player', {}, guests),
  ...resource('Puts', 'AWS::IAM::Policy', {
    Roles: [{ Ref: 'Player' }],
    PolicyDocument: {
      Statement: [{ Effect: 'Allow', Action: write, Resource: 'arn:aws:s3:::files/private/*', Condition }],
    },
  }),
});
const inClasses = (...classes: string[]) => putting({ StringEqualsIfExists: { 's3:x-amz-storage-class': classes } });

/** A bucket whose policy refuses requests, each statement under a condition. */
const refusing = (...conditions: object[]) =>
  resource('Policy', 'AWS::S3::BucketPolicy', {
    PolicyDocument: { Statement: conditions.map((Condition) => ({ Effect: 'Deny', Action: 's3:*', Condition })) },
  });
const olderThan = (milliseconds: number) => refusing({ NumericGreaterThan: { 's3:signatureAge': milliseconds } });
const signedAs = (...types: string[]) => refusing({ StringEquals: { 's3:authType': types } });

/** A role that may call paths of an API. */
const calling = (...paths: string[]) => ({
  ...role('Player', {}, guests),
  ...resource('Calls', 'AWS::IAM::Policy', {
    Roles: [{ Ref: 'Player' }],
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: 'execute-api:Invoke',
          Resource: paths.map((path) => ({
            'Fn::Join': ['', ['arn:aws:execute-api:eu-west-1:1:', { Ref: 'Api' }, path]],
          })),
        },
      ],
    },
  }),
});

describe('calls of an API', () => {
  hold([
    [
      'a call that is allowed no longer',
      one(calling('/v1/POST/boards/weekly/scores', '/v1/DELETE/me'), calling('/v1/DELETE/me')),
      ['closed: no player reaches POST /boards/weekly/scores'],
      one(calling('/v1/DELETE/me'), calling('/v1/POST/boards/weekly/scores', '/v1/DELETE/me')),
    ],
  ]);
});

describe('what is signed ahead, and what puts ask for', () => {
  hold([
    [
      'a storage class that is allowed no longer',
      one(inClasses('STANDARD', 'GLACIER_IR'), inClasses('STANDARD')),
      ['closed: guests no longer put files in GLACIER_IR'],
      one(inClasses('STANDARD'), inClasses('STANDARD', 'GLACIER_IR')),
    ],
    [
      'storage classes that are named, where any was allowed',
      one(putting({}), inClasses('STANDARD')),
      ['closed: guests no longer put files in classes other than STANDARD'],
      one(inClasses('STANDARD'), putting({})),
    ],
    [
      'a shorter life of URLs',
      one(olderThan(3_600_000), olderThan(900_000)),
      ['closed: presigned URLs and upload forms are taken for 900 s after their signature, where 3600 s were'],
      one(olderThan(900_000), olderThan(3_600_000)),
    ],
    [
      'a first bound of their life',
      one(refusing(), olderThan(900_000)),
      ['closed: presigned URLs and upload forms are taken for 900 s after their signature, where none was too old'],
      // With another condition beside it, it is about some requests alone.
      one(
        refusing(),
        refusing({ NumericGreaterThan: { 's3:signatureAge': 900_000 }, StringLike: { 'aws:Referer': 'x' } }),
      ),
    ],
    [
      'URLs that are refused, while forms are taken',
      one(refusing(), signedAs('REST-QUERY-STRING')),
      ['closed: presigned URLs are refused'],
      one(signedAs('REST-QUERY-STRING'), refusing()),
    ],
    [
      'everything that is not signed in its header',
      one(olderThan(900_000), refusing({ StringNotEquals: { 's3:authType': 'REST-HEADER' } })),
      ['closed: presigned URLs and upload forms are refused'],
      one(signedAs('REST-QUERY-STRING', 'POST'), refusing({ StringNotEquals: { 's3:authType': 'REST-HEADER' } })),
    ],
  ]);
});

describe('what roles reach', () => {
  hold([
    [
      'a place that one role reaches no longer, and another still',
      one(
        {
          ...role('Guest', { [own]: read, [ownRecords]: 'dynamodb:Query' }, guests),
          ...role('Player', { [own]: read, [ownRecords]: 'dynamodb:Query' }),
        },
        { ...role('Guest', {}, guests), ...role('Player', { [own]: read, [ownRecords]: 'dynamodb:Query' }) },
      ),
      ['closed: guests no longer reach private/ and PLAYER#'],
      // A grant on more is a grant on this.
      one(role('Guest', { [own]: read }, guests), role('Guest', { 'private/*': 's3:*' }, guests)),
    ],
    [
      'a place that nobody reaches',
      one(role('Player', { [own]: read, [clans]: read }), role('Player', { [own]: read })),
      ['closed: no player reaches clans/'],
      one(role('Player', { [own]: read }), role('Player', { [own]: read, [clans]: read })),
    ],
    [
      'what is read still and written no longer',
      one(
        role('Player', { [own]: [read, write, 's3:DeleteObject'] }, guests),
        role('Player', { [own]: [read] }, guests),
      ),
      ['closed: guests no longer write and delete private/'],
      one(role('Player', { [own]: [read] }, guests), role('Player', { [own]: [write, read] }, guests)),
    ],
    [
      'a shorter session',
      one(role('Guest', {}, { ...guests, MaxSessionDuration: 7200 }), role('Guest', {}, guests)),
      ['closed: guests: sessions of more than 3600 s are refused, where 7200 s were taken'],
      one(role('Guest', {}, guests), role('Guest', {}, { ...guests, MaxSessionDuration: 7200 })),
    ],
    [
      'a role that is replaced',
      one(role('Guest', {}, { ...guests, Path: '/a/' }), role('Guest', {}, { ...guests, Path: '/b/' })),
      ["closed: apps can't take the role of guests by its ARN"],
      // A role of no player.
      one(resource('Smoke', 'AWS::IAM::Role', { Path: '/a/' }), resource('Smoke', 'AWS::IAM::Role', { Path: '/b/' })),
    ],
  ]);
});
