import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import type { HttpRequest } from '../../http/message';
import type { RestJsonOutput } from '../../protocols/rest-json';
import { pageOf } from '../../shared/page';
import { functionNotFound, invalidParameter, policyNotFound } from './errors';
import { codeFacts, type Described, functionDescription } from './function-description';
import { type FunctionNameParts, functionArn, qualifiedArn } from './function-name';
import type { LambdaFunctions } from './functions';

/** What a reading operation is asked with. */
export interface Reading {
  readonly functions: LambdaFunctions;
  readonly request: HttpRequest;
  /** Absent where the operation is about all functions. */
  readonly named?: FunctionNameParts;
}

type Read = (reading: Reading) => object;

/** What of Lambda's API is read from what is deployed. @see https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html */
export const readingOperations: Readonly<Record<string, Read>> = {
  ListFunctions({ functions, request }) {
    const all = request.query.get('FunctionVersion');
    if (all !== null && all !== 'ALL') throw invalidParameter(`Unsupported FunctionVersion ${all}`);
    const described = functions.arns().flatMap((arn) => {
      const versions = all === null ? ['$LATEST'] : functions.versionsOf(arn);
      return versions.map((version) => versionOf(functions, arn, version, all !== null));
    });
    return pageOfVersions(request, described, 'Functions');
  },

  ListVersionsByFunction(reading) {
    const { functions, request } = reading;
    const arn = existing(reading);
    const described = functions.versionsOf(arn).map((version) => versionOf(functions, arn, version, true));
    return pageOfVersions(request, described, 'Versions');
  },

  GetFunctionConfiguration: (reading) => functionDescription(asNamed(reading)),

  GetFunction(reading) {
    const described = asNamed(reading);
    const tags = reading.functions.tags(described.lambda.arn) ?? new Map();
    return {
      Configuration: functionDescription(described),
      // AWS answers a presigned address of the archive. Here no archive is kept: this is the directory that the function runs from.
      Code: { RepositoryType: 'S3', Location: pathToFileURL(described.lambda.codeDirectory).href },
      ...(tags.size === 0 ? {} : { Tags: Object.fromEntries(tags) }),
      ...concurrencyOf(described, 'Concurrency'),
    };
  },

  GetPolicy(reading) {
    const { functions, named } = reading;
    asNamed(reading);
    const Policy = named && functions.policies.textOf(qualifiedArn(named));
    if (Policy === undefined) throw policyNotFound();
    return { Policy, RevisionId: revisionOf(Policy) };
  },

  ListTags(reading) {
    // A version has none of its own: by which words it is refused is **unconfirmed**.
    if (reading.named?.qualifier !== undefined) {
      throw invalidParameter('Tags on function aliases and versions are not supported. Please specify a function ARN.');
    }
    return { Tags: Object.fromEntries(reading.functions.tags(existing(reading)) ?? []) };
  },

  GetFunctionConcurrency: (reading) => concurrencyOf(asNamed(reading)),

  ListAliases(reading) {
    existing(reading);
    return { Aliases: [] };
  },

  /** Documented: Lambda quotas, of an account that asked for no others. */
  GetAccountSettings({ functions }) {
    const all = functions.arns().map((arn) => versionOf(functions, arn, '$LATEST', false).lambda);
    const reserved = all.reduce((sum, { reservedConcurrency = 0 }) => sum + reservedConcurrency, 0);
    return {
      AccountLimit: {
        TotalCodeSize: 80_530_636_800,
        CodeSizeUnzipped: 262_144_000,
        CodeSizeZipped: 52_428_800,
        ConcurrentExecutions: 1000,
        UnreservedConcurrentExecutions: Math.max(0, 1000 - reserved),
      },
      AccountUsage: {
        TotalCodeSize: all.reduce((sum, lambda) => sum + codeFacts(lambda).CodeSize, 0),
        FunctionCount: all.length,
      },
    };
  },
};

/** A reading operation's answer. */
export function read(name: string, reading: Reading): RestJsonOutput {
  const operation = Object.hasOwn(readingOperations, name) ? readingOperations[name] : undefined;
  if (operation === undefined) throw new Error(`${name} reads nothing`);
  return { body: operation(reading) };
}

/** The version that the call names, `$LATEST` where it names none. @throws ServiceError where there is none */
function asNamed({ functions, named }: Reading): Described {
  if (named === undefined) throw functionNotFound('');
  const version = named.qualifier ?? '$LATEST';
  const lambda = functions.find(functionArn(named), version);
  if (lambda === undefined) throw functionNotFound(qualifiedArn(named));
  return { lambda, version, qualified: named.qualifier !== undefined };
}

/** The ARN of the function that the call names, whatever its qualifier. */
function existing({ functions, named }: Reading): string {
  const unqualified = named && functionArn(named);
  if (unqualified === undefined || functions.find(unqualified) === undefined) {
    throw functionNotFound(unqualified ?? '');
  }
  return unqualified;
}

function versionOf(functions: LambdaFunctions, arn: string, version: string, qualified: boolean): Described {
  const lambda = functions.find(arn, version);
  if (lambda === undefined) throw functionNotFound(`${arn}:${version}`);
  return { lambda, version, qualified };
}

function concurrencyOf({ lambda: { reservedConcurrency } }: Described, within?: string): object {
  if (reservedConcurrency === undefined) return {};
  const reserved = { ReservedConcurrentExecutions: reservedConcurrency };
  return within === undefined ? reserved : { [within]: reserved };
}

/** The most of a page, whatever more is asked for (documented). */
const largestPage = 50;

function pageOfVersions({ query }: HttpRequest, all: readonly Described[], member: string): object {
  const written = query.get('MaxItems');
  const size = written === null ? largestPage : Number(/^\d{1,5}$/.test(written) ? written : Number.NaN);
  if (!(size >= 1 && size <= 10_000)) throw invalidParameter('MaxItems must be between 1 and 10000');
  const token = query.get('Marker') || undefined;
  const idOf = ({ lambda, version }: Described) => `${lambda.arn}:${version}`;
  const page = pageOf(all, { idOf, size: Math.min(size, largestPage), token });
  if (page === undefined) throw invalidParameter('Invalid pagination token');
  return {
    [member]: page.items.map(functionDescription),
    ...(page.next === undefined ? {} : { NextMarker: page.next }),
  };
}

/** Another one for another policy. */
function revisionOf(policy: string): string {
  const hex = createHash('sha256').update(policy).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
