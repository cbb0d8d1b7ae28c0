import type { DeployedResource, DeployedStack } from '../../assembly/types';
import type { DeployedAssembly } from '../account/deployed-assembly';
import { type GameLogin, gameLogins } from '../account/game-logins';
import { outputOf } from '../account/outputs';

/** A deployed smoke test, as its stack's outputs name it. */
export interface SmokeTest {
  /** The name of the stack that has it: its report stands under this name. */
  readonly stack: string;
  readonly functionName: string;
  /** Where it finds the players who sign in with a refresh token. */
  readonly playersSecretArn: string;
  /** The ways into its game: those of the identity pool that it is told of. */
  readonly logins: readonly GameLogin[];
  /** All stacks of its game. */
  readonly stacks: readonly DeployedStack[];
  /** All stacks of the account: its game may take what another one creates. */
  readonly account: readonly DeployedStack[];
}

/** Every smoke test of the account: as many as there are games and stages that have one. */
export function smokeTestsOf(assemblies: readonly DeployedAssembly[]): readonly SmokeTest[] {
  const account = assemblies.flatMap(({ stacks }) => stacks);
  return assemblies.flatMap(({ stacks }) =>
    stacks
      .filter(({ outputs }) => outputs.some(({ name }) => name === 'SmokeTestFunctionName'))
      .map((stack) => {
        const functionName = outputOf([stack], 'SmokeTestFunctionName');
        return {
          stack: stack.name,
          functionName,
          playersSecretArn: outputOf([stack], 'PlayersSecretArn'),
          logins: loginsOf(functionName, stacks, account),
          stacks,
          account,
        };
      }),
  );
}

/** The logins of the pools whose IDs stand in a function's environment; all where none does, so that nothing goes untried. */
function loginsOf(
  functionName: string,
  stacks: readonly DeployedStack[],
  account: readonly DeployedStack[],
): readonly GameLogin[] {
  const resources = stacks.flatMap((stack) => stack.resources);
  const code = resources.find(({ type, ref }) => type === 'AWS::Lambda::Function' && ref === functionName);
  const told: unknown[] = Object.values(Object(Object(code?.properties.Environment).Variables));
  const isTold = ({ type, ref }: DeployedResource) => type === 'AWS::Cognito::IdentityPool' && told.includes(ref);
  const pools = resources.filter(isTold).map(({ ref }) => ref);
  const logins = gameLogins(stacks, account);
  return pools.length === 0 ? logins : logins.filter(({ identityPoolId }) => pools.includes(identityPoolId));
}
