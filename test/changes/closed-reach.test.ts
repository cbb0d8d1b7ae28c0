import { hold, one, resource, role } from './small-templates';

const [read, write] = ['s3:GetObject', 's3:PutObject'];
const own = 'private/${cognito-identity.amazonaws.com:sub}/*';
const ownRecords = 'PLAYER#${cognito-identity.amazonaws.com:sub}';
const clans = 'clans/${aws:PrincipalTag/clan}/*';
const guests = { Description: 'Guests of star-harvest (prod)' };

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
