import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { leadingKeys } from '../roles/condition-keys';
import type { FederatedRole } from '../roles/federated-role';
import { noted } from '../roles/noted-statement';
import { type Conditions, clanName, playerName, type ZoneName } from '../roles/zone-name';
import { leadingKeyOf, playersZones, type ZoneWithRecords, zones } from '../roles/zones';
import { retention } from './retention';

export interface PlayerRecordsProps {
  /** Whether the records outlive the stack. The table is protected against deletion then, from its first moment. */
  readonly retain: boolean;
  /** Whether the table is protected against deletion although its records go with the stack. */
  readonly protect: boolean;
  readonly maxReadRequestUnits: number;
  readonly maxWriteRequestUnits: number;
  /** Whether the backend writes records that are forgotten after a time. */
  readonly forgets: boolean;
}

/**
 * The attribute by which DynamoDB forgets a record. Players write records of their own under any attribute names they like, so it is one that
 * nobody takes by chance: `expires` in somebody's saves would delete them.
 */
export const timeToLiveAttribute = 'forgottenByTheBackendAt';

/**
 * Reading items whose partition key the request names. No Scan, which names none; no index, whose leading key is another
 * one; no PartiQL. Transactions are authorised item by item as these same actions (documented).
 */
const readActions = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
/** Reading what everybody reads, an item or a query at a time. */
const sharedReadActions = ['dynamodb:GetItem', 'dynamodb:Query'];
const writeActions = [
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:ConditionCheckItem',
];

/**
 * The players' records, and who may do what with them. One table without index: `pk` is the leading key of a zone, `sk`
 * says what the item is. IAM never sees `sk`, so what a player must not write lies under another leading key.
 */
export class PlayerRecords extends Construct {
  readonly tableName: string;
  private readonly table: dynamodb.TableV2;

