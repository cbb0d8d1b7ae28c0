import { type Platforms, userPoolFor } from './app-client';
import { type GameConfig, gameConfigSchema } from './game-config';
import type { LocalCloud, Outputs, StackOutputs } from './outputs';
import { TakenOutputs } from './taken-outputs';

/** Which of all outputs an app is configured with. */
export interface Choice {
  /** The names of the stage's two stacks. */
  readonly stacks: { readonly data: string; readonly federation: string };
  /** The app client, by the end of its output's name; `none` leaves the user pool out. Absent: the only one that fits. */
  readonly client?: string;
  /** Of which platforms the app client is, where there are several. */
  readonly platforms: Platforms;
}

/** An app's configuration, and what is to be said of it. */
export interface Configured {
  readonly config: GameConfig;
  /** What it lacks although the stage has it, a sentence each. */
  readonly remarks: readonly string[];
}

/**
 * What an app is configured with, from the outputs of its stage's stacks.
 *
 * @throws Error that names the stack and the output that is missing or wrong
 */
export function gameConfig({ stacks, local }: Outputs, { stacks: names, client, platforms }: Choice): Configured {
  const data = stackOf(stacks, names.data);
  const federation = stackOf(stacks, names.federation);
  const remarks: string[] = [];
  const userPool = userPoolFor(federation, { client, platforms, local, remark: (sentence) => remarks.push(sentence) });
  const guest = federation.maybe('GuestRoleArn');
  const scoresUrl = federation.maybe('ScoresUrl');
  const config: GameConfig = {
    aws: { region: federation.take('Region'), ...endpointOf(local) },
    identityPoolId: federation.take('IdentityPoolId'),
    guests: guest !== undefined,
    bucket: data.take('BucketName'),
    table: data.take('TableName'),
    ...(userPool && { userPool }),
    ...(scoresUrl !== undefined && { scores: { url: scoresUrl } }),
    roles: {
      authenticated: federation.take('AuthenticatedRoleArn'),
      ...(guest !== undefined && { guest }),
      named: federation.named('NamedRoleArn'),
      federated: federation.named('FederatedRoleArn'),
    },
    samlProviders: federation.named('SamlProviderArn'),
  };
  const checked = gameConfigSchema.safeParse(config);
  if (!checked.success) {
    const problems = checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`the outputs of ${names.federation} and ${names.data} are no app's: ${problems.join('; ')}`);
  }
  return { config: checked.data, remarks };
}

const endpointOf = (local: LocalCloud | undefined) => (local === undefined ? {} : { endpoint: local.endpoint });

function stackOf(stacks: StackOutputs, name: string): TakenOutputs {
  const outputs = Object.hasOwn(stacks, name) ? stacks[name] : undefined;
  if (outputs !== undefined) return new TakenOutputs(name, outputs);
  const there = Object.keys(stacks);
  const others = there.length === 0 ? 'no stack at all' : `only ${there.join(', ')}`;
  throw new Error(
    `there are no outputs of the stack ${name}, ${others}; deploy it, or choose another stage, --stage <name>`,
  );
}
