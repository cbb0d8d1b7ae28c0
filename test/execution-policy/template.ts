import type { AllowStatement, PolicyDocument } from './policy';

/** What IAM takes for a managed policy, without white space (**documented**: IAM and STS quotas). */
export const longestPolicy = 6144;

/** What lets people in: statements of these services alone. */
const isAccess = ({ Action }: AllowStatement) =>
  Action.every((action) => /^(iam|cognito-identity|cognito-idp):/.test(action));

/** A policy for what lets people in, and one for all else: together they are too long for one where a game has a long name. */
const parts = { access: isAccess, data: (statement: AllowStatement) => !isAccess(statement) } as const;

/** A managed policy, as a template makes it. */
interface ManagedPolicy {
  readonly Type: 'AWS::IAM::ManagedPolicy';
  readonly Properties: { readonly ManagedPolicyName: string; readonly PolicyDocument: PolicyDocument };
}

/** A template of managed policies, and what `cdk bootstrap` is handed. */
export interface PoliciesTemplate {
  readonly Resources: Readonly<Record<string, ManagedPolicy>>;
  readonly Outputs: object;
}

/** A CloudFormation template of the policies that a document is too long for one of. */
export function templateOf(document: PolicyDocument): PoliciesTemplate {
  const policy = (part: keyof typeof parts): ManagedPolicy => {
    const PolicyDocument = { ...document, Statement: document.Statement.filter(parts[part]) };
    return {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { ManagedPolicyName: `game-deployment-${part}`, PolicyDocument },
    };
  };
  return {
    Resources: { Access: policy('access'), Data: policy('data') },
    Outputs: {
      ExecutionPolicies: {
        Description: 'For cdk bootstrap --cloudformation-execution-policies',
        Value: { 'Fn::Join': [',', [{ Ref: 'Access' }, { Ref: 'Data' }]] },
      },
    },
  };
}

/** The template's text, as its file holds it. */
export const textOf = (document: PolicyDocument) => `${JSON.stringify(templateOf(document), null, 2)}\n`;
