import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { LoginFacts } from '../../../lambda/smoke-test/facts';
import { pascalCase } from '../../config/fields';
import type { AppClientConfig, UserPoolConfig } from '../../config/user-pool';
import { retention } from '../../data/retention';
import { acknowledge } from '../../roles/acknowledge';
import type { PlayersAccounts } from '../../scores/accounts';
import type {
  LoginProvider,
  NamedRole,
  PoolMembership,
  PrincipalTagKey,
  RoleMappingKey,
  SmokeTestSignIn,
} from './login-provider';
import { mailOf, warnOfCognitoMail } from './user-pool-mail';
import {
  type PoolClient,
  throwawayUser,
  userPoolMappingKeys,
  userPoolMembership,
  userPoolName,
} from './user-pool-membership';
import { type AppClient, userPoolOutputs } from './user-pool-outputs';

export interface UserPoolProviderProps {
  /** The pool's name in the console. */
  readonly name: string;
  readonly config: UserPoolConfig;
  /** Whether accounts and app clients outlive the stack. */
  readonly retain: boolean;
  /** Whether the pool is protected against deletion. */
  readonly protect: boolean;
}

/** The game's own accounts: players sign up with their e-mail address, on the page that Cognito serves. */
export class UserPoolProvider extends Construct implements LoginProvider {
  readonly name = userPoolName;
  readonly membership: PoolMembership;
  readonly loginsKey: string;
  readonly roleMappingKeys: readonly RoleMappingKey[];
  readonly roleMapping: LoginProvider['roleMapping'];
  readonly principalTagKey: PrincipalTagKey;
  readonly attributes: LoginProvider['attributes'];
  /** No app client may write the attribute. */
  readonly guardsClaims = true;
  readonly outputs: LoginProvider['outputs'];
  readonly facts: LoginFacts;
  readonly accounts: PlayersAccounts;
  readonly smokeTest: SmokeTestSignIn;
  private readonly pool: cognito.UserPool;

  constructor(scope: Construct, id: string, { name, config, retain, protect }: UserPoolProviderProps) {
    super(scope, id);
    const { customAttributes } = config;
    const removalPolicy = retention(retain);
    this.pool = new cognito.UserPool(this, 'Pool', {
      userPoolName: name,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      selfSignUpEnabled: true,
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      passwordPolicy: {
        minLength: 10,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      ...(config.mfa === 'optional' && { mfa: cognito.Mfa.OPTIONAL, mfaSecondFactor: { otp: true, sms: false } }),
      ...(customAttributes.length > 0 && {
        customAttributes: Object.fromEntries(
          customAttributes.map((name) => [name, new cognito.StringAttribute({ mutable: true, maxLen: 128 })]),
        ),
      }),
      ...(config.ses !== undefined && { email: mailOf(config.ses) }),
      // What managed login with branding takes.
      featurePlan: cognito.FeaturePlan.ESSENTIALS,
      deletionProtection: protect,
      removalPolicy,
    });
    if (retain && config.ses === undefined) warnOfCognitoMail(this.pool);
    acknowledge(this.pool, 'AwsSolutions-COG2', 'Players of a game choose whether to add a second factor');
    acknowledge(
      this.pool,
      'AwsSolutions-COG8',
      'The Plus plan is paid per player; compromised-password checks and adaptive sign-in are for the owner to weigh',
    );
    const { pool } = this;
    const domain = this.domain(config.domainPrefix ?? name);
    const clients = Object.entries(config.apps ?? {}).flatMap(([app, platforms]) =>
      Object.entries(platforms).map(([platform, client]) =>
        this.appClient(pascalCase(`${app}-${platform}`), client, customAttributes, removalPolicy),
      ),
    );
    const smokeTestClient = this.smokeTestClient(customAttributes, removalPolicy);
    const members = [...clients, smokeTestClient];

    this.loginsKey = pool.userPoolProviderName;
    this.membership = userPoolMembership(this.loginsKey, members);
    this.roleMappingKeys = userPoolMappingKeys(this.loginsKey, members);
    this.roleMapping = config.roleMapping;
    this.principalTagKey = { id: 'UserPool', identityProvider: this.loginsKey };
    this.attributes = config.attributes;
    this.outputs = userPoolOutputs({ userPoolId: pool.userPoolId, signInUrl: domain?.baseUrl(), clients });
    const clanAttribute = config.attributes?.clan;
    this.facts = { userPool: { name: userPoolName, ...(clanAttribute !== undefined && { clanAttribute }) } };
    this.accounts = {
      userPoolId: pool.userPoolId,
      userPoolArn: pool.userPoolArn,
      appClientIds: clients.map(({ clientId }) => clientId),
      ownAccounts: true,
    };
    this.smokeTest = throwawayUser({
      userPoolId: pool.userPoolId,
      userPoolArn: pool.userPoolArn,
      clientId: smokeTestClient.clientId,
    });
  }

  /** A group for each role; a player of the group has it in `cognito:roles`, and the first listed one as preferred role. */
  announceRoles(scope: Construct, roles: readonly NamedRole[]): void {
    for (const [precedence, { name, roleArn }] of roles.entries()) {
      new cognito.CfnUserPoolGroup(scope, `Group-${name}`, {
        userPoolId: this.pool.userPoolId,
        groupName: name,
        description: `Players with the role ${name}`,
        roleArn,
        precedence,
      });
    }
  }

  /**
   * The sign-in page. It holds nobody, and one that stays would block its successor: a pool has one domain, and a prefix is somebody's
   * in the whole region. So it is never kept.
   */
  private domain(domainPrefix: string | false): cognito.UserPoolDomain | undefined {
    if (domainPrefix === false) return undefined;
    const domain = this.pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix },
      managedLoginVersion: cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    domain.applyRemovalPolicy(RemovalPolicy.DESTROY);
    return domain;
  }

