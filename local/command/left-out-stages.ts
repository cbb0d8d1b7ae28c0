/**
 * What to do where a template needs what none of those at hand makes, and local stages were left out: one of them may make it.
 *
 * @param stages those that were asked for
 * @param local all local ones
 * @returns undefined where the problem is another one, or no local stage was left out
 */
export function leftOutStages(
  problem: string,
  stages: readonly string[],
  local: readonly string[],
): string | undefined {
  const leftOut = local.filter((stage) => !stages.includes(stage));
  const isLocal = stages.some((stage) => local.includes(stage));
  if (!/is in no template/.test(problem) || !isLocal || leftOut.length === 0) return undefined;
  const line = [...leftOut, ...stages].map((stage) => `--stage ${stage}`).join(' ');
  return `What makes it may be in ${leftOut.join(', ')}, which you left out: npm start -- ${line}`;
}
