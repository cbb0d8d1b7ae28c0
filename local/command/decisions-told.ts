import type { CloudOptions } from '../account/cloud-options';
import type { CallDecision } from '../http/call-decision';
import type { DecisionLog } from '../smoke-test/decision-log';
import type { Paint } from '../smoke-test/report/paint';
import type { CommandLine } from './options';

/** What becomes of IAM's decisions: a run's are looked up by what it tried, those of a cloud that stays up printed as they come. */
export function decisionsTold(
  { stay, explain }: Pick<CommandLine, 'stay' | 'explain'>,
  log: DecisionLog,
  paint: Paint,
  say: (text: string) => void,
): Pick<CloudOptions, 'onDecision'> {
  if (!stay) return { onDecision: log.record };
  if (explain === undefined) return {};
  return {
    onDecision: (made) => {
      if (explain === 'all' || !made.decision.allowed) say(paint.faint(told(made)));
    },
  };
}

function told({ caller, operation, decision }: CallDecision): string {
  const came = decision.allowed ? 'allowed' : 'refused';
  return `${came}: ${operation} by ${caller}\n  ${decision.explain().replaceAll('\n', '\n  ')}`;
}