  /** A client of an app: public, so without secret, and for the code flow with PKCE alone. */
  private appClient(
    name: string,
    urls: AppClientConfig,
    customAttributes: readonly string[],
    removalPolicy: RemovalPolicy,
  ): AppClient {
    const { callbackUrls, logoutUrls } = urls;
    const client = this.pool.addClient(`Client${name}`, {
      ...common(customAttributes),
      authFlows: { userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true, implicitCodeGrant: false, clientCredentials: false },
        // An app that asks for `email` beside `openid` gets no other attribute into its ID token (documented), and so no clan: `profile`
        // brings all that the client may read.
        scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL, cognito.OAuthScope.PROFILE],
        callbackUrls: [...callbackUrls],
        ...(logoutUrls.length > 0 && { logoutUrls: [...logoutUrls] }),
      },
      supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.COGNITO],
    });
    client.applyRemovalPolicy(removalPolicy);
    // Without a branding of its own, managed login has no page to show for a client.
    new cognito.CfnManagedLoginBranding(this, `Branding${name}`, {
      userPoolId: this.pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    return { name, clientId: client.userPoolClientId, urls };
  }

  /** The only client that takes a password from an admin call; it has no page and no OAuth flow. */
  private smokeTestClient(customAttributes: readonly string[], removalPolicy: RemovalPolicy): PoolClient {
    const client = this.pool.addClient('ClientSmokeTest', {
      ...common(customAttributes),
      authFlows: { adminUserPassword: true },
      disableOAuth: true,
      refreshTokenValidity: Duration.hours(1),
    });
    client.applyRemovalPolicy(removalPolicy);
    return { name: 'SmokeTest', clientId: client.userPoolClientId };
  }
}

/** What every client has: no secret, no hint whether an account exists, and no write access to what decides access. */
function common(customAttributes: readonly string[]): cognito.UserPoolClientOptions {
  const writable = new cognito.ClientAttributes().withStandardAttributes({ email: true });
  const readable = new cognito.ClientAttributes().withStandardAttributes({ email: true, emailVerified: true });
  return {
    generateSecret: false,
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    writeAttributes: writable,
    readAttributes: readable.withCustomAttributes(...customAttributes),
  };
}
