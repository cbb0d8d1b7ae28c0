import { changedHands } from './changed-hands';
import { closedTags } from './clans';
import { closedLogins, closedSwitches } from './closed-logins';
import { closedClients, closedOrigins, closedPages } from './closed-pages';
import { closedPuts } from './closed-puts';
import { closedReach } from './closed-reach';
import { closedRoles, shorterSessions } from './closed-roles';
import { closedUrls } from './closed-urls';
import { type Effect, effectsOf } from './effects';
import { emptied } from './emptied';
import { type ChangedExport, changedExports, exportsInUse } from './exports-in-use';
import { changedGroups } from './groups';
import { held } from './held';
import { otherStacks } from './in-the-way';
import { type Kept, keptAfter, nothing } from './kept';
import { forgottenVersions } from './old-versions';
import { withPhysicalIds } from './physical-ids';
import type { Problem } from './problem';
import { closedMappings } from './role-mappings';
import { changedMetadata } from './saml-metadata';
import type { Deployment } from './templates';
import { createdBesideItself, providersThatLeave } from './twins';
import { unchangeable } from './unchangeable';
import { ofSameStacks, type Update } from './update';

/** What a deployment does, after all those before it. */
export interface Step {
  readonly effects: readonly Effect[];
  readonly problems: readonly Problem[];
}

/**
 * What a series of deployments does, from the second on: each is compared with the one before it.
 *
 * From the templates alone, so it knows neither what is in a bucket nor who is in a group.
 */
export function stepsOf(deployments: readonly Deployment[]): Step[] {
  let kept: Kept = nothing;
  return deployments.slice(1).map((deployment, index) => {
    const [before, after] = withPhysicalIds(deployments[index] ?? [], deployment);
    const effects = effectsOf(before, after);
    const problems = problemsOf({ before, after, effects, kept });
    kept = keptAfter(kept, before, after, effects);
    return { effects, problems };
  });
}

/**
 * The exports that a deployment takes away or gives another value, by the stack that has them: where nothing but CloudFormation knows who
 * imports them, it is to be asked.
 */
export function exportsThatChange(deployed: Deployment, next: Deployment): Pick<ChangedExport, 'stack' | 'name'>[] {
  const [before, after] = withPhysicalIds(deployed, next);
  return changedExports(before, after, effectsOf(before, after));
}

/** In what refuses, in what is wrong for good, and in what is shut until it is back. */
function problemsOf(update: Update): Problem[] {
  return [...ofAnyStacks, ...ofStacksThatGoOn].flatMap((find) => find(update));
}

/** What concerns stacks that come and go, too. */
const ofAnyStacks: readonly ((update: Update) => Problem[])[] = [
  otherStacks,
  exportsInUse,
  unchangeable,
  createdBesideItself,
  providersThatLeave,
  held,
  emptied,
];

/** What concerns players and apps of the same stacks. */
const ofStacksThatGoOn = [
  changedHands,
  closedSwitches,
  closedLogins,
  changedMetadata,
  closedPages,
  closedClients,
  closedOrigins,
  closedUrls,
  closedRoles,
  shorterSessions,
  closedMappings,
  changedGroups,
  closedTags,
  closedReach,
  closedPuts,
  forgottenVersions,
].map((find) => (update: Update) => find(ofSameStacks(update)));