  constructor(scope: Construct, id: string, props: PlayerRecordsProps) {
    super(scope, id);
    this.table = new dynamodb.TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
      // Guests are anonymous and the pool's ID is public: the ceiling bounds what a flood of requests can cost.
      billing: dynamodb.Billing.onDemand({
        maxReadRequestUnits: props.maxReadRequestUnits,
        maxWriteRequestUnits: props.maxWriteRequestUnits,
      }),
      ...(props.forgets && { timeToLiveAttribute }),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: props.retain || props.protect,
      removalPolicy: retention(props.retain),
    });
    this.tableName = this.table.tableName;
  }

  /** A signed-in player: their records, their ledger to read, and what everybody reads. */
  grantPlayer(role: FederatedRole): void {
    const keysIn = (ownZones: readonly ZoneWithRecords[]) =>
      ownZones.map((zone) => leadingKeyOf(zone, role.playerVariable));
    const own = keysIn([zones.private]);
    const onlyRead = keysIn([zones.ledger]);
    this.allow(role, 'ReadOwnRecordsAndLedger', readActions, 'StringEquals', [...own, ...onlyRead]);
    this.allow(role, 'WriteOwnRecords', writeActions, 'StringEquals', own);
    this.grantSharedRecords(role);
  }

  /** A guest: what everybody reads, and records of their own where guests own data. */
  grantGuest(role: FederatedRole, { ownData }: { ownData: boolean }): void {
    if (ownData) {
      const own = leadingKeyOf(zones.private, role.playerVariable);
      this.allow(role, 'OwnRecords', [...readActions, ...writeActions], 'StringEquals', [own]);
    }
    this.grantSharedRecords(role);
  }

  /** A moderator, beside what they have as a player: deleting rows of any board. */
  grantModerator(role: FederatedRole): void {
    this.allow(role, 'DeleteBoardRows', ['dynamodb:DeleteItem'], 'StringLike', [`${zones.public.leadingKey}*`]);
  }

  /** A signed-in player: the records of the clan that their login names. */
  grantClan(role: FederatedRole): void {
    this.grantNamedKey(role, 'ClanRecords', zones.clans, clanName);
  }

  /** A player who came without the pool: records of their own below their provider's name, and what everybody reads. */
  grantFederated(role: FederatedRole, provider: string): void {
    this.grantNamedKey(role, 'OwnRecords', zones.federated, playerName(role), provider);
    this.grantSharedRecords(role);
  }

  /**
   * For the function that takes scores: the ledgers, exactly these boards, and the way from the accounts of one user pool to their players. Its
   * transactions are authorised item by item as these same actions (documented).
   */
  grantScores(role: iam.Role, { boards, userPoolId }: { boards: readonly string[]; userPoolId?: string }): void {
    const ledgers = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:ConditionCheckItem'];
    this.allow(role, 'Ledgers', ledgers, 'StringLike', [`${zones.ledger.leadingKey}*`]);
    const boardKeys = boards.map((board) => leadingKeyOf(zones.public, board));
    this.allow(role, 'BoardRows', ['dynamodb:PutItem', 'dynamodb:DeleteItem'], 'StringEquals', boardKeys);
    if (userPoolId === undefined) return;
    this.allow(role, 'Logins', ['dynamodb:GetItem', 'dynamodb:PutItem'], 'StringLike', [loginsOf(userPoolId)]);
  }

  /**
   * For the function that deletes players: what lies under an identity ID, and where the ledger leads. Rows of any board: one that the
   * configuration no longer names may still hold the player.
   */
  grantDeletion(role: iam.Role, { userPoolId }: { userPoolId?: string }): void {
    const own = ['dynamodb:Query', 'dynamodb:DeleteItem'];
    const ownKeys = playersZones().flatMap(({ leadingKey }) => (leadingKey === undefined ? [] : [`${leadingKey}*`]));
    this.allow(role, 'DeleteOwnRecords', own, 'StringLike', ownKeys);
    const wish = ['dynamodb:GetItem', 'dynamodb:PutItem'];
    this.allow(role, 'RememberWish', wish, 'StringLike', [`${zones.ledger.leadingKey}*`]);
    const elsewhere = [`${zones.public.leadingKey}*`, ...(userPoolId === undefined ? [] : [loginsOf(userPoolId)])];
    this.allow(role, 'DeleteWhatLedgersLeadTo', ['dynamodb:DeleteItem'], 'StringLike', elsewhere);
  }

  /** For a game's own servers: reading and writing all boards and all ledgers, and nothing of the players' own. */
  backendStatements(): iam.PolicyStatement[] {
    const keys = [`${zones.public.leadingKey}*`, `${zones.ledger.leadingKey}*`];
    return [this.statement('BoardsAndLedgers', [...readActions, ...writeActions], 'StringLike', keys)];
  }

  /** For a backend function: writing and deleting items under exactly these partition keys. */
  grantBackendWrites(role: iam.Role, sid: string, keys: readonly string[]): void {
    this.allow(role, sid, ['dynamodb:PutItem', 'dynamodb:DeleteItem'], 'StringEquals', keys);
  }

  /**
   * Records under a key that ends as an identity provider says. Keys are compared whole, so any name is one of its own.
   *
   * @param above what stands between the zone and the name
   */
  private grantNamedKey(
    role: FederatedRole,
    sid: string,
    zone: ZoneWithRecords,
    name: ZoneName,
    ...above: readonly string[]
  ): void {
    const key = leadingKeyOf(zone, ...above, name.variable);
    this.allow(role, sid, [...readActions, ...writeActions], 'StringEquals', [key], name.isPresent);
  }

  /** What everybody reads, by whatever role: a line for each zone. */
  private grantSharedRecords(role: FederatedRole): void {
    this.allow(role, 'ReadBoards', sharedReadActions, 'StringLike', [`${zones.public.leadingKey}*`]);
  }

  private allow(
    role: iam.Role,
    sid: string,
    actions: readonly string[],
    operator: 'StringEquals' | 'StringLike',
    keys: readonly string[],
    conditions: Conditions = {},
  ): void {
    role.addToPrincipalPolicy(noted(role, this.statement(sid, actions, operator, keys, conditions)));
  }

  private statement(
    sid: string,
    actions: readonly string[],
    operator: 'StringEquals' | 'StringLike',
    keys: readonly string[],
    conditions: Conditions = {},
  ): iam.PolicyStatement {
    return new iam.PolicyStatement({
      sid,
      actions: [...actions],
      resources: [this.table.tableArn],
      conditions: {
        ...conditions,
        // Every key of the request must be one of these: a batch that holds one foreign item is refused whole.
        [`ForAllValues:${operator}`]: { [leadingKeys]: keys },
        // ForAllValues also holds for a request that names no key at all (Scan); the key must be there.
        Null: { [leadingKeys]: 'false' },
      },
    });
  }
}

/** The keys of all accounts of a user pool. */
function loginsOf(userPoolId: string): string {
  return `${leadingKeyOf(zones.logins, userPoolId)}#*`;
}
