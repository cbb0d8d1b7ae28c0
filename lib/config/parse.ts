import { ConfigError } from './config-error';
import { describeProblem } from './describe-problem';
import { loginProblems } from './login-rules';
import { placeProblems } from './places';
import { roleProblems } from './role-rules';
import { type GameFederationConfig, type GameFederationInput, schema } from './schema';
import { scoresProblems } from './scores-rules';
import { stageProblems } from './stage-rules';

/**
 * Fills the defaults in and checks everything at once.
 *
 * @throws ConfigError with every problem found.
 */
export function parseConfig(input: GameFederationInput): GameFederationConfig {
  const parsed = schema.safeParse(input, { reportInput: true });
  const problems = parsed.success
    ? [
        ...placeProblems(parsed.data),
        ...stageProblems(parsed.data),
        ...loginProblems(parsed.data),
        ...roleProblems(parsed.data),
        ...scoresProblems(parsed.data),
      ]
    : parsed.error.issues.flatMap(describeProblem);
  if (!parsed.success || problems.length > 0) throw new ConfigError(stageOf(input), problems);
  return parsed.data;
}

function stageOf(input: unknown): string {
  const stage = typeof input === 'object' && input !== null && 'stage' in input ? input.stage : undefined;
  return typeof stage === 'string' ? stage : '(unnamed)';
}
