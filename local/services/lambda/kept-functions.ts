import type { Bodies, BodyReference, PersistedCollection } from '../../state/persisted';
import type { CodeDirectories, CodeSource } from './code/code-directories';
import type { DeployedFunction, DesiredFunction, LambdaFunction, Version } from './lambda-function';

/** What a function's code is made of again: an archive, a text, or a directory of an assembly, which may be gone by then. */
type KeptCode =
  | { readonly kind: 'archive'; readonly body: BodyReference }
  | Extract<CodeSource, { readonly kind: 'inline' }>
  | { readonly kind: 'directory'; readonly path: string };

interface KeptVersion {
  readonly number: string;
  readonly lambda: Omit<LambdaFunction, 'codeDirectory'>;
  readonly code: KeptCode;
  readonly versioned: string;
}

/** A function as it is kept; of one that was deleted, the last number that it gave to a version. */
interface KeptFunction {
  readonly lastNumber?: number;
  readonly desired?: Omit<DesiredFunction, 'configuration' | 'tags'> & {
    readonly configuration: Omit<DesiredFunction['configuration'], 'codeDirectory'>;
    readonly code: KeptCode;
    readonly tags: readonly (readonly [string, string])[];
  };
  readonly versions: readonly KeptVersion[];
}

/** What the collection is made of. */
export interface FunctionRegistry {
  /** By ARN. */
  readonly functions: Map<string, DeployedFunction>;
  readonly lastNumbers: Map<string, number>;
  readonly code: CodeDirectories;
  readonly bodies: Bodies;
}

export const functionsName = 'functions';

/** The functions of an account with their versions, by ARN. */
export function functionCollection(registry: FunctionRegistry): PersistedCollection<KeptFunction> {
  const { functions, lastNumbers, code } = registry;
  return {
    name: functionsName,
    version: 1,
    keys: () => new Set([...lastNumbers.keys(), ...functions.keys()]),
    read(arn) {
      const lastNumber = lastNumbers.get(arn);
      const found = functions.get(arn);
      if (found === undefined && lastNumber === undefined) return undefined;
      return {
        ...(lastNumber === undefined ? {} : { lastNumber }),
        ...(found === undefined ? {} : { desired: keptDesired(found.desired, code) }),
        versions: [...(found?.versions ?? [])].map(([number, version]) => keptVersion(number, version, code)),
      };
    },
    restore(arn, { lastNumber, desired, versions }) {
      if (lastNumber !== undefined) lastNumbers.set(arn, lastNumber);
      if (desired === undefined) return;
      const { code: own, configuration, tags, ...more } = desired;
      const codeDirectory = directoryOf(own, registry);
      functions.set(arn, {
        desired: { ...more, configuration: { ...configuration, codeDirectory }, tags: new Map(tags) },
        versions: new Map(versions.map((kept) => [kept.number, restoredVersion(kept, registry)])),
      });
    },
    *blobsOf({ desired, versions }) {
      for (const { code } of [...versions, ...(desired === undefined ? [] : [desired])]) {
        if (code.kind === 'archive') yield code.body.hash;
      }
    },
  };
}

function keptDesired({ configuration, tags, ...more }: DesiredFunction, code: CodeDirectories) {
  const { codeDirectory, ...rest } = configuration;
  return { ...more, configuration: rest, code: keptCode(codeDirectory, code), tags: [...tags] };
}

function keptVersion(number: string, { lambda, versioned }: Version, code: CodeDirectories): KeptVersion {
  const { codeDirectory, ...rest } = lambda;
  return { number, lambda: rest, code: keptCode(codeDirectory, code), versioned };
}

function keptCode(directory: string, code: CodeDirectories): KeptCode {
  const source = code.sourceOf(directory);
  if (source === undefined) return { kind: 'directory', path: directory };
  if (source.kind === 'inline') return source;
  const { hash, size } = source.body;
  return { kind: 'archive', body: { hash, size } };
}

function restoredVersion({ lambda, code, versioned }: KeptVersion, registry: FunctionRegistry): Version {
  return { lambda: { ...lambda, codeDirectory: directoryOf(code, registry) }, versioned };
}

function directoryOf(kept: KeptCode, { code, bodies }: FunctionRegistry): string {
  if (kept.kind === 'directory') return kept.path;
  return kept.kind === 'inline' ? code.inline(kept.fileName, kept.text) : code.unpacked(bodies.find(kept.body).read());
}
