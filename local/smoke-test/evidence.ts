import type { DeployedResource, DeployedStack } from '../../assembly/types';
import type { StatementReason } from '../../policy/reason';
import type { DeployedAssembly } from '../account/deployed-assembly';
import type { CallDecision } from '../http/call-decision';
import type { RoleChosen } from '../iam/refused';
import { type FindWritten, writtenIn } from './code-lines';
import type { DecisionLog } from './decision-log';
import { maskIdentityIds } from './identity-id-mask';
import { type Evidence, type EvidenceOf, refusedOutcome, type WrittenAt } from './report/causes';
import type { Check } from './report/failures';

/** An account in which checks were tried. */
export interface TriedAccount {
  readonly stacks: readonly DeployedStack[];
  /** What the stacks were deployed from. */
  readonly assemblies: readonly DeployedAssembly[];
}

/** What a local cloud knows of failed checks: the decisions about the requests that they made. */
export function evidenceIn({ stacks, assemblies }: TriedAccount, log: DecisionLog): EvidenceOf {
  const written = writtenIn(assemblies);
  const resources = stacks.flatMap((stack) => stack.resources);
  const pools = resources.filter(({ type }) => type === 'AWS::Cognito::IdentityPool').map(({ ref }) => ref);
  const places = { resources, written };

  return (check) => {
    const found = evidenceOf(check, log, places);
    return found && { ...found, says: found.says.map((text) => maskIdentityIds(text, pools)) };
  };
}

/** Where what decided is found in templates and code. */
interface Places {
  readonly resources: readonly DeployedResource[];
  readonly written: FindWritten;
}

function evidenceOf(check: Check, log: DecisionLog, places: Places): Evidence | undefined {
  const { step } = check;
  if (step.actual.startsWith('given ')) return otherRole(check, log, places);
  if (step.requestIds === undefined) return undefined;
  const calls = step.requestIds.map((id) => log.of(id)).filter((made) => made.length > 0);
  if (step.expected === 'refused') {
    const through = calls.filter((made) => made.every(({ decision }) => decision.allowed)).at(-1);
    return through === undefined ? byAnswer(check) : letIn(through, places);
  }
  const made = calls.at(-1) ?? [];
  const index = made.findIndex(({ decision }) => !decision.allowed);
  const refusal = made[index];
  if (refusal === undefined) return { ...byAnswer(check), letThrough: made.length > 0 };
  // What is asked once a call is let through is what its answer hangs on: whether a file is missing, say.
  return { ...keptOut(refusal, places), outcome: refusedOutcome, letThrough: index > 0 };
}

/** By the answer alone, where no policy was asked. */
function byAnswer({ step: { name, error, message } }: Check): Evidence {
  const answer = [error, message].filter(Boolean).join(': ');
  if (answer === '')
    return { marks: [name], says: ['no policy was asked: the service itself allowed it'], writtenAt: [] };
  return { marks: [answer], says: [`the answer was ${answer}`], writtenAt: [] };
}

/** The role that a player was given: by what the pool picked it, in the sign-in before. */
function otherRole(check: Check, log: DecisionLog, { resources, written }: Places): Evidence | undefined {
  const ids = [...check.earlier, check.step].flatMap(({ requestIds = [] }) => requestIds);
  const choice = ids
    .flatMap((id) => log.of(id))
    .filter(({ minted }) => minted !== undefined)
    .at(-1)?.choice;
  if (choice === undefined) return undefined;
  const says = [`it was ${check.step.actual}, ${pickedBy(choice)}`];
  return { marks: [choice.by, check.step.actual], says, writtenAt: attachmentOf(choice, resources, written) };
}

