import type { RemovalPolicy } from 'aws-cdk-lib';
import { CfnIdentityPool } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { acknowledge } from '../roles/acknowledge';
import type { LoginProvider, PoolMembership } from './login-providers/login-provider';

export interface IdentityPoolProps {
  readonly loginProviders: readonly LoginProvider[];
  readonly guestsEnabled: boolean;
  readonly basicFlowEnabled: boolean;
  readonly removalPolicy: RemovalPolicy;
}

/**
 * Who is who: gives each player an identity ID that every device and every session of theirs shares.
 *
 * The L1 construct, because the L2 always makes a guest role and leaves `AllowClassicFlow` out when it is off: unset, the
 * API allowed the basic flow (observed: aws-cli#7652). A second pool would give everybody a second identity and orphan
 * all data, so the pool is the last thing to replace.
 */
export class IdentityPool extends Construct {
  readonly identityPoolId: string;
  /** For the one permission that names a pool: `GetOpenIdTokenForDeveloperIdentity`. */
  readonly identityPoolArn: string;

  constructor(scope: Construct, id: string, props: IdentityPoolProps) {
    super(scope, id);
    const pool = new CfnIdentityPool(this, 'Resource', {
      allowUnauthenticatedIdentities: props.guestsEnabled,
      allowClassicFlow: props.basicFlowEnabled,
      ...joined(props.loginProviders.map(({ membership }) => membership)),
    });
    pool.applyRemovalPolicy(props.removalPolicy);
    this.identityPoolId = pool.ref;
    this.identityPoolArn = pool.stack.formatArn({
      service: 'cognito-identity',
      resource: 'identitypool',
      resourceName: pool.ref,
    });

    if (props.guestsEnabled) {
      acknowledge(
        pool,
        'AwsSolutions-COG7',
        'Guests are wanted here; their role reads what is public and at most owns its own data',
      );
    }
  }
}

/** All providers' memberships as one: lists are joined, tables laid over each other; what nobody adds to stays out. */
function joined(memberships: readonly PoolMembership[]): PoolMembership {
  const list = (key: 'openIdConnectProviderArns' | 'cognitoIdentityProviders' | 'samlProviderArns') => {
    const items = memberships.flatMap((membership): unknown => membership[key] ?? []);
    return items.length > 0 && { [key]: items };
  };
  const tables = memberships.map((membership) => membership.supportedLoginProviders ?? {});
  const supportedLoginProviders = Object.assign({}, ...tables);
  return {
    ...Object.assign({}, ...memberships),
    ...list('openIdConnectProviderArns'),
    ...list('cognitoIdentityProviders'),
    ...list('samlProviderArns'),
    ...(Object.keys(supportedLoginProviders).length > 0 && { supportedLoginProviders }),
  };
}
