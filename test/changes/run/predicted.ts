import { isCall } from './api-calls';
import type { Noticed } from './facts';
import type { RunStep } from './run-change';
import { refused } from './tried';

/** Whether something that was noticed is what a sentence of the table speaks of. */
type Covers = (noticed: Noticed) => boolean;

/** How a sentence of the table shows in a run. */
interface Sight {
  /** What of a run the sentence foretells. Absent: it speaks of nothing that players meet. */
  readonly covers?: Covers;
  /** Whether the run shows it, where that is more than that something is covered. */
  readonly shown?: (step: RunStep) => boolean;
  /** Whether the smoke test finds it that is run once more after the deployment; the one within saw the old ones still there. */
  readonly failsSmokeTest?: boolean;
  /** Why no run of one stage in one account can show it. */
  readonly unseen?: string;
}

const nobodyIsSeen = (why: string): Sight => ({ covers: () => false, unseen: why });

/** AWS's words to a second one of something, by the name of the exception. */
const words: Readonly<Record<string, RegExp>> = {
  EntityAlreadyExists: /already exists/i,
  ManagedLoginBrandingExistsException: /already exists/i,
};

/** The sentences of `changes/`, by their form, and how each shows. */
const sights: readonly [form: RegExp, sight: (...parts: string[]) => Sight][] = [
  [/^refused: .*“(.+)”$/, (said) => failsWith(words[said] ?? new RegExp(escaped(said), 'i'))],
  [/^refused: identity pool: the developer provider's name/, () => failsWith(/developer provider name/)],
  [
    /^closed: nobody signs in by user pool \S+$/,
    () => nobodyIsSeen('the user pool that is imported is in no account of the local cloud'),
  ],
  [
    /^closed: apps with the client ID .* can't sign in by user pool /,
    () => nobodyIsSeen('the user pool that is imported is in no account of the local cloud'),
  ],
  [
    /^closed: nobody signs in by (.+)$/,
    (names) => ({ covers: ({ who }) => listed(names).some((name) => who.includes(name)) }),
  ],
  [
    /^closed: apps with the client ID .* can't sign in by ([^,]+)/,
    (name) => ({ covers: ({ who }) => who.includes(name) }),
  ],
  [/^closed: (?:presigned URLs|upload forms)/, () => ({ covers: ({ who }) => who === 'presigned URLs' })],
  [/^closed: guests can't get in$/, () => ({ covers: ({ who }) => who.startsWith('guests') })],
  [
    /^closed: apps can't take the roles? of (.+) by (?:its ARN|their ARNs)$/,
    (whose) =>
      /guests|without the identity pool/.test(whose)
        ? { covers: ({ who }) => / by the basic flow$| without the identity pool$/.test(who) }
        : nobodyIsSeen(
            'apps take roles of the pool by their ARNs in the basic flow alone, which is off beside role mappings',
          ),
  ],
  [/^closed: apps that use the basic flow/, () => ({ covers: ({ who }) => who.endsWith(' by the basic flow') })],
  [
    /sessions of more than \d+ s are refused/,
    () => ({ covers: ({ who, what }) => what === 'the longest session' || who.endsWith('without the identity pool') }),
  ],
  [
    /^closed: (?:.+) no (?:player|longer) reach(?:es)? (.+)$|^closed: no player reaches (.+)$/,
    (some, all) => reach(some ?? all ?? ''),
  ],
  [
    /^closed: .+ no longer put files in (\S+)$/,
    (storageClass) => ({ covers: ({ what }) => what.endsWith(`, in ${storageClass}`) }),
  ],
  [
    / no longer (?:read|write|delete|list).* (\S+)$/,
    (place) => ({ covers: ({ what }) => what.startsWith(place.replace(/\*$/, '')) }),
  ],
  [
    /^closed: pages of (.+) can't reach files$/,
    (origins) => ({ covers: ({ who }) => listed(origins).some((origin) => who === `pages of ${origin}`) }),
  ],
  [
    /^closed: app client (\S+) doesn't send players back (?:after they sign out )?to (.+)$/,
    (client, urls) => ({
      covers: ({ who, what }) => who.includes(client) && listed(urls).some((url) => what.includes(url)),
    }),
  ],
  [/^lost: API deleted/, () => ({ covers: isCall })],
  [/^lost: user pool (?:deleted|left behind)/, () => ({ covers: ({ who }) => /the user pool|^the page '/.test(who) })],
  [
    /^lost: .*app client (?:deleted|left behind)/,
    () => ({ covers: ({ who }) => /the user pool|^the page '/.test(who) }),
  ],
  [
    /^lost: .*group deleted/,
    () => ({
      covers: ({ who, what }) => who.startsWith('one in') || who === 'accounts of the user pool' || what === 'role',
    }),
  ],
  [/^lost: stack (\S+) stays in/, (name) => ({ shown: ({ standing }) => standing.includes(name) })],
  [
    /^lost: OIDC provider (\S+): is deleted, and imported/,
    (name) => ({ covers: ({ who }) => who.includes(name), failsSmokeTest: true }),
  ],
  [
    /^lost: (federated\/\S+) .*change hands: whoever has the same ID by (\S+):(\w+) gets them/,
    (place, issuer, claim) => ({
      covers: ({ who }) => who.endsWith('without the identity pool'),
      // Amazon's and Facebook's own IDs are like nobody else's.
      ...(claim === 'sub' && { shown: ({ noticed }) => noticed.some(readsAs(issuer, place)) }),
    }),
  ],
  [
    /^stays: identity pool: Cognito keeps the developer provider '(.+)'/,
    (name) => ({ shown: ({ noticed }) => !noticed.some(({ who }) => who.includes(name)) }),
  ],
  [/^stays: OIDC provider .* stays in IAM/, () => leavesBehind(/^Oidc/)],
  [/^stays: SAML provider .* stays in IAM/, () => leavesBehind(/^Saml/)],
  [/^stays: user pool/, () => leavesBehind(/^UserPool[0-9A-F]{8}$/)],
  [
    /^closed: players of (.+?)(?: have (?:no clan|the clan))/,
    (names) => ({ covers: ({ who, what }) => isBy(names)(who) && /^(clans\/|CLAN#)/.test(what) }),
  ],
  [/^closed: players of (.+?): (?:another role|no role)/, (names) => ({ covers: ({ who }) => isBy(names)(who) })],
  [/^closed: who is in (?:several of the groups|the group)/, () => ({ covers: ({ who }) => who.startsWith('one in') })],
];

/** What a run shows of what was foretold. */
export interface Comparison {
  /** Foretold and seen. */
  readonly seen: readonly string[];
  /** Foretold, and not to be seen in a run. */
  readonly unseen: readonly string[];
  /** Foretold, and not so. */
  readonly missing: readonly string[];
  /** Whether the smoke test is to be green after it. */
  readonly green: boolean;
  /** Not foretold, and worse than before. */
  readonly surprises: readonly Noticed[];
}

/** @param problems what the table foretells of this deployment, as `<verdict>: <sentence>` */
export function compared(problems: readonly string[], step: RunStep): Comparison {
  const rolledBack = problems.some((problem) => problem.startsWith('refused: '));
  const told = problems.map((problem) => ({ problem, sight: sightOf(problem) }));
  // What would come true without the refusal does not.
  const expected = told.filter(({ problem }) => !rolledBack || /^(refused|lost: stack)/.test(problem));
  const losses = step.noticed.filter(isLoss);
  const isSeen = ({ covers, shown }: Sight) => shown?.(step) ?? losses.some((loss) => covers?.(loss));
  // AWS ends at the first thing that it refuses.
  const isRefusal = (problem: string) => problem.startsWith('refused: ');
  const isRefused = expected.some(({ problem, sight }) => isRefusal(problem) && isSeen(sight));
  const isHidden = ({ problem, sight }: (typeof told)[number]) =>
    sight.unseen !== undefined || (isRefusal(problem) && isRefused && !isSeen(sight));
  const names = (of: typeof told) => of.map(({ problem }) => problem);
  return {
    seen: names(expected.filter((one) => !isHidden(one) && isSeen(one.sight))),
    unseen: names(expected.filter(isHidden)),
    missing: names(expected.filter((one) => !isHidden(one) && !isSeen(one.sight))),
    green: !expected.some(({ sight }) => sight.failsSmokeTest),
    surprises: losses.filter((loss) => !expected.some(({ sight }) => sight.covers?.(loss))),
  };
}

/** Whether somebody has less than before. Who could not before and can now has more. */
export const isLoss = ({ before }: Noticed) => !before.startsWith(refused);

function sightOf(problem: string): Sight {
  for (const [form, sight] of sights) {
    const [found, ...parts] = form.exec(problem) ?? [];
    if (found !== undefined) return sight(...parts);
  }
  throw new Error(`how this sentence shows in a run is not known: ${problem}`);
}

/** One who reads what is called as a place of theirs, and did not before. */
const readsAs = (issuer: string, place: string) => (one: Noticed) =>
  !isLoss(one) && one.who.startsWith(`${issuer} without`) && one.what === `${place}, to read`;

function failsWith(said: RegExp): Sight {
  return {
    shown: ({ stacks }) =>
      stacks.some(
        ({ status, failures }) => /ROLLBACK|refused/.test(status) && failures.some((line) => said.test(line)),
      ),
  };
}

function leavesBehind(id: RegExp): Sight {
  return {
    shown: ({ stacks }) =>
      stacks.some(({ effects }) => [...effects].some(([name, what]) => what === 'left behind' && id.test(name))),
  };
}

/** `clans/ and CLAN#` */
function reach(places: string): Sight {
  const names = listed(places);
  return {
    covers: ({ who, what }) =>
      names.some((place) => what.startsWith(place)) ||
      (names.some((place) => place.startsWith('federated/')) && who.endsWith('without the identity pool')),
  };
}

/** `a, b and c` */
const listed = (text: string) => text.split(/, | and /).map((name) => name.replace(/^the page '|'$/g, ''));
const isBy = (names: string) => (who: string) => listed(names).some((name) => who.includes(name));
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
