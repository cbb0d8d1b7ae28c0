import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  ListUsersInGroupCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { type PasswordChallenge, SrpClient } from '../../../lambda/smoke-test/player-tokens/srp-client';
import { administratorClient } from '../../../local/smoke-test/administrator-client';
import type { DeployedStage } from './deployed-stage';
import { clientOf } from './players';

const password = 'Starlight-7-harvest';
const nameOf = (player: string) => `${player.toLowerCase().replace(/\W+/g, '-')}@players.example`;

/** Accounts of a user pool, and what becomes of them. */
export class UserPoolAccounts {
  readonly #administrator: CognitoIdentityProviderClient;
  readonly #app: CognitoIdentityProviderClient;

  constructor(
    stage: DeployedStage,
    readonly userPoolId: string,
  ) {
    this.#administrator = new CognitoIdentityProviderClient(administratorClient(stage.cloud));
    this.#app = new CognitoIdentityProviderClient(clientOf(stage));
  }

  /** What a player types on a page. */
  static typed = (player: string) => ({ username: nameOf(player), password });

  /** Makes an account, where there is none from an earlier deployment. */
  async add(player: string, attributes: Readonly<Record<string, string>>, groups: readonly string[]): Promise<void> {
    const who = { UserPoolId: this.userPoolId, Username: nameOf(player) };
    const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
    const made = this.#administrator.send(
      new AdminCreateUserCommand({ ...who, UserAttributes, MessageAction: 'SUPPRESS' }),
    );
    await made.catch((error: Error) => {
      if (error.name !== 'UsernameExistsException') throw error;
    });
    await this.#administrator.send(new AdminSetUserPasswordCommand({ ...who, Password: password, Permanent: true }));
    for (const GroupName of groups) {
      await this.#administrator.send(new AdminAddUserToGroupCommand({ ...who, GroupName }));
    }
  }

  /** @returns the ID token, by Secure Remote Password, as an app's own form signs in */
  async signIn(ClientId: string, player: string): Promise<string> {
    const srp = new SrpClient();
    const started = await this.#app.send(
      new InitiateAuthCommand({
        ...{ ClientId, AuthFlow: 'USER_SRP_AUTH' },
        AuthParameters: { USERNAME: nameOf(player), SRP_A: srp.publicValue },
      }),
    );
    const challenge = started.ChallengeParameters as unknown as PasswordChallenge;
    const { AuthenticationResult } = await this.#app.send(
      new RespondToAuthChallengeCommand({
        ...{ ClientId, ChallengeName: 'PASSWORD_VERIFIER', Session: started.Session },
        ChallengeResponses: srp.answer(this.userPoolId, password, challenge),
      }),
    );
    return AuthenticationResult?.IdToken ?? '';
  }

  /** Whether the account is there: its user's ID. */
  async account(player: string): Promise<string> {
    const who = { UserPoolId: this.userPoolId, Username: nameOf(player) };
    return (await this.#administrator.send(new AdminGetUserCommand(who))).Username ?? '';
  }

  async membersOf(GroupName: string): Promise<string> {
    const { Users = [] } = await this.#administrator.send(
      new ListUsersInGroupCommand({ UserPoolId: this.userPoolId, GroupName }),
    );
    return String(Users.length);
  }
}
