import type { DeploymentTarget } from '../../../assembly/types';
import { absentStackQuestion, stackQuestion } from '../../../policy/operations/cloudformation';
import type { AuthorizationQuestion } from '../../../policy/types';
import type { Call } from '../../http/operation';
import type { Session } from '../../sessions/session';
import { ServiceError } from '../../shared/service-error';
import { stackNotFound } from './errors';
import type { StacksOfAccount, StackView } from './stack-view';

/** What CloudFormation's operations work with. */
export interface CloudFormationDependencies {
  readonly stacks: StacksOfAccount;
  /** Where the stacks stand. */
  readonly place: DeploymentTarget;
  /** The object that a template's address names, and its text. */
  readonly templates: TemplateObjects;
}

/** Templates that lie in buckets. */
export interface TemplateObjects {
  /** What reading the object of `TemplateURL` asks. @throws ServiceError for an address that is none of S3's */
  questionOf(url: string): Pick<AuthorizationQuestion, 'action' | 'resource'>;
  /** @throws ServiceError where there is none, or it is too large */
  textOf(url: string): string;
}

/**
 * Who asks for an operation on a stack: never the account itself, which is who acts where nobody is named.
 *
 * @throws Error for an unsigned call, which no operation that changes a stack takes
 */
export function callerOf({ session }: Pick<Call, 'session'>): { readonly session: Session } {
  if (session === undefined) throw new Error('an unsigned call can not change a stack');
  return { session };
}

/** The question about a stack, there or not. */
export function questionAbout(
  action: string,
  nameOrId: string,
  { stacks, place }: CloudFormationDependencies,
): AuthorizationQuestion {
  const stack = stacks.view(nameOrId);
  return stack === undefined ? absentStackQuestion(action, nameOrId, place) : stackQuestion(action, stack.id);
}

/** @throws ServiceError where there is no such stack */
export function theStack(stacks: StacksOfAccount, nameOrId: string): StackView {
  const stack = stacks.view(nameOrId);
  if (stack === undefined) throw stackNotFound(nameOrId);
  return stack;
}

/** A parameter that must be there. @throws ServiceError */
export function required(parameters: ReadonlyMap<string, string>, name: string): string {
  const value = parameters.get(name);
  if (value !== undefined && value !== '') return value;
  const field = name.charAt(0).toLowerCase() + name.slice(1);
  throw new ServiceError(
    'ValidationError',
    `1 validation error detected: Value null at '${field}' failed to satisfy constraint: Member must not be null`,
  );
}

/** A Boolean. @throws ServiceError for what is none */
export function flag(parameters: ReadonlyMap<string, string>, name: string): boolean | undefined {
  const value = parameters.get(name)?.toLowerCase();
  if (value === undefined) return undefined;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new ServiceError('ValidationError', `${name} must be true or false`);
}

/** One of a few words. @throws ServiceError for any other */
export function oneOf<Word extends string>(
  parameters: ReadonlyMap<string, string>,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const value = parameters.get(name);
  if (value === undefined || value === '') return undefined;
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  const field = name.charAt(0).toLowerCase() + name.slice(1);
  throw new ServiceError(
    'ValidationError',
    `1 validation error detected: Value '${value.slice(0, 64)}' at '${field}' failed to satisfy constraint: Member must satisfy enum value set: [${words.join(', ')}]`,
  );
}

/** A list of strings: `Capabilities.member.1` … */
export function strings(parameters: ReadonlyMap<string, string>, list: string): readonly string[] {
  return structures(parameters, list).map((fields) => fields.get('') ?? '');
}

/** A list of structures, `Tags.member.1.Key` …, by number, or a map's entries; a plain string is the field without a name. */
export function structures(
  parameters: ReadonlyMap<string, string>,
  list: string,
  member: 'member' | 'entry' = 'member',
): readonly ReadonlyMap<string, string>[] {
  const members = new Map<number, Map<string, string>>();
  for (const [name, value] of parameters) {
    const [, index, field = ''] = new RegExp(`^${list}\\.${member}\\.([1-9]\\d{0,3})(?:\\.(.+))?$`).exec(name) ?? [];
    if (index === undefined) continue;
    const fields = members.get(Number(index)) ?? new Map<string, string>();
    members.set(Number(index), fields.set(field, value));
  }
  return [...members].sort(([one], [other]) => one - other).map(([, fields]) => fields);
}

/** A moment as CloudFormation writes it. */
export const timestamp = (milliseconds: number) => new Date(milliseconds).toISOString();

/** A member that is there where its value is. */
export const optional = (name: string, value: string | number | boolean | undefined) =>
  value === undefined ? {} : { [name]: value };
