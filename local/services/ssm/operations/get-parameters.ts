import { z } from 'zod';
import type { Operation } from '../../../http/operation';
import { jsonInput } from '../../../protocols/aws-json';
import { invalid, parameterNotFound, versionNotFound } from '../errors';
import type { Parameter, Parameters, ParameterVersion } from '../parameters';
import { parameterQuestion } from '../questions';

const name = z.string().min(1).max(2048);
const one = z.object({ Name: name, WithDecryption: z.boolean().optional() });
const several = z.object({ Names: z.array(name).min(1).max(10), WithDecryption: z.boolean().optional() });

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html documented */
export function getParameter(parameters: Parameters): Operation<z.output<typeof one>, object> {
  return {
    name: 'GetParameter',
    signature: 'required',
    parse: (request) => jsonInput(request, one, invalid),
    authorize: ({ Name }) => [parameterQuestion('GetParameter', selected(Name).name, parameters)],
    run: ({ Name }) => {
      const { name: wanted, selector } = selected(Name);
      const parameter = parameters.find(wanted);
      if (parameter === undefined) throw parameterNotFound(Name);
      const version = versionOf(parameter, selector);
      if (version === undefined) throw versionNotFound(Name);
      return { Parameter: parameterAnswer(parameter, version, selector) };
    },
  };
}

/**
 * Those that are not there are named, and no error (documented).
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
 */
export function getParameters(parameters: Parameters): Operation<z.output<typeof several>, object> {
  return {
    name: 'GetParameters',
    signature: 'required',
    parse: (request) => jsonInput(request, several, invalid),
    authorize: ({ Names }) =>
      Names.map((wanted) => parameterQuestion('GetParameters', selected(wanted).name, parameters)),
    run: ({ Names }) => {
      const answers = Names.map((wanted) => {
        const { name: base, selector } = selected(wanted);
        const parameter = parameters.find(base);
        const version = parameter && versionOf(parameter, selector);
        return { wanted, found: parameter && version && parameterAnswer(parameter, version, selector) };
      });
      return {
        Parameters: answers.flatMap(({ found }) => found ?? []),
        InvalidParameters: answers.filter(({ found }) => found === undefined).map(({ wanted }) => wanted),
      };
    },
  };
}

/** `name:3`; an ARN has colons of its own. */
function selected(text: string): { readonly name: string; readonly selector?: string } {
  const [, base = text, selector] = /^((?:arn:[^:]*:[^:]*:[^:]*:[^:]*:)?[^:]+):([^:]+)$/.exec(text) ?? [];
  return selector === undefined ? { name: text } : { name: base, selector };
}

/** By number alone: there are no labels here. */
function versionOf({ versions }: Parameter, selector: string | undefined): ParameterVersion | undefined {
  return selector === undefined ? versions.at(-1) : versions.find(({ version }) => String(version) === selector);
}

/** A parameter as the answers have it. */
export function parameterAnswer({ name: Name, arn }: Parameter, version: ParameterVersion, selector?: string): object {
  return {
    Name,
    Type: version.type,
    Value: version.value,
    Version: version.version,
    ...(selector === undefined ? {} : { Selector: `:${selector}` }),
    LastModifiedDate: version.modifiedAt / 1000,
    ARN: arn,
    DataType: 'text',
  };
}
