import type { AuthorizationQuestion } from '../types';

/**
 * What IAM is asked about a call of CloudFormation.
 *
 * Sources:
 * - the Service Authorization Reference, "Actions, resources, and condition keys for AWS CloudFormation" (**documented**): the resource
 *   type `stack` is `arn:<partition>:cloudformation:<region>:<account>:stack/<name>/<id>`; `DescribeStacks` supports it, `ListStacks`
 *   supports none; no condition key belongs to either, but for the tags of a stack
 * - the API reference of each operation
 * - refusals that people quote, named where they are used
 */

/** Where stacks stand. */
interface StackPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/**
 * The ARN that stands for stacks of a name.
 *
 * @param name of a stack, or `*`
 */
function stacksNamed(name: string, { partition, region, account }: StackPlace): string {
  return `arn:${partition}:cloudformation:${region}:${account}:stack/${name}/*`;
}

const ofTemplates = ['ResourceTypes', 'RoleArn', 'StackPolicyUrl', 'TemplateUrl'];
const ofTags = ['aws:RequestTag/*', 'aws:TagKeys'];
const own = (...keys: readonly string[]) => keys.map((key) => `cloudformation:${key}`);

/**
 * Actions of which the request's own members are keys (**documented**: the reference's table of actions). They are not filled here: which
 * of them AWS fills where the request leaves them out is not told.
 */
export const requestKeys: Readonly<Record<string, readonly string[]>> = {
  CreateChangeSet: [...own('ChangeSetName', 'ImportResourceTypes', ...ofTemplates), ...ofTags],
  ...Object.fromEntries(['CreateStack', 'UpdateStack'].map((action) => [action, [...own(...ofTemplates), ...ofTags]])),
  ...Object.fromEntries(
    ['DeleteStack', 'ContinueUpdateRollback', 'RollbackStack'].map((action) => [action, own('RoleArn')]),
  ),
  ...Object.fromEntries(
    ['DescribeChangeSet', 'ExecuteChangeSet', 'DeleteChangeSet'].map((action) => [action, own('ChangeSetName')]),
  ),
  ...Object.fromEntries(['GetTemplateSummary', 'ValidateTemplate'].map((action) => [action, own('TemplateUrl')])),
};

const unfilledOf = (action: string) => {
  const keys = requestKeys[action];
  return keys === undefined ? {} : { unfilled: keys.map((key) => key.toLowerCase()) };
};

/** The question about a stack that is there. **Observed**: its ID, also where the caller gave its name (serverless#8509, runs-on#27). */
export function stackQuestion(action: string, stackId: string): AuthorizationQuestion {
  return { action: `cloudformation:${action}`, resource: stackId, ...unfilledOf(action) };
}

/** The question about a template that is no stack's (**documented**: `ValidateTemplate` has no resource type, `GetTemplateSummary` may have one). */
export function templateQuestion(action: string): AuthorizationQuestion {
  return { action: `cloudformation:${action}`, resource: '*', ...unfilledOf(action) };
}

/**
 * The question about a stack that is not there. For a name it is about every stack of that name (**observed**: serverless#4845,
 * aws-cdk#7319); for an ARN about that ARN (**unconfirmed**). So whoever may describe one stack by its ID alone is refused, and not told
 * that it is missing, where its name leads to no stack.
 */
export function absentStackQuestion(action: string, nameOrId: string, place: StackPlace): AuthorizationQuestion {
  const resource = nameOrId.startsWith('arn:') ? nameOrId : stacksNamed(nameOrId, place);
  return { action: `cloudformation:${action}`, resource, ...unfilledOf(action) };
}

/**
 * The questions about `DescribeStacks` without a stack's name: both permissions are needed (**documented**: API reference, `StackName`).
 * The first is about `*`: the reference tells how to forbid this call alone, by a Deny on everything but the ARNs of stacks
 * (**documented**). AWS then names no resource in its refusal (**observed**: aws-dotnet-deploy#441); here `*` stands there. The second is
 * about every stack (**observed**: cloudstructs#215). Which of the two AWS asks first is **unconfirmed**.
 */
export function describeAllStacksQuestions(place: StackPlace): readonly AuthorizationQuestion[] {
  return [
    { action: 'cloudformation:DescribeStacks', resource: '*' },
    { action: 'cloudformation:ListStacks', resource: stacksNamed('*', place) },
  ];
}
