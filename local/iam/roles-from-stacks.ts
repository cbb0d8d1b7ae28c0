import { AssemblyError } from '../../assembly/assembly-error';
import type { DeployedResource, DeployedStack } from '../../assembly/types';
import { type CompiledPolicy, compilePolicy } from '../../policy/compile';
import type { ManagedPolicies } from './managed-policies';
import { managedPolicyProperties, policyProperties, roleProperties } from './properties';
import { type Role, RoleDirectory } from './role';
import { uniqueId } from './unique-id';

/** A policy that another resource attaches to roles by their names. */
interface Attachment {
  readonly account: string;
  readonly place: string;
  readonly roleNames: readonly string[];
  readonly policy: CompiledPolicy;
}

/**
 * The roles of the templates with every policy that counts: inline, managed, and attached by `AWS::IAM::Policy` and
 * `AWS::IAM::ManagedPolicy`. Compiled once, here.
 *
 * @throws AssemblyError that names the place of a property that is not understood, of a policy that is not known and of
 *   an attachment to a role that no template has; PolicyError for a policy document that is not understood
 */
export function rolesFromStacks(stacks: readonly DeployedStack[], managed: ManagedPolicies): RoleDirectory {
  const attachments = stacks.flatMap((stack) => attachmentsOf(stack, managed));
  const roles = stacks.flatMap((stack) =>
    stack.resources
      .filter(({ type }) => type === 'AWS::IAM::Role')
      .map((resource) => roleOf(stack, resource, managed, attachments)),
  );
  refuseStrayAttachments(roles, attachments);
  return new RoleDirectory(roles);
}

function roleOf(
  stack: DeployedStack,
  resource: DeployedResource,
  managed: ManagedPolicies,
  attachments: readonly Attachment[],
): Role {
  const properties = roleProperties(resource);
  const name = resource.ref;
  const arn = attribute(resource, 'Arn');
  const { PermissionsBoundary } = properties;
  return {
    arn,
    name,
    roleId: resource.attributes.RoleId ?? uniqueId('AROA', arn),
    account: stack.account,
    partition: stack.partition,
    trustPolicy: compilePolicy(
      properties.AssumeRolePolicyDocument,
      `${resource.place}: AssumeRolePolicyDocument`,
      'trust',
    ),
    identityPolicies: [
      ...properties.Policies.map(({ PolicyName, PolicyDocument }) =>
        compilePolicy(PolicyDocument, `${resource.place}: Policies ${PolicyName}`, 'identity'),
      ),
      ...properties.ManagedPolicyArns.map((policyArn) => knownPolicy(managed, policyArn, resource)),
      ...attachments
        .filter(({ account, roleNames }) => account === stack.account && roleNames.includes(name))
        .map(({ policy }) => policy),
    ],
    ...(PermissionsBoundary === undefined
      ? {}
      : { permissionsBoundary: knownPolicy(managed, PermissionsBoundary, resource) }),
    maxSessionSeconds: properties.MaxSessionDuration,
    tags: new Map(properties.Tags.map(({ Key, Value }) => [Key, Value])),
  };
}

function attachmentsOf(stack: DeployedStack, managed: ManagedPolicies): readonly Attachment[] {
  const attachments: Attachment[] = [];
  for (const resource of stack.resources) {
    const common = { account: stack.account, place: resource.place };
    if (resource.type === 'AWS::IAM::Policy') {
      const { PolicyDocument, Roles } = policyProperties(resource);
      const policy = compilePolicy(PolicyDocument, `${resource.place}: PolicyDocument`, 'identity');
      attachments.push({ ...common, roleNames: Roles, policy });
    }
    if (resource.type === 'AWS::IAM::ManagedPolicy') {
      const { Roles } = managedPolicyProperties(resource);
      attachments.push({ ...common, roleNames: Roles, policy: knownPolicy(managed, resource.ref, resource) });
    }
  }
  return attachments;
}

function refuseStrayAttachments(roles: readonly Role[], attachments: readonly Attachment[]): void {
  const names = new Set(roles.map(({ account, name }) => `${account} ${name}`));
  for (const { account, place, roleNames } of attachments) {
    const stray = roleNames.find((name) => !names.has(`${account} ${name}`));
    if (stray !== undefined)
      throw new AssemblyError(place, `attaches a policy to the role ${stray}, which no template has`);
  }
}

function knownPolicy(managed: ManagedPolicies, arn: string, resource: DeployedResource): CompiledPolicy {
  const policy = managed.find(arn);
  if (policy === undefined)
    throw new AssemblyError(
      resource.place,
      `refers to the managed policy ${arn}, which is not known here: --existing can name it, with its document`,
    );
  return policy;
}

function attribute(resource: DeployedResource, name: string): string {
  const value = resource.attributes[name];
  if (value === undefined) throw new AssemblyError(resource.place, `has no attribute ${name}`);
  return value;
}
