import type { ContextValue } from '../../../policy/types';
import type { HttpRequest } from '../../http/message';
import { poolPrincipal } from '../../identities/pool-tokens';
import type { Session } from '../../sessions/session';

/** `requestContext.identity` of an event: who signed the request, where that is how its method is called. */
export type CallerIdentity = Readonly<Record<string, string | null>>;

const nobody = {
  accountId: null,
  accessKey: null,
  caller: null,
  user: null,
  userArn: null,
  principalOrgId: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  cognitoAuthenticationType: null,
  cognitoAuthenticationProvider: null,
} as const;

/**
 * Who calls. What is there is **documented** ("Variables for data models, authorizers, mapping templates": `$context.identity`): the
 * `cognito…` members for whoever signed with credentials of an identity pool, for others null.
 */
export function callerIdentity(request: HttpRequest, session: Session | undefined): CallerIdentity {
  const from = { sourceIp: request.sourceIp, userAgent: request.headers['user-agent'] ?? null };
  if (session === undefined) return { ...nobody, ...from };
  return {
    ...nobody,
    accountId: session.account,
    accessKey: session.credentials.accessKeyId,
    caller: session.userId,
    user: session.userId,
    userArn: session.arn,
    ...cognitoMembers(session),
    ...from,
  };
}

/**
 * The page says "signed with Amazon Cognito credentials". Whether those of the basic flow, which STS hands out, are such is **unconfirmed**,
 * so whoever has them is nobody's player here.
 */
function cognitoMembers({ context, byIdentityPool }: Session): CallerIdentity {
  if (byIdentityPool !== true) return {};
  const identityId = text(context.get(`${poolPrincipal}:sub`));
  const poolId = text(context.get(`${poolPrincipal}:aud`));
  const methods = context.get(`${poolPrincipal}:amr`);
  if (identityId === null || poolId === null || !Array.isArray(methods)) return {};
  const isSignedIn = methods.includes('authenticated');
  const providers = methods.filter((method) => method !== 'authenticated' && method !== 'unauthenticated');
  return {
    cognitoIdentityId: identityId,
    cognitoIdentityPoolId: poolId,
    cognitoAuthenticationType: isSignedIn ? 'authenticated' : 'unauthenticated',
    // Documented, for user pools: `<provider>,<provider>:CognitoSignIn:<sub>`, which is what the token's `amr` lists.
    cognitoAuthenticationProvider: isSignedIn ? providers.join(',') : null,
  };
}

function text(value: ContextValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
