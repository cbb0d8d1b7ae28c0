import { Aspects, CfnResource, Duration, RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Trigger } from 'aws-cdk-lib/triggers';
import { Construct } from 'constructs';
import { environmentNames, nameSeparator, timeoutSeconds } from '../../../lambda/smoke-test/environment';
import type { GameFederationConfig } from '../../config/schema';
import { smokeTestBoard } from '../../config/scores';
import type { DataStack } from '../../data/data-stack';
import { acknowledge } from '../../roles/acknowledge';
import type { FederatedRole } from '../../roles/federated-role';
import { noted } from '../../roles/noted-statement';
import type { Scores } from '../../scores/scores';
import type { IdentityPool } from '../identity-pool';
import { accountsOf, type LoginProvider } from '../login-providers/login-provider';
import { permissionsFingerprint } from './permissions-fingerprint';
import { smokeTestCode } from './smoke-test-bundle';
import { probePlaces, smokeTestFacts } from './smoke-test-facts';

const timeout = Duration.seconds(timeoutSeconds);

export interface SmokeTestProps {
  readonly config: GameFederationConfig;
  readonly data: DataStack;
  readonly identityPool: IdentityPool;
  readonly loginProviders: readonly LoginProvider[];
  readonly authenticatedRole: FederatedRole;
  /** Without it the function checks that guests are refused. */
  readonly guestRole?: FederatedRole;
  /** Roles that role mappings give, by name. */
  readonly namedRoles: ReadonlyMap<string, FederatedRole>;
  /** Roles that take a provider's own tokens, by provider name. */
  readonly directRoles: ReadonlyMap<string, FederatedRole>;
  /** Absent where the stage takes no scores. */
  readonly scores?: Scores | undefined;
}

/**
 * A function that signs in as a guest and as a player and tries what each may and may not do, and a trigger that runs it at
 * the end of each deployment that changes a trust, a grant or a mapping. When it throws, CloudFormation rolls back.
 */
export class SmokeTest extends Construct {
  readonly functionName: string;
  /** The secret in which an operator puts a refresh token for a signed-in player. */
  readonly playersSecretArn: string;

  constructor(scope: Construct, id: string, props: SmokeTestProps) {
    super(scope, id);
    const { config, data, identityPool, loginProviders } = props;
    const { playerFiles, playerRecords } = data;
    const facts = smokeTestFacts(config, loginProviders);

    const logGroup = new logs.LogGroup(this, 'Logs', {
      retention: config.smokeTest.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const players = new secretsmanager.Secret(this, 'PlayersSecret', {
      description:
        "The smoke test's players from one run to the next: refresh tokens by issuer, the guest's identity ID",
      // Filled by the function, and for a refresh token by the operator; nothing secret stands in the template.
      secretStringValue: SecretValue.unsafePlainText('{}'),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.playersSecretArn = players.secretArn;
    acknowledge(
      players,
      'AwsSolutions-SMG4',
      'The issuer rotates the refresh tokens in it at each use, and the function stores them back',
    );

    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description: `Smoke test of ${config.game} (${config.stage}): prepares data that players must not reach`,
    });
    const allow = (sid: string, actions: string[], resource: string) =>
      role.addToPolicy(noted(role, new iam.PolicyStatement({ sid, actions, resources: [resource] })));
    allow('WriteLog', ['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn);
    const { stackId } = Stack.of(this);
    // Alone this stack, by its whole ID: the function tells a rollback from a deployment by its status first.
    allow('ReadOwnStatus', ['cloudformation:DescribeStacks'], stackId);
    allow('KeepPlayers', ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'], players.secretArn);
    const probes = probePlaces(facts);
    playerFiles.grantBackendWrites(role, 'ProbeFiles', probes.folders);
    playerRecords.grantBackendWrites(role, 'ProbeRecords', probes.leadingKeys);
    // IAM lets it through to the API, whose function is to refuse it: it is no player.
    props.scores?.api.grantBackend(role, 'SubmitAsNobody', smokeTestBoard);
    for (const { smokeTest } of loginProviders) smokeTest?.grant(role);
    if (config.smokeTest.developerUser) {
      allow(
        'SignInDeveloperUser',
        ['cognito-identity:GetOpenIdTokenForDeveloperIdentity'],
        identityPool.identityPoolArn,
      );
    }

    const handler = new lambda.Function(this, 'Function', {
      description: `Checks who may do what in ${config.game} (${config.stage})`,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      handler: 'index.handler',
      code: smokeTestCode(facts),
      role,
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      timeout,
      memorySize: 512,
      environment: {
        NODE_OPTIONS: '--enable-source-maps',
        [environmentNames.stackId]: stackId,
        [environmentNames.identityPoolId]: identityPool.identityPoolId,
        [environmentNames.authenticatedRoleArn]: props.authenticatedRole.roleArn,
        ...(props.guestRole && { [environmentNames.guestRoleArn]: props.guestRole.roleArn }),
        [environmentNames.bucketName]: playerFiles.bucketName,
        [environmentNames.tableName]: playerRecords.tableName,
        [environmentNames.playersSecretArn]: players.secretArn,
        ...(props.scores && scoresVariables(props.scores, loginProviders)),
        ...Object.assign({}, ...loginProviders.map(({ smokeTest }) => smokeTest?.environment)),
        ...namesOf(environmentNames.mappedRoleNames, props.namedRoles, facts.namedRoles),
        ...namesOf(environmentNames.federatedRoleNames, props.directRoles, facts.federated?.providers),
        [environmentNames.permissionsFingerprint]: permissionsFingerprint(
          [data, Stack.of(this)],
          props.scores?.functions,
        ),
      },
    });
    this.functionName = handler.functionName;

    const trigger = new Trigger(this, 'Trigger', { handler, timeout: timeout.plus(Duration.minutes(1)) });
    // After everything else in the stack that decides, whoever adds it and whenever.
    Aspects.of(Stack.of(this)).add({
      visit: (node) => {
        if (
          CfnResource.isCfnResource(node) &&
          /^AWS::(IAM|Cognito|ApiGateway)::|^AWS::Lambda::Permission$/.test(node.cfnResourceType)
        ) {
          trigger.node.addDependency(node);
        }
      },
    });
  }
}

/** What its claims about scores take: the address, and an app's client, where the pool is this stack's, so that it is known what it allows. */
function scoresVariables({ url }: Scores, loginProviders: readonly LoginProvider[]): Record<string, string> {
  const { ownAccounts = false, appClientIds: [appClientId] = [] } = accountsOf(loginProviders) ?? {};
  return {
    [environmentNames.scoresUrl]: url,
    ...(ownAccounts && appClientId !== undefined && { [environmentNames.appClientId]: appClientId }),
  };
}

/**
 * A variable with the names of roles in the order of the facts, and without what the facts say themselves; none where there is no role.
 * A role's ARN is half as long again, and the environment is soon full.
 */
function namesOf(
  variable: string,
  roles: ReadonlyMap<string, FederatedRole>,
  owners: readonly { readonly name: string }[] = [],
): Record<string, string> {
  const names = owners.flatMap(({ name }) => roles.get(name)?.roleName ?? []);
  return names.length === 0 ? {} : { [variable]: names.join(nameSeparator) };
}
