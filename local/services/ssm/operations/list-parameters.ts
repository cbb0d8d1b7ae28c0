import { z } from 'zod';
import type { Operation } from '../../../http/operation';
import { jsonInput } from '../../../protocols/aws-json';
import { ServiceError } from '../../../shared/service-error';
import { invalid } from '../errors';
import type { Parameter, Parameters, ParameterVersion } from '../parameters';
import { parameterQuestion } from '../questions';
import { parameterAnswer } from './get-parameters';

const noFilters = z.array(z.unknown()).max(0, 'filters are not supported here').optional();
const page = (most: number) => ({
  MaxResults: z.int().min(1).max(most).default(most),
  NextToken: z.string().optional(),
});
const byPath = z.object({
  Path: z.string().max(2048).regex(/^\//, 'begins with a slash'),
  Recursive: z.boolean().default(false),
  ParameterFilters: noFilters,
  WithDecryption: z.boolean().optional(),
  ...page(10),
});
const all = z.object({
  Filters: noFilters,
  ParameterFilters: noFilters,
  Shared: z.literal(false, 'nothing is shared here').optional(),
  ...page(50),
});

/**
 * Whoever may read a path may read all below it, whatever is denied there (documented).
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html
 */
export function getParametersByPath(parameters: Parameters): Operation<z.output<typeof byPath>, object> {
  return {
    name: 'GetParametersByPath',
    signature: 'required',
    parse: (request) => jsonInput(request, byPath, invalid),
    // The path as it is sent, a slash at its end included (observed: terraform-aws-control_tower_account_factory#174).
    authorize: ({ Path, Recursive }) => [
      parameterQuestion('GetParametersByPath', Path, parameters, { 'ssm:Recursive': String(Recursive) }),
    ],
    run: ({ Path, Recursive, ...wanted }) => {
      const start = Path.endsWith('/') ? Path : `${Path}/`;
      const below = parameters
        .all()
        .filter(({ name }) => name.startsWith(start) && (Recursive || !name.slice(start.length).includes('/')));
      return paged(below, wanted, 'Parameters', parameterAnswer);
    },
  };
}

/**
 * What is known of parameters but their values. Asked of all of the account (**unconfirmed**: the form of the resource).
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html
 */
export function describeParameters(parameters: Parameters): Operation<z.output<typeof all>, object> {
  return {
    name: 'DescribeParameters',
    signature: 'required',
    parse: (request) => jsonInput(request, all, invalid),
    authorize: () => [{ action: 'ssm:DescribeParameters', resource: parameters.arn('*') }],
    run: (wanted) =>
      paged(parameters.all(), wanted, 'Parameters', ({ name, arn }, version) => ({
        Name: name,
        ARN: arn,
        Type: version.type,
        Description: version.description,
        AllowedPattern: version.allowedPattern,
        Tier: version.tier,
        Version: version.version,
        LastModifiedDate: version.modifiedAt / 1000,
        Policies: [],
        DataType: 'text',
      })),
  };
}

/** A page; its token is the last name on it, which nobody should rely on. */
function paged(
  found: readonly Parameter[],
  { MaxResults, NextToken }: { readonly MaxResults: number; readonly NextToken?: string | undefined },
  member: string,
  answer: (parameter: Parameter, version: ParameterVersion) => object,
): object {
  const after = NextToken === undefined ? '' : Buffer.from(NextToken, 'base64url').toString('utf8');
  if (NextToken !== undefined && after === '')
    throw new ServiceError('InvalidNextToken', 'The specified token is not valid.');
  const rest = found.filter(({ name }) => name > after);
  const shown = rest.slice(0, MaxResults);
  const last = shown.at(-1);
  return {
    [member]: shown.flatMap((parameter) => {
      const version = parameter.versions.at(-1);
      return version === undefined ? [] : [answer(parameter, version)];
    }),
    ...(last === undefined || shown.length === rest.length
      ? {}
      : { NextToken: Buffer.from(last.name).toString('base64url') }),
  };
}
