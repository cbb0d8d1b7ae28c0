import { isDeepStrictEqual } from 'node:util';
import type { Effect } from '../../changes/effects';
import { effectsText, isOnlyOtherwise } from '../../changes/effects-text';
import { placedLike, placeOf, stacksIn } from '../../changes/places';
import type { Problem } from '../../changes/problem';
import { nameOfType } from '../../changes/resource-types';
import { stepsOf } from '../../changes/steps';
import type { Deployment, StackTemplate } from '../../changes/templates';
import type { Plan, PlannedStack } from './plan';

/** What would be deployed, and what it is compared with. */
export interface Comparison extends Pick<Plan, 'game' | 'stage' | 'comparedWith' | 'remarks'> {
  readonly before: Deployment;
  readonly after: Deployment;
  /** What CloudFormation says of the state of each stack, by its name, where it was asked. */
  readonly statuses: ReadonlyMap<string, string>;
  /** What is in the way of a deployment, and in no template. */
  readonly inTheWay: readonly Problem[];
}

/** Says what a deployment would do. */
export function makePlan(comparison: Comparison): Plan {
  const { game, stage, comparedWith, remarks, before, after, statuses, inTheWay } = comparison;
  const [step] = stepsOf([before, after]);
  // In another place it is another stack, and everything is new; that the old one stays is told by itself.
  const goOn = stacksIn(placedLike(before, after), placedLike(after, before));
  const found = eachOnce([...inTheWay, ...(step?.problems ?? [])]);
  return {
    schemaVersion: 1,
    ok: !found.some(({ verdict }) => verdict === 'refused' || verdict === 'lost'),
    game,
    stage,
    comparedWith,
    stacks: after.map((stack) =>
      plannedStack(
        stack,
        goOn.find(({ name }) => name === stack.name),
        (step?.effects ?? []).filter((effect) => effect.stack === stack.name),
        statuses.get(stack.name),
      ),
    ),
    problems: found.map((problem) => ({ ...problem, otherwise: isOnlyOtherwise(problem, found) })),
    remarks: [...remarks, ...rolledBackAlone(found, step?.effects ?? [])],
  };
}

/** CloudFormation rolls back the stack that failed (**documented**: "Stack failure options"), and the CLI deploys one after the other. */
function rolledBackAlone(problems: readonly Problem[], effects: readonly Effect[]): string[] {
  const refused = problems.some(({ verdict }) => verdict === 'refused');
  const [first, ...rest] = new Set(effects.map(({ stack }) => stack));
  if (!refused || first === undefined || rest.length === 0) return [];
  return [`each stack is rolled back alone: where ${rest.join(' or ')} is refused, ${first} keeps its change`];
}

/** Two resources of one type may have one problem, which needs no second line. */
function eachOnce(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [`${problem.verdict} ${problem.sentence}`, problem])).values()];
}

function plannedStack(
  stack: StackTemplate,
  deployed: StackTemplate | undefined,
  effects: readonly Effect[],
  status: string | undefined,
): PlannedStack {
  const { account, region } = placeOf(stack);
  const outputs = changedOutputs(deployed?.template.Outputs ?? {}, stack.template.Outputs ?? {});
  return {
    name: stack.name,
    ...(account !== undefined && { account }),
    ...(region !== undefined && { region }),
    ...(status !== undefined && { status }),
    isNew: deployed === undefined,
    does: whatIsDone(effects, outputs.length > 0),
    outputs,
    resources: effects.map(({ id, type, what }) => ({ logicalId: id, type, name: nameOfType(type), what })),
  };
}

type Outputs = NonNullable<StackTemplate['template']['Outputs']>;

function changedOutputs(before: Outputs, after: Outputs): PlannedStack['outputs'] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => !isDeepStrictEqual(before[name], after[name]))
    .map((name) => ({
      name,
      what: before[name] === undefined ? 'added' : after[name] === undefined ? 'removed' : 'changed',
    }));
}

function whatIsDone(effects: readonly Effect[], outputsChange: boolean): string {
  if (effects.length > 0) return effectsText(effects);
  return outputsChange ? 'updates outputs alone' : 'nothing changes';
}
