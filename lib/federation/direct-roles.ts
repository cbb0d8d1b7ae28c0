import { Construct } from 'constructs';
import { pascalCase } from '../config/fields';
import type { DataStack } from '../data/data-stack';
import { directTrust, FederatedRole, maxSession } from '../roles/federated-role';
import type { LoginProvider } from './login-providers/login-provider';

export interface DirectRolesProps {
  readonly data: DataStack;
  readonly loginProviders: readonly LoginProvider[];
}

/**
 * The roles of players who come to STS with their provider's own token, without the pool: by provider name. Each has a zone of
 * its own, since such a player has no identity ID: below their provider's name, as their provider calls them.
 */
export class DirectRoles extends Construct {
  readonly byProvider: ReadonlyMap<string, FederatedRole>;

  constructor(scope: Construct, id: string, { data, loginProviders }: DirectRolesProps) {
    super(scope, id);
    const { playerFiles, playerRecords } = data;
    this.byProvider = new Map(
      loginProviders.flatMap(({ name, directTrust: trust, directRole }) => {
        if (!trust || !directRole) return [];
        const role = new FederatedRole(this, `${pascalCase(name)}Role`, {
          trust: directTrust(trust),
          maxSessionDuration: maxSession(directRole.sessionSeconds),
          description: `Players of ${name} without the identity pool`,
        });
        playerFiles.grantFederated(role, name);
        playerRecords.grantFederated(role, name);
        return [[name, role] as const];
      }),
    );
  }
}
