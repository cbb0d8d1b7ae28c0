import { own } from '../../assembly/own-member';
import type { Template } from '../../assembly/template';

/**
 * Types that make or change identities and permissions, which asks for the caller's word, and the property that names such a resource,
 * which asks for a stronger one (**documented**: `CreateStack`, `Capabilities`).
 */
const iamTypes: Readonly<Record<string, string | undefined>> = {
  'AWS::IAM::AccessKey': undefined,
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': undefined,
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::UserToGroupAddition': undefined,
};

/** What a caller has to say so that a template is taken. */
export interface NeededCapability {
  readonly name: 'CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM';
  /** The types of resources because of which it is needed. */
  readonly because: readonly string[];
}

/** @returns undefined for a template that touches no permissions */
export function neededCapability({ Resources }: Pick<Template, 'Resources'>): NeededCapability | undefined {
  const touching = Object.values(Resources).filter(({ Type }) => Object.hasOwn(iamTypes, Type));
  if (touching.length === 0) return undefined;
  const named = touching.filter(({ Type, Properties }) => own(Properties, iamTypes[Type] ?? '') !== undefined);
  const because = (resources: typeof touching) => [...new Set(resources.map(({ Type }) => Type))];
  if (named.length > 0) return { name: 'CAPABILITY_NAMED_IAM', because: because(named) };
  return { name: 'CAPABILITY_IAM', because: because(touching) };
}
