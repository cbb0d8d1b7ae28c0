import { CfnIdentityPoolRoleAttachment } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { everyPlayer } from '../config/role-rules';
import type { FederatedRole } from '../roles/federated-role';
import type { LoginProvider } from './login-providers/login-provider';
import { roleMappings } from './role-mapping';

export interface RoleAttachmentProps {
  readonly identityPoolId: string;
  readonly loginProviders: readonly LoginProvider[];
  readonly authenticatedRole: FederatedRole;
  /** Without it the pool has no role to give to guests. */
  readonly guestRole?: FederatedRole;
  /** Roles that the providers' mappings give, by name. */
  readonly namedRoles: ReadonlyMap<string, FederatedRole>;
}

/** Tells the pool which role the enhanced flow hands out to whom. */
export class RoleAttachment extends Construct {
  constructor(scope: Construct, id: string, props: RoleAttachmentProps) {
    super(scope, id);
    const roles = new Map([...props.namedRoles, [everyPlayer, props.authenticatedRole]]);
    new CfnIdentityPoolRoleAttachment(this, 'Resource', {
      identityPoolId: props.identityPoolId,
      roles: {
        authenticated: props.authenticatedRole.roleArn,
        ...(props.guestRole && { unauthenticated: props.guestRole.roleArn }),
      },
      roleMappings: roleMappings(props.loginProviders, (name) => {
        const role = roles.get(name);
        if (!role) throw new Error(`there is no role '${name}'; checking the configuration should have said so`);
        return role.roleArn;
      }),
    });
  }
}
