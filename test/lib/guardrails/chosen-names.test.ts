import { chosenNames } from '../../../lib/guardrails/chosen-names';
import { findings } from './findings';

const oneFolder = (key: string) => ({ StringLike: { [key]: '?*' }, StringNotLike: { [key]: '*/*' } });

function problems(key: string, Condition: object, Action = 's3:GetObject'): string[] {
  const Statement = [
    { Sid: 'Files', Effect: 'Allow', Action, Resource: `arn:aws:s3:::files/x/\${${key}}/*`, Condition },
  ];
  return findings(chosenNames, {
    Role: { Type: 'AWS::IAM::Role', Properties: {} },
    Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement } } },
  }).map(({ problem }) => problem);
}

test.each(['aws:PrincipalTag/clan', 'graph.facebook.com:id', 'login.my-studio.com/players:sub'])(
  'a folder that is called %s passes only where the name is one folder’s',
  (key) => {
    expect(problems(key, oneFolder(key))).toEqual([]);
    expect(problems(key, { StringLike: { [key]: '?*' } })).toEqual([expect.stringContaining('may hold a slash')]);
    expect(problems(key, { StringNotLike: { [key]: '*/*' } })).toEqual([expect.stringContaining('may be empty')]);
    expect(problems(key, oneFolder('aws:PrincipalTag/other'))).toHaveLength(2);
  },
);

test('a listing is judged by the prefix in its condition', () => {
  const statement = (extra: object) =>
    findings(chosenNames, {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          Policies: [
            {
              PolicyDocument: {
                Statement: {
                  Effect: 'Allow',
                  Action: 's3:ListBucket',
                  Condition: { StringLike: { 's3:prefix': 'clans/${aws:PrincipalTag/clan}/*' }, ...extra },
                },
              },
            },
          ],
        },
      },
    });
  expect(statement({})).toHaveLength(2);
});

test('an identity ID is Cognito’s own and needs no condition, nor does a leading key, which is compared whole', () => {
  expect(problems('cognito-identity.amazonaws.com:sub', {})).toEqual([]);
  expect(problems('aws:PrincipalTag/clan', {}, 'dynamodb:GetItem')).toEqual([]);
});
