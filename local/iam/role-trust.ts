import { decide } from '../../policy/decide';
import { type Principal, requestContext } from '../../policy/types';
import type { ContextKeys } from './federated-player';
import type { Decided } from './refused';
import type { Role } from './role';

/** Asks a role's trust policy for actions, one by one: the first that it refuses, or the last that it allows. */
export function decideTrust(
  role: Role,
  [action, ...further]: readonly [string, ...string[]],
  principal: Principal,
  keys: ContextKeys,
): Decided {
  const question = { action, resource: role.arn };
  const decision = decide(question, {
    principal,
    account: role.account,
    context: requestContext(keys),
    identityPolicies: [],
    resourcePolicy: role.trustPolicy,
  });
  const [next, ...rest] = further;
  if (!decision.allowed || next === undefined) return { question, decision };
  return decideTrust(role, [next, ...rest], principal, keys);
}
