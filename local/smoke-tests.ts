import type { DeployedAssembly } from './deployed-assembly';
import { outputOf } from './outputs';

/** A deployed smoke test, as its stack's outputs name it. */
export interface SmokeTest {
  /** The name of the stack that has it: its report stands under this name. */
  readonly stack: string;
  readonly functionName: string;
  /** Where it finds the players who sign in with a refresh token. */
  readonly playersSecretArn: string;
  /** The issuers of its game, by the outputs that hold their OIDC provider's ARN. */
  readonly issuers: readonly string[];
}

/** Every smoke test of the account: as many as there are games and stages that have one. */
export function smokeTestsOf(assemblies: readonly DeployedAssembly[]): readonly SmokeTest[] {
  return assemblies.flatMap(({ stacks }) => {
    const issuers = stacks.flatMap(({ outputs }) => outputs.flatMap(({ value }) => issuerOf(value)));
    return stacks
      .filter(({ outputs }) => outputs.some(({ name }) => name === 'SmokeTestFunctionName'))
      .map((stack) => ({
        stack: stack.name,
        functionName: outputOf([stack], 'SmokeTestFunctionName'),
        playersSecretArn: outputOf([stack], 'PlayersSecretArn'),
        issuers,
      }));
  });
}

/** An OIDC provider's ARN ends with its issuer, without `https://`. */
function issuerOf(value: string): string[] {
  const [, name] = /^arn:[\w-]+:iam::\d{12}:oidc-provider\/(.+)$/.exec(value) ?? [];
  return name === undefined ? [] : [`https://${name}`];
}
