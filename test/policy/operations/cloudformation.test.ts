import { compilePolicy } from '../../../policy/compile';
import { decide } from '../../../policy/decide';
import {
  absentStackQuestion,
  describeAllStacksQuestions,
  stackQuestion,
} from '../../../policy/operations/cloudformation';

const place = { partition: 'aws-cn', region: 'cn-north-1', account: '111122223333' };
const stacks = 'arn:aws-cn:cloudformation:cn-north-1:111122223333:stack';
const id = `${stacks}/game/00000000-0000-4000-8000-000000000001`;

describe('questions about CloudFormation', () => {
  test('a stack that is there is asked about by its ID, one that is not by its name or by the ARN given', () => {
    expect(stackQuestion('DescribeStacks', id)).toEqual({ action: 'cloudformation:DescribeStacks', resource: id });
    expect(absentStackQuestion('DescribeStacks', 'game', place).resource).toBe(`${stacks}/game/*`);
    const elsewhere = id.replace('111122223333', '999999999999');
    expect(absentStackQuestion('DescribeStacks', elsewhere, place).resource).toBe(elsewhere);
  });

  test('the reference’s own Deny forbids to describe all stacks, and no single one', () => {
    const policy = compilePolicy(
      {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'cloudformation:*', Resource: '*' },
          {
            Effect: 'Deny',
            Action: 'cloudformation:DescribeStacks',
            NotResource: 'arn:aws-cn:cloudformation:*:*:stack/*/*',
          },
        ],
      },
      'API reference of DescribeStacks',
      'identity',
    );
    const role = { roleArn: 'arn:aws-cn:iam::111122223333:role/a', sessionArn: 'a', roleId: 'AROAEXAMPLE' };
    const caller = {
      principal: { kind: 'assumed-role', account: place.account, ...role } as const,
      account: place.account,
      context: new Map(),
      identityPolicies: [policy],
    };
    const allowed = [...describeAllStacksQuestions(place), stackQuestion('DescribeStacks', id)].map(
      (question) => decide(question, caller).allowed,
    );
    expect(allowed).toEqual([false, true, true]);
  });
});
