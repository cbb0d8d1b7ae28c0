import type { GameFederationConfig } from './schema';

/** What a stage's stacks are called in CloudFormation. */
export interface StackNames {
  readonly data: string;
  readonly federation: string;
}

/** Names them. Apart from what builds them, so that who only looks for a stack need not load the CDK. */
export function stackNames({ game, stage }: Pick<GameFederationConfig, 'game' | 'stage'>): StackNames {
  const prefix = `${game}-${stage}`;
  return { data: `${prefix}-data`, federation: `${prefix}-federation` };
}
