import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { leadingKeys } from '../roles/condition-keys';
import type { FederatedRole } from '../roles/federated-role';
import { noted } from '../roles/noted-statement';
import { type Conditions, clanName, playerName, type ZoneName } from '../roles/zone-name';
import { leadingKeyOf, type ZoneWithRecords, zones } from '../roles/zones';
import { retention } from './retention';

export interface PlayerRecordsProps {
  /** Whether the records outlive the stack. The table is protected against deletion then, from its first moment. */
  readonly retain: boolean;
  /** Whether the table is protected against deletion although its records go with the stack. */
  readonly protect: boolean;
  readonly maxReadRequestUnits: number;
  readonly maxWriteRequestUnits: number;
}

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
    role.addToPrincipalPolicy(
      noted(
        role,
        new iam.PolicyStatement({
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
        }),
      ),
    );
  }
}
