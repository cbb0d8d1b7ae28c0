import { unfilledTrustKeys } from '../../policy/condition-keys/trust-keys';
import { decide } from '../../policy/decide';
import { type Principal, requestContext } from '../../policy/types';
import { type ContextKeys, type FederatedPlayer, playerName } from './federated-player';
import { type Decided, explained, type Refused } from './refused';
import type { Role } from './role';

/** What a trust policy allows to whom an identity provider vouches for. */
export const webIdentityAction = 'sts:AssumeRoleWithWebIdentity';

/** Asks a role's trust policy for actions, one by one: the first that it refuses, or the last that it allows. */
export function decideTrust(
  role: Role,
  [action, ...further]: readonly [string, ...string[]],
  principal: Principal,
  keys: ContextKeys,
): Decided {
  const tags = [...role.tags].map(([key, value]) => [`aws:ResourceTag/${key}`, value]);
  const question = { action, resource: role.arn };
  const context = requestContext({ 'aws:ResourceAccount': role.account, ...Object.fromEntries(tags) });
  const decision = decide(
    { ...question, context, unfilled: unfilledTrustKeys },
    {
      principal,
      account: role.account,
      context: requestContext(keys),
      identityPolicies: [],
      resourcePolicy: role.trustPolicy,
    },
  );
  const [next, ...rest] = further;
  if (!decision.allowed || next === undefined) return { question, decision };
  return decideTrust(role, [next, ...rest], principal, keys);
}

/** The refusal of a player who wants a role that does not exist: no policy allows it. */
export function noSuchRole(roleArn: string, player: FederatedPlayer): Refused {
  const [provider] = player.principals;
  const question = { action: webIdentityAction, resource: roleArn };
  const decision = decide(question, {
    principal: { kind: 'federated', provider },
    context: requestContext(player.keys),
    identityPolicies: [],
  });
  const why = () => `Denied: ${question.action} on ${roleArn.slice(0, 128)}, because there is no such role.`;
  return { caller: playerName(player), question, decision: explained(decision, why) };
}