/** What let a call in that should have been kept out. */
function letIn(made: readonly CallDecision[], { resources, written }: Places): Evidence {
  const decided = made.map((one) => ({ ...one, reason: one.decision.reason() }));
  const [picked] = made.flatMap(({ choice = [] }) => choice);
  if (picked !== undefined) {
    const says = [`the role was ${pickedBy(picked)}`];
    return { marks: [picked.by], says, writtenAt: attachmentOf(picked, resources, written) };
  }
  const statements = decided.flatMap(({ reason }) =>
    reason.statement === undefined ? [] : [{ ...reason, statement: reason.statement }],
  );
  const distinct = [...new Map(statements.map((one) => [one.statement.source + one.statement.name, one])).values()];
  return {
    marks: distinct.map(({ statement }) => markOf(statement, placeOf(statement, resources, written))),
    says: distinct.flatMap(({ action, resource, type, statement }) => [
      `allowed by ${nameOf(statement)} of the ${type}: ${action} on ${resource}`,
      ...statement.took.map((element) => `  by ${element}`),
    ]),
    writtenAt: distinct.flatMap(({ statement }) => placeOf(statement, resources, written)),
  };
}

/** What kept a call out that should have been let in. */
function keptOut({ decision, choice }: CallDecision, { resources, written }: Places): Evidence {
  const { kind, type, action, resource, statement, asked } = decision.reason();
  const picked = choice === undefined ? [] : [`the role was ${pickedBy(choice)}`];
  const attached = choice === undefined ? [] : attachmentOf(choice, resources, written);
  if (statement === undefined) {
    const says = [
      `no ${type} allows ${action} on ${resource}: ${asked.length === 0 ? 'there is none' : 'none allows anything'}`,
    ];
    return { marks: [`no ${type}`, action], says: [...says, ...picked], writtenAt: attached };
  }
  const place = placeOf(statement, resources, written);
  const mark = markOf(statement, place);
  const writtenAt = [...place, ...attached];
  if (kind === 'explicit-deny') {
    const says = [`denied by ${nameOf(statement)} of the ${type}: ${action} on ${resource}`];
    const by = statement.took.map((element) => `  by ${element}`);
    return { marks: [mark], says: [...says, ...by, ...picked], writtenAt };
  }
  const lacking = statement.lacks.map(({ element, of }) => `${mark} ${element} ${of}`);
  // A statement that lists the action and is about the resource was meant for the call. Where none does, what is missing is a grant: which
  // statement is then the nearest differs from call to call, and says little.
  const isMeant = statement.lacks.every(({ element }) => element === 'condition' || element === 'principal');
  const missing = statement.lacks.flatMap(({ missingKey = [] }) => missingKey);
  const isWithoutKey = missing.length > 0 && missing.length === statement.lacks.length;
  const [service = ''] = action.split(':');
  return {
    marks: isWithoutKey ? missing.map((key) => `no ${key}`) : isMeant ? lacking : [`nothing grants ${service}`],
    ...(isMeant && !isWithoutKey ? {} : { way: lacking.join() }),
    says: [
      `no ${type} allows ${action} on ${resource}`,
      `nearest is ${nameOf(statement)}, but ${statement.lacks.map(({ says }) => says).join(', and ')}`,
      ...picked,
    ],
    writtenAt,
  };
}

function pickedBy({ by }: RoleChosen): string {
  return `picked by ${by}`;
}

function nameOf({ sid, name }: StatementReason): string {
  return sid === undefined ? name : `'${sid}'`;
}

/** One statement that several roles were given in one line of code is the same for all of them, whatever each role's reads. */
function markOf({ sid, written }: StatementReason, places: readonly WrittenAt[]): string {
  if (sid === undefined) return JSON.stringify(written);
  return [sid, ...places.flatMap(({ lines }) => lines.slice(0, 2))].join(' ');
}

function placeOf(
  { source, sid, written: statement }: StatementReason,
  resources: readonly DeployedResource[],
  written: FindWritten,
): readonly WrittenAt[] {
  const resource = resources.find(({ place }) => source === place || source.startsWith(`${place}:`));
  return [{ ...(resource === undefined ? { what: source, lines: [] } : written(resource, sid)), statement }];
}

/** Where a pool's roles are attached. */
function attachmentOf(
  { identityPoolId }: RoleChosen,
  resources: readonly DeployedResource[],
  written: FindWritten,
): readonly WrittenAt[] {
  return resources
    .filter(({ type }) => type === 'AWS::Cognito::IdentityPoolRoleAttachment')
    .filter(({ properties }) => properties.IdentityPoolId === identityPoolId)
    .map((resource) => written(resource));
}
