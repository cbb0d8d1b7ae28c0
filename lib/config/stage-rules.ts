import { isLocalStage } from './fields';
import { hostsKnownTo } from './login-providers';
import { hostOf, openIdLogins } from './openid-logins';
import type { GameFederationConfig } from './schema';

/** Names that nobody gives to a stage without players. */
const players = /^(prod|live)/;
/** Words of names that are mostly those of a stage with players, and not always: `eu-prod`, `release`, `store-live`. */
const likelyPlayers =
  /(^|-)(prod|production|prd|live|releases?|released|ga|main|stable|stores?|public|global|launch)\d*(-|$)/;

/** Rules about a stage as a whole, which need more than one field; every problem found, as sentences. */
export function stageProblems(config: GameFederationConfig): string[] {
  const problems: string[] = [];
  const { guests, developerProvider } = config;
  if (players.test(config.stage) && !config.retainData) {
    problems.push(`retainData: must be true in stage '${config.stage}'; a mistake would delete all players' data`);
  }
  const loginsKeys = [
    'cognito-identity.amazonaws.com',
    ...hostsKnownTo('pool'),
    ...openIdLogins(config).map(({ issuer }) => hostOf(issuer)),
  ];
  if (developerProvider && loginsKeys.includes(developerProvider.name)) {
    problems.push(`developerProvider.name: '${developerProvider.name}' is taken by another login; choose another`);
  }
  if (guests.ownData && !guests.enabled) {
    problems.push('guests.ownData: has no effect while guests are off; turn guests.enabled on or this off');
  }
  if (config.smokeTest.developerUser && !developerProvider) {
    problems.push('smokeTest.developerUser: needs a developerProvider; add one or turn this off');
  }
  return problems;
}

/** What is perhaps meant, and worth a word of whoever looks at the synthesis. */
export function stageWarnings({ stage, retainData }: Pick<GameFederationConfig, 'stage' | 'retainData'>): string[] {
  if (retainData || isLocalStage(stage) || !likelyPlayers.test(stage)) return [];
  return [
    `retainData: is false in stage '${stage}', which sounds like one with players: whoever deletes its stacks deletes all their data. Set it to true in a deployment of its own, or give a disposable stage another name`,
  ];
}
