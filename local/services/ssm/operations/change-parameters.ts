import { z } from 'zod';
import type { Operation } from '../../../http/operation';
import { jsonInput } from '../../../protocols/aws-json';
import type { Clock } from '../../../shared/clock';
import { ServiceError } from '../../../shared/service-error';
import { invalid, parameterNotFound, parameterTaken } from '../errors';
import type { Parameters } from '../parameters';
import { parameterQuestion } from '../questions';
import { nameProblem, valueProblem } from '../rules';

const putInput = z.object({
  Name: z.string().min(1).max(2048),
  Value: z.string(),
  Type: z.enum(['String', 'StringList', 'SecureString']).optional(),
  Description: z.string().max(1024).optional(),
  AllowedPattern: z.string().max(1024).optional(),
  Overwrite: z.boolean().default(false),
  Tier: z.enum(['Standard', 'Advanced', 'Intelligent-Tiering']).default('Standard'),
  DataType: z.literal('text', 'only text is supported here').optional(),
  Policies: z.literal('', 'parameter policies are not supported here').optional(),
  Tags: z
    .array(z.object({ Key: z.string().min(1).max(128), Value: z.string().max(256) }))
    .max(50)
    .optional(),
});
const deleteInput = z.object({ Name: z.string().min(1).max(2048) });

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html documented */
export function putParameter(parameters: Parameters, clock: Clock): Operation<z.output<typeof putInput>, object> {
  return {
    name: 'PutParameter',
    signature: 'required',
    parse: (request) => jsonInput(request, putInput, invalid),
    authorize: ({ Name, Overwrite, Tags = [] }) => [
      parameterQuestion('PutParameter', Name, parameters, {
        'ssm:Overwrite': String(Overwrite),
        ...Object.fromEntries(Tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
        ...(Tags.length === 0 ? {} : { 'aws:TagKeys': Tags.map(({ Key }) => Key) }),
      }),
      // Documented: a request with tags needs this as well.
      ...(Tags.length === 0 ? [] : [parameterQuestion('AddTagsToResource', Name, parameters)]),
    ],
    run: ({ Name, Value, Type, Description, AllowedPattern, Overwrite, Tier, Tags }) => {
      const before = parameters.find(Name);
      const type = Type ?? before?.versions.at(-1)?.type;
      if (type === 'SecureString')
        throw new ServiceError('NotImplemented', 'There is no KMS here: no SecureString.', 501);
      if (type === undefined) throw invalid('A parameter type is required when you create a parameter.');
      if (before !== undefined && !Overwrite) throw new ServiceError('ParameterAlreadyExists', parameterTaken);
      if (Overwrite && Tags !== undefined) throw invalid('Tags and overwrite can not be used together.');
      const settings = {
        type,
        value: Value,
        tier: Tier,
        ...(Description === undefined ? {} : { description: Description }),
        ...(AllowedPattern === undefined ? {} : { allowedPattern: AllowedPattern }),
      };
      const problem = nameProblem(Name) ?? valueProblem(settings);
      if (problem !== undefined) throw invalid(problem);
      const tags = Tags && new Map(Tags.map(({ Key, Value: value }) => [Key, value]));
      const { version } = parameters.put(Name, settings, clock.now(), tags);
      return { Version: version, Tier };
    },
  };
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html documented */
export function deleteParameter(parameters: Parameters): Operation<z.output<typeof deleteInput>, object> {
  return {
    name: 'DeleteParameter',
    signature: 'required',
    parse: (request) => jsonInput(request, deleteInput, invalid),
    authorize: ({ Name }) => [parameterQuestion('DeleteParameter', Name, parameters)],
    run: ({ Name }) => {
      if (!parameters.delete(Name)) throw parameterNotFound(Name);
      return {};
    },
  };
}
