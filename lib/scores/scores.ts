import { Duration } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environmentNames } from '../../lambda/shared/environment';
import { factsFile } from '../../lambda/shared/facts';
import type { GameFederationConfig } from '../config/schema';
import type { ScoresConfig } from '../config/scores';
import type { DataStack } from '../data/data-stack';
import { BackendFunction } from '../functions/backend-function';
import { acknowledge } from '../roles/acknowledge';
import type { FederatedRole } from '../roles/federated-role';
import type { PlayersAccounts } from './accounts';
import { BackendPolicy } from './backend-policy';
import { boardsOf, deletePlayerFacts, mayGuestsCall, scoresFacts } from './facts';
import { ScoresApi } from './scores-api';

export interface ScoresProps {
  readonly config: GameFederationConfig;
  readonly scores: ScoresConfig;
  readonly data: DataStack;
  readonly identityPool: { readonly identityPoolId: string; readonly identityPoolArn: string };
  /** Absent where players have no accounts of a user pool. */
  readonly accounts?: PlayersAccounts | undefined;
  /** The roles of signed-in players. */
  readonly signedInRoles: readonly FederatedRole[];
  readonly guestRole?: FederatedRole | undefined;
}

/**
 * Scores that only the game's rules write: players call an API, a function checks what they submit and writes ledger and board. And the way for a
 * player to be deleted, which takes another function with another role.
 */
export class Scores extends Construct {
  /** What apps call, without a slash at its end. */
  readonly url: string;
  /** The policy for a game's own servers. */
  readonly backendPolicyArn: string;
  readonly api: ScoresApi;
  /** What decides whether a score is taken, for whoever wants to notice a change of it. */
  readonly functions: readonly lambda.IFunction[];

  constructor(scope: Construct, id: string, props: ScoresProps) {
    super(scope, id);
    const { config, scores, data, identityPool, accounts } = props;
    const { playerFiles, playerRecords } = data;
    const named = `${config.game} (${config.stage})`;
    const boards = boardsOf(scores);
    const logRetentionDays = config.smokeTest.logRetentionDays;
    const environment = {
      [environmentNames.tableName]: playerRecords.tableName,
      [environmentNames.identityPoolId]: identityPool.identityPoolId,
    };

    const takeScores = new BackendFunction(this, 'TakeScores', {
      folder: 'scores',
      facts: { name: factsFile, facts: scoresFacts(scores, config) },
      description: `Takes scores of ${named}, by the game's rules`,
      timeout: Duration.seconds(20),
      memorySize: 256,
      logRetentionDays,
      environment: {
        ...environment,
        ...(accounts && {
          [environmentNames.userPoolId]: accounts.userPoolId,
          [environmentNames.userPoolClientIds]: accounts.appClientIds.join(' '),
        }),
      },
    });
    playerRecords.grantScores(takeScores.role, {
      boards: Object.keys(boards),
      ...(accounts && { userPoolId: accounts.userPoolId }),
    });

    // Of an imported pool the accounts stay: they may be other games' too.
    const ownAccounts = accounts?.ownAccounts ? accounts : undefined;
    const deletePlayer = new BackendFunction(this, 'DeletePlayer', {
      folder: 'delete-player',
      facts: { name: factsFile, facts: deletePlayerFacts(config) },
      description: `Deletes players of ${named} who ask for it`,
      timeout: Duration.seconds(29),
      memorySize: 512,
      logRetentionDays,
      environment: {
        ...environment,
        [environmentNames.bucketName]: playerFiles.bucketName,
        ...(accounts && { [environmentNames.userPoolId]: accounts.userPoolId }),
        ...(ownAccounts && { [environmentNames.deleteAccounts]: 'true' }),
      },
    });
    playerFiles.grantDeletion(deletePlayer.role);
    playerRecords.grantDeletion(deletePlayer.role, accounts ? { userPoolId: accounts.userPoolId } : {});
    // The action knows no resource; the pool is a condition (documented: Service Authorization Reference, Amazon Cognito Identity).
    deletePlayer.allow('DeleteIdentity', ['cognito-identity:DeleteIdentities'], '*', {
      StringEquals: { 'cognito-identity:IdentityPoolArn': identityPool.identityPoolArn },
    });
    acknowledge(
      deletePlayer.role,
      'AwsSolutions-IAM5[Resource::*]',
      'cognito-identity:DeleteIdentities has no resource; a condition names the one pool',
    );
    if (ownAccounts) deletePlayer.allow('DeleteAccount', ['cognito-idp:AdminDeleteUser'], ownAccounts.userPoolArn);

    this.functions = [takeScores.handler, deletePlayer.handler];
    this.api = new ScoresApi(this, 'Api', {
      name: `${config.game}-${config.stage}`,
      description: `What players of ${named} call`,
      throttle: scores.throttle,
      accessLogDays: scores.accessLogs ? logRetentionDays : undefined,
      corsOrigins: config.cors.origins,
      scores: takeScores.handler,
      deletePlayer: deletePlayer.handler,
      accounts,
    });
    for (const role of props.signedInRoles) this.api.grantPlayer(role, { boards: Object.keys(boards) });
    if (props.guestRole) {
      const open = Object.entries(boards).flatMap(([name, { guests }]) => (guests ? [name] : []));
      if (mayGuestsCall({ guests: open.length > 0 }, config.guests))
        this.api.grantPlayer(props.guestRole, { boards: open });
    }
    this.url = this.api.url;
    this.backendPolicyArn = new BackendPolicy(this, 'BackendPolicy', {
      data,
      description: `Writes boards and ledgers of ${named}: for the game's own servers`,
    }).arn;
  }
}
