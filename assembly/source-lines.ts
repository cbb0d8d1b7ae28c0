import { statementMetadata } from '../policy/statement-metadata';
import { constructMetadata, notesIn } from './construct-metadata';
import { pathsIn } from './construct-paths';
import type { StackArtifact } from './manifest';

/** A line of the app's code. */
export interface SourceLine {
  /** As the app was run: an absolute path. */
  readonly file: string;
  readonly line: number;
}

/** Which lines of the app's code are behind a stack's resources. */
export interface SourceLines {
  /** @returns the lines that made a resource, the innermost first; none where the assembly does not say */
  ofResource(logicalId: string): readonly SourceLine[];
  /** @returns the lines that added a statement to a resource's policy, or to its role's; without them those that made the resource */
  ofStatement(logicalId: string, sid: string | undefined): readonly SourceLine[];
}

/** @see https://docs.aws.amazon.com/cdk/v2/guide/deploy.html#deploy-how-synth-app (the cloud assembly) */
export function sourceLines(stack: StackArtifact): SourceLines {
  const metadata = constructMetadata(stack);
  const paths = pathsIn(metadata);
  const at = (path: string) => notesIn(metadata, `/${path}`);

  const ofResource = (logicalId: string) => {
    // **Observed** in assemblies of aws-cdk-lib 2.276: unless stack traces are turned off, each resource has one.
    const made = at(paths.get(logicalId) ?? '').find(({ type }) => type === 'aws:cdk:creationStack');
    return linesOf(made?.data);
  };
  return {
    ofResource,
    ofStatement(logicalId, sid) {
      let path = paths.get(logicalId) ?? '';
      while (sid !== undefined && path !== '') {
        const added = at(path).find(({ type, data }) => type === statementMetadata && data === sid);
        if (added !== undefined) return linesOf(added.trace);
        path = path.slice(0, Math.max(0, path.lastIndexOf('/')));
      }
      return ofResource(logicalId);
    },
  };
}

/** The frames of a stack that are the app's own. */
function linesOf(trace: unknown): readonly SourceLine[] {
  if (!Array.isArray(trace)) return [];
  return trace.flatMap((frame: unknown) => {
    const [, file, line] = /(?:^|\()((?:\/|[A-Za-z]:[\\/])[^()]*):(\d+):\d+\)?$/.exec(String(frame)) ?? [];
    if (file === undefined || /[\\/]node_modules[\\/]/.test(file)) return [];
    return [{ file, line: Number(line) }];
  });
}
