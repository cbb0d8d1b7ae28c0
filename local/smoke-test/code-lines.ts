import { relative } from 'node:path';
import { readManifest } from '../../assembly/manifest';
import { type SourceLines, sourceLines } from '../../assembly/source-lines';
import type { DeployedResource } from '../../assembly/types';
import type { DeployedAssembly } from '../account/deployed-assembly';
import type { WrittenAt } from './report/causes';

/** How many calls of a stack say enough: the statement, who asked for it, and for which role. */
const mostLines = 4;

/** Finds where in templates and code a resource, or a statement of its policy, is written. */
export type FindWritten = (resource: DeployedResource, sid?: string) => WrittenAt;

/** The same for what was deployed from assemblies. They are read when something is first asked for. */
export function writtenIn(assemblies: readonly DeployedAssembly[], root = process.cwd()): FindWritten {
  let known: ReadonlyMap<string, SourceLines> | undefined;
  return (resource, sid) => {
    known ??= linesByStack(assemblies);
    const { stackName, logicalId, place } = resource;
    const lines = known.get(stackName)?.ofStatement(logicalId, sid) ?? [];
    const constructPath = /\(([^()]+)\)$/.exec(place)?.[1];
    return {
      what: `${sid === undefined ? '' : `'${sid}' of `}${constructPath ?? place}`,
      ...(sid === undefined ? {} : { sid }),
      ...(constructPath === undefined ? {} : { constructPath }),
      lines: lines.slice(0, mostLines).map(({ file, line }) => `${relative(root, file)}:${line}`),
    };
  };
}

function linesByStack(assemblies: readonly DeployedAssembly[]): ReadonlyMap<string, SourceLines> {
  return new Map(
    assemblies.flatMap(({ directory }) =>
      readManifest(directory).map((stack) => [stack.stackName, sourceLines(stack)] as const),
    ),
  );
}
