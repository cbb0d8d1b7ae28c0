import type { DeployedStack } from '../assembly/types';
import type { DeployedAssembly } from './deployed-assembly';
import { type GameLogin, gameLogins } from './game-logins';
import { outputOf } from './outputs';

/** A deployed smoke test, as its stack's outputs name it. */
export interface SmokeTest {
  /** The name of the stack that has it: its report stands under this name. */
  readonly stack: string;
  readonly functionName: string;
  /** Where it finds the players who sign in with a refresh token. */
  readonly playersSecretArn: string;
  /** The ways into its game. */
  readonly logins: readonly GameLogin[];
  /** All stacks of its game. */
  readonly stacks: readonly DeployedStack[];
}

/** Every smoke test of the account: as many as there are games and stages that have one. */
export function smokeTestsOf(assemblies: readonly DeployedAssembly[]): readonly SmokeTest[] {
  const account = assemblies.flatMap(({ stacks }) => stacks);
  return assemblies.flatMap(({ stacks }) => {
    const logins = gameLogins(stacks, account);
    return stacks
      .filter(({ outputs }) => outputs.some(({ name }) => name === 'SmokeTestFunctionName'))
      .map((stack) => ({
        stack: stack.name,
        functionName: outputOf([stack], 'SmokeTestFunctionName'),
        playersSecretArn: outputOf([stack], 'PlayersSecretArn'),
        logins,
        stacks,
      }));
  });
}
