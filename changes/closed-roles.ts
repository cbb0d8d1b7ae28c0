import { isForPlayers, whoTakes } from './players-roles';
import type { Problem } from './problem';
import { type Update, updated } from './update';
import { words } from './wording';

/** Roles whose ARN apps may hold: another role of the same purpose has another ARN. */
export function closedRoles({ effects }: Update): Problem[] {
  const players = effects.flatMap(({ what, id, before }) =>
    before && isForPlayers(before) && what !== 'updated' ? [whoTakes(id, before)] : [],
  );
  if (players.length === 0) return [];
  const [roles, arns] = players.length === 1 ? ['role', 'its ARN'] : ['roles', 'their ARNs'];
  return [
    {
      verdict: 'closed',
      sentence: `apps can't take the ${roles} of ${words(players)} by ${arns}`,
      wayOut:
        'a role that comes back has another ARN: apps read it from the outputs. The enhanced flow needs none, but for a role that it asks for by its ARN',
    },
  ];
}

/** Sessions that roles give no longer: STS refuses who asks for more than the maximum (documented). */
export function shorterSessions(update: Update): Problem[] {
  const shortened = new Map<string, string[]>();
  for (const { id, before, after } of updated(update, 'AWS::IAM::Role')) {
    const [old, now] = [before, after].map(({ Properties }) => Number(Properties?.MaxSessionDuration ?? 3600));
    if (!isForPlayers(before) || old === undefined || now === undefined || now >= old) continue;
    const figures = `sessions of more than ${now} s are refused, where ${old} s were taken`;
    shortened.set(figures, [...(shortened.get(figures) ?? []), whoTakes(id, after)]);
  }
  return [...shortened].map(([figures, who]) => ({
    verdict: 'closed',
    sentence: `${words(who)}: ${figures}`,
    wayOut:
      'ship apps that ask for the shorter session first: STS refuses a longer one, and gives no shorter one for it',
  }));
}
