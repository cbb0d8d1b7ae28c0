import type { PlayersSecret, PlayersSecretContent } from './player-tokens/players-secret';
import type { SmokeTestStep } from './report';
import type { Try } from './step';

/** A published version of the function, as Lambda tells an invocation. */
export interface OwnVersion {
  readonly functionName: string;
  readonly version: number;
}

/**
 * Which version was invoked; undefined where it is none, but what was written last (`$LATEST`): `npm run smoke` invokes that.
 *
 * @param context Lambda's (**documented**: `functionName`, `functionVersion`)
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
export function ownVersion(context: {
  readonly functionName?: string;
  readonly functionVersion?: string;
}): OwnVersion | undefined {
  const { functionName, functionVersion = '' } = context;
  if (!functionName || !/^[1-9]\d*$/.test(functionVersion)) return undefined;
  return { functionName, version: Number(functionVersion) };
}

/** What the function keeps in the players secret: of which versions no deployment is to be expected any more. */
export interface TestedVersions {
  readonly begin: { readonly step: SmokeTestStep; readonly hadItsDeployment: boolean };
  /** Keeps that this version has passed. */
  pass(until: number): Promise<SmokeTestStep>;
}

/** The highest such version of this function. What is not of the right form says nothing. */
function upToOf(content: PlayersSecretContent, functionName: string): number {
  const kept = Object(content.testedVersions) as Record<string, unknown>;
  return kept.functionName === functionName && Number.isSafeInteger(kept.upTo) ? (kept.upTo as number) : 0;
}

/**
 * Tells an old version of the function from a new one. A deployment's trigger is updated because the function has a new version, which was
 * never invoked before; a rollback invokes the one before it. So there is one number to keep, which only grows: as soon as a version runs,
 * those below it had their deployment, and once it has passed, it had its own. It is kept twice over on purpose: what a green deployment
 * has written holds where the new version never comes to write, and what the new one writes holds where somebody wrote the secret anew.
 *
 * Lambda's numbers only grow, and none comes again, "even after you delete and recreate a function" (**documented**).
 *
 * @param until milliseconds since the epoch until when it is tried again, whatever the error
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html
 */
export async function openTestedVersions(
  secret: PlayersSecret,
  { functionName, version }: OwnVersion,
  attempt: Try,
  until: number,
): Promise<TestedVersions> {
  const raise = (name: string, upTo: number, until: number) =>
    attempt({
      ...{ name, expected: 'allowed', refusedBy: ['AccessDeniedException'], notYetBy: 'anything', until },
      run: async () => {
        let before = 0;
        await secret.change((content) => {
          before = upToOf(content, functionName);
          return before >= upTo ? undefined : { ...content, testedVersions: { functionName, upTo } };
        });
        return before;
      },
    });

  const { step, answer: before = 0 } = await raise('may keep which versions had their deployment', version - 1, until);
  return {
    begin: { step, hadItsDeployment: before >= version },
    pass: async (until) => (await raise('may keep that this version has passed', version, until)).step,
  };
}
