import type { FlowContext } from '../flows/flow';
import type { SmokeTestStep } from '../report';
import { type Claim, type ClaimantKind, type ClaimTable, claimName, isAllowed, isTried } from './claim';

/** Somebody who tries claims. */
export interface Claimant {
  readonly kind: ClaimantKind;
  /** What a named role lets them do beyond what every player may: `moderateFiles`. Absent: nothing. */
  readonly grants?: readonly string[];
}

/** The claims of one table that hold for one player, tried in the table's order. */
export interface ClaimRun {
  /** One after the other: a file is put before it is got. */
  allowed(until: number): Promise<SmokeTestStep[]>;
  /** Also one after the other: with several players, flows and tables at once there are enough requests in flight. */
  refused(until: number): Promise<SmokeTestStep[]>;
}

/** Sorts a table's claims by what this player may do, ready to be tried. */
export function prepareClaims<Context>(
  table: ClaimTable<Context>,
  context: Context,
  { kind, grants = [] }: Claimant,
  { facts: { guests }, attempt, only }: Pick<FlowContext, 'facts' | 'attempt' | 'only'>,
): ClaimRun {
  const { refusedBy, notYetBy, zone } = table;
  const about = { refusedBy, ...(notYetBy && { notYetBy }), ...(zone !== undefined && { zone }) };
  const claims = isTried(table, only) ? table.claims : [];
  // Asked when its turn comes: what was allowed before may be what it is about.
  const isThere = ({ where }: Claim<Context>) => where?.(context) ?? true;
  const permitted = (claim: Claim<Context>) =>
    isAllowed(claim.may, kind, guests) || (claim.grant !== undefined && grants.includes(claim.grant));

  async function refuse(claim: Claim<Context>, until: number): Promise<SmokeTestStep> {
    let succeeded = false;
    const { step } = await attempt({
      name: claimName(claim.does, false),
      expected: 'refused',
      ...about,
      until,
      run: async () => {
        await claim.run(context);
        succeeded = true;
      },
    });
    if (succeeded) await claim.undo?.(context).catch(() => undefined);
    return step;
  }

  return {
    async allowed(until) {
      const steps: SmokeTestStep[] = [];
      for (const claim of claims) {
        if (!permitted(claim) || !isThere(claim)) continue;
        const name = claimName(claim.does, true);
        const run = () => claim.run(context);
        steps.push((await attempt({ name, expected: 'allowed', ...about, until, run })).step);
      }
      return steps;
    },
    async refused(until) {
      const steps: SmokeTestStep[] = [];
      for (const claim of claims) {
        if (!permitted(claim) && isThere(claim)) steps.push(await refuse(claim, until));
      }
      return steps;
    },
  };
}
