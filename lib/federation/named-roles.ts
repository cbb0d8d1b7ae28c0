import { Construct } from 'constructs';
import { pascalCase } from '../config/fields';
import type { GameFederationConfig } from '../config/schema';
import type { FederatedRole } from '../roles/federated-role';
import type { LoginProvider } from './login-providers/login-provider';
import { type SignedInPlayers, signedInRole } from './signed-in-role';

/**
 * The roles that role mappings give, by name, in the order of the configuration. Each has the trust and all the grants of the
 * role that every signed-in player has, and its own besides: Cognito gives a player one role, not several.
 */
export class NamedRoles extends Construct {
  readonly byName: ReadonlyMap<string, FederatedRole>;

  constructor(
    scope: Construct,
    id: string,
    players: SignedInPlayers & {
      readonly loginProviders: readonly LoginProvider[];
      readonly roles: GameFederationConfig['roles'];
    },
  ) {
    super(scope, id);
    const { playerFiles, playerRecords } = players.data;
    this.byName = new Map(
      Object.entries(players.roles).map(([name, { grants }]) => {
        const role = signedInRole(this, `${pascalCase(name)}Role`, `Signed-in players with the role ${name}`, players);
        if (grants.includes('moderateFiles')) playerFiles.grantModerator(role);
        if (grants.includes('moderateBoards')) playerRecords.grantModerator(role);
        return [name, role];
      }),
    );
    const roles = [...this.byName].map(([name, { roleArn }]) => ({ name, roleArn }));
    for (const provider of players.loginProviders) {
      if (provider.roleMapping?.fromToken) provider.announceRoles?.(this, roles);
    }
  }
}
