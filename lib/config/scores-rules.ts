import type { GameFederationConfig } from './schema';

/** Rules about the scores, which need more than their own fields; every problem found, as sentences. */
export function scoresProblems({ scores: asked, guests, userPool, region }: GameFederationConfig): string[] {
  if (asked === undefined) return [];
  const forGuests = Object.entries(asked.boards).filter(([, { guests: open }]) => open);
  const problems = guests.enabled
    ? []
    : forGuests.map(
        ([name]) =>
          `scores.boards.${name}.guests: has no effect while guests are off; turn guests.enabled on or this off`,
      );
  const poolRegion = userPool?.imported?.userPoolId.split('_')[0];
  // That an authorizer reaches a user pool of another region is unconfirmed; its ARN's region would be the only sign of it.
  if (poolRegion !== undefined && poolRegion !== region) {
    problems.push(
      `scores: the imported user pool is in ${poolRegion}, so region must be '${poolRegion}' too, got ${region === undefined ? 'none' : `'${region}'`}`,
    );
  }
  // They become a part of a regular expression (documented: API_CreateUserPoolClient, `ClientId`).
  for (const clientId of userPool?.imported?.clientIds ?? []) {
    if (/^[\w+]{1,128}$/.test(clientId)) continue;
    problems.push(
      `userPool.imported.clientIds: with scores each must be an app client ID, 1 to 128 letters, digits, underscores and plus signs, got '${clientId}'`,
    );
  }
  return problems;
}
