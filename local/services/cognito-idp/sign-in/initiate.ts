import { ServiceError } from '../../../shared/service-error';
import { invalidParameter } from '../errors';
import type { ClientMetadata } from '../triggers/triggers';
import type { ExplicitAuthFlow } from '../user-pool-client';
import type { PoolClient } from '../user-pools';
import type { AuthenticationAnswer } from './after-password';
import { startCustom } from './custom-sign-in';
import { passwordSignIn } from './password-sign-in';
import { checkShownHash, refreshByApi } from './shown-hash';
import { startSrp } from './srp-sign-in';

type Start = (
  poolClient: PoolClient,
  parameters: Readonly<Record<string, string>>,
  clientMetadata: ClientMetadata,
) => Promise<AuthenticationAnswer> | AuthenticationAnswer;

/** A start that names its user: what an app shows of a secret is made of that name. */
function byName(start: Start): Start {
  return (poolClient, parameters, clientMetadata) => {
    checkShownHash(poolClient.client, parameters);
    return start(poolClient, parameters, clientMetadata);
  };
}

interface AuthFlow {
  /** What the app client must allow. */
  readonly allowedBy: ExplicitAuthFlow;
  /** Cognito's sentence where it does not. */
  readonly notEnabled: string;
  /** Absent where it needs what no pool of the local cloud has. */
  readonly start?: Start;
}

const refreshFlow: AuthFlow = {
  allowedBy: 'ALLOW_REFRESH_TOKEN_AUTH',
  notEnabled: 'Auth flow not enabled for this client',
  start: refreshByApi,
};

const customFlow: AuthFlow = {
  allowedBy: 'ALLOW_CUSTOM_AUTH',
  notEnabled: 'CUSTOM_AUTH is not enabled for the client.',
  start: byName(startCustom),
};

const publicFlows: Readonly<Record<string, AuthFlow>> = {
  USER_SRP_AUTH: {
    allowedBy: 'ALLOW_USER_SRP_AUTH',
    notEnabled: 'USER_SRP_AUTH is not enabled for the client.',
    start: byName(startSrp),
  },
  USER_PASSWORD_AUTH: {
    allowedBy: 'ALLOW_USER_PASSWORD_AUTH',
    notEnabled: 'USER_PASSWORD_AUTH flow not enabled for this client',
    start: byName(passwordSignIn),
  },
  REFRESH_TOKEN_AUTH: refreshFlow,
  REFRESH_TOKEN: refreshFlow,
  USER_AUTH: { allowedBy: 'ALLOW_USER_AUTH', notEnabled: 'USER_AUTH is not enabled for the client.' },
  CUSTOM_AUTH: customFlow,
};

const adminPassword: AuthFlow = {
  allowedBy: 'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  notEnabled: 'Auth flow not enabled for this client',
  start: byName(passwordSignIn),
};

const adminFlows: Readonly<Record<string, AuthFlow>> = {
  ADMIN_USER_PASSWORD_AUTH: adminPassword,
  // Its older name (documented).
  ADMIN_NO_SRP_AUTH: adminPassword,
  REFRESH_TOKEN_AUTH: refreshFlow,
  REFRESH_TOKEN: refreshFlow,
  CUSTOM_AUTH: customFlow,
};

/**
 * Begins a sign-in by one of the flows that the app client allows.
 *
 * @throws ServiceError for a flow that it does not (observed sentences), that is none, or that is not played here
 */
export async function initiate(
  kind: 'public' | 'admin',
  poolClient: PoolClient,
  flowName: string,
  parameters: Readonly<Record<string, string>>,
  clientMetadata: ClientMetadata,
): Promise<AuthenticationAnswer> {
  const flows = kind === 'public' ? publicFlows : adminFlows;
  const flow = Object.hasOwn(flows, flowName) ? flows[flowName] : undefined;
  if (flow === undefined) throw invalidParameter('Initiate Auth method not supported.');
  if (!poolClient.client.explicitAuthFlows.has(flow.allowedBy)) throw invalidParameter(flow.notEnabled);
  if (flow.start === undefined) {
    throw new ServiceError('NotImplementedException', `The local cloud does not play ${flowName}.`, 501);
  }
  return flow.start(poolClient, parameters, clientMetadata);
}
