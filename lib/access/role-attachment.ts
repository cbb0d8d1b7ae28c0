import { CfnIdentityPoolRoleAttachment } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { FederatedRole } from './federated-role';

export interface RoleAttachmentProps {
  readonly identityPoolId: string;
  readonly authenticatedRole: FederatedRole;
  /** Without it the pool has no role to give to guests. */
  readonly guestRole?: FederatedRole;
}

/** Tells the pool which role the enhanced flow hands out to whom. */
export class RoleAttachment extends Construct {
  constructor(scope: Construct, id: string, props: RoleAttachmentProps) {
    super(scope, id);
    new CfnIdentityPoolRoleAttachment(this, 'Resource', {
      identityPoolId: props.identityPoolId,
      roles: {
        authenticated: props.authenticatedRole.roleArn,
        ...(props.guestRole && { unauthenticated: props.guestRole.roleArn }),
      },
    });
  }
}
