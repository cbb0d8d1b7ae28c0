import { own } from '../../assembly/own-member';
import type { StackRequest } from '../services/cloudformation/stack-view';
import { ServiceError } from '../shared/service-error';
import type { Desired, StackRecord } from './stack-record';
import { templateOf } from './template-view';

/**
 * What a stack is to be, as a caller asks for it.
 *
 * @throws ServiceError `ValidationError`, in CloudFormation's words where they are known
 */
export function desiredBy(request: StackRequest, stack: Pick<StackRecord, 'name' | 'desired' | 'roleArn'>): Desired {
  const { desired: before } = stack;
  const text = request.template ?? before?.text;
  if (text === undefined) throw invalid('Either Template URL or Template Body must be specified.');
  const template = templateOf(text);
  return {
    template,
    text,
    parameters: parametersOf(request, before, template.Parameters),
    tags: request.tags ?? before?.tags ?? new Map(),
    capabilities: request.capabilities,
    roleArn: request.roleArn ?? stack.roleArn,
    constructPaths: new Map(),
    assets: request.assets ?? (request.template === undefined ? (before?.assets ?? new Map()) : new Map()),
  };
}

function parametersOf(
  { parameters }: StackRequest,
  before: Desired | undefined,
  declared: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, given] of parameters) {
    const value = given ?? before?.parameters.get(name);
    if (value !== undefined) values.set(name, value);
    // What is deployed has the default, and so has what will be.
    else if (own(declared, name) === undefined) throw invalid(`Parameters: [${name}] do not exist in the template`);
  }
  return values;
}

const invalid = (message: string) => new ServiceError('ValidationError', message);
