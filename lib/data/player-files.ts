import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge, acknowledgeFolder } from '../roles/acknowledge';
import { s3Prefix } from '../roles/condition-keys';
import type { FederatedRole } from '../roles/federated-role';
import { noted } from '../roles/noted-statement';
import { type Conditions, clanName, playerName, type ZoneName } from '../roles/zone-name';
import { folderOf, playersZones, type ZoneWithFiles, zones } from '../roles/zones';
import { type PutsTaken, putsTaken } from './puts-taken';
import { corsRule, type PresignedUrls, presignedUrls } from './requests-taken';
import { retention } from './retention';
import { lifecycleRules, type VersionsKept } from './versions-kept';

export interface PlayerFilesProps extends PutsTaken, VersionsKept {
  /** Whether the files outlive the stack; otherwise the bucket is emptied and deleted with it. */
  readonly retain: boolean;
  /** Web pages that may reach the bucket. */
  readonly corsOrigins: readonly string[];
  /** Whether requests that are signed in their URL are taken, and how long after the signature. */
  readonly presignedUrls: PresignedUrls;
}

/**
 * What an owner may do with their files, action by action: `s3:PutObject*` would also match `PutObjectAcl` and
 * `PutObjectTagging`, and whatever AWS adds under that name. `ListBucketMultipartUploads` is missing because it has no
 * prefix condition: it shows everybody's uploads.
 */
const ownerActions = [
  's3:GetObject',
  's3:PutObject',
  's3:DeleteObject',
  's3:AbortMultipartUpload',
  's3:ListMultipartUploadParts',
];

/** Reading one file whose key is known; nobody lists what is shared. */
const readActions = ['s3:GetObject'];

/** The players' files, and who may do what with them. */
export class PlayerFiles extends Construct {
  readonly bucketName: string;
  private readonly bucket: s3.Bucket;
  /** What holds for each grant by which a player puts. */
  private readonly puts: Conditions;

  constructor(scope: Construct, id: string, props: PlayerFilesProps) {
    super(scope, id);
    this.bucket = new s3.Bucket(this, 'Bucket', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      lifecycleRules: lifecycleRules(props),
      cors: props.corsOrigins.length === 0 ? undefined : [corsRule(props.corsOrigins)],
      removalPolicy: retention(props.retain),
      autoDeleteObjects: !props.retain,
    });
    this.bucket.addToResourcePolicy(new iam.PolicyStatement(presignedUrls(this.bucket, props.presignedUrls)));
    // A bucket that stays behind must not lose the policy that refuses plain HTTP.
    if (props.retain) this.bucket.policy?.applyRemovalPolicy(retention(true));
    this.bucketName = this.bucket.bucketName;
    this.puts = putsTaken(props);
    acknowledge(
      this.bucket,
      'AwsSolutions-S1',
      'Access logs would copy object keys, and so guest identity IDs, which are bearer secrets, into a second place',
    );
  }

  /** A signed-in player: their private and protected files, others' protected files, and what everybody reads. */
  grantPlayer(role: FederatedRole): void {
    this.grantOwnFiles(role, [zones.private, zones.protected]);
    this.allow(role, 'ReadProtectedFiles', readActions, [zones.protected.prefix], 'Players show these to each other');
    this.grantSharedFiles(role);
  }

  /** A guest: what everybody reads, and private files of their own where guests own data. */
  grantGuest(role: FederatedRole, { ownData }: { ownData: boolean }): void {
    if (ownData) this.grantOwnFiles(role, [zones.private]);
    this.grantSharedFiles(role);
  }

  /** A moderator, beside what they have as a player: deleting what players show to each other. */
  grantModerator(role: FederatedRole): void {
    const reason = 'Moderators delete what any player shows to the others';
    this.allow(role, 'DeleteProtectedFiles', ['s3:DeleteObject'], [zones.protected.prefix], reason);
  }

  /** A signed-in player: the files of the clan that their login names. */
  grantClan(role: FederatedRole): void {
    this.grantNamedFolder(role, 'ClanFiles', zones.clans, clanName);
  }

  /** A player who came without the pool: files of their own below their provider's name, and what everybody reads. */
  grantFederated(role: FederatedRole, provider: string): void {
    this.grantNamedFolder(role, 'OwnFiles', zones.federated, playerName(role), provider);
    this.grantSharedFiles(role);
  }

  /** For a backend function: writing and deleting in these folders, each ending in a slash. */
  grantBackendWrites(role: iam.Role, sid: string, folders: readonly string[]): void {
    this.allow(role, sid, ['s3:PutObject', 's3:DeleteObject'], folders, 'The backend writes any file in the folder');
  }

  /** For the function that deletes players: all versions of what lies in the folder of an identity ID, in any zone. */
  grantDeletion(role: iam.Role): void {
    const folders = playersZones().flatMap(({ prefix }) => prefix ?? []);
    const reason = 'The folder of whichever player asks to be deleted';
    this.allow(role, 'DeletePlayersVersions', ['s3:DeleteObjectVersion'], folders, reason);
    this.allowListing(role, 'ListPlayersVersions', folders, {}, 's3:ListBucketVersions');
  }

  private grantOwnFiles(role: FederatedRole, ownZones: readonly ZoneWithFiles[]): void {
    const folders = ownZones.map((zone) => folderOf(zone, role.playerVariable));
    const reason = "The wildcard stands for the files in the player's own folder";
    this.allow(role, 'OwnFiles', ownerActions, folders, reason, this.puts);
    this.allowListing(role, 'ListOwnFiles', folders);
  }

  private allowListing(
    role: iam.Role,
    sid: string,
    folders: readonly string[],
    conditions: Conditions = {},
    action = 's3:ListBucket',
  ) {
    role.addToPrincipalPolicy(
      noted(
        role,
        new iam.PolicyStatement({
          sid,
          actions: [action],
          resources: [this.bucket.bucketArn],
          // Requests without a prefix, or with one that stops before the slash, would see other players' files.
          conditions: {
            ...conditions,
            StringLike: { [s3Prefix]: folders.map((folder) => `${folder}*`), ...conditions.StringLike },
          },
        }),
      ),
    );
  }

  /**
   * A folder that is called as an identity provider says; only a name that can't reach into another's folder opens it.
   *
   * @param above what stands between the zone and the name
   */
  private grantNamedFolder(
    role: FederatedRole,
    sid: string,
    zone: ZoneWithFiles,
    name: ZoneName,
    ...above: readonly string[]
  ): void {
    const folder = folderOf(zone, ...above, name.variable);
    const reason = 'The wildcard stands for the files in the one folder that the login names';
    this.allow(role, sid, ownerActions, [folder], reason, { ...name.isOneFolder, ...this.puts });
    this.allowListing(role, `List${sid}`, [folder], name.isOneFolder);
  }

  /** What everybody reads, by whatever role: a line for each zone. */
  private grantSharedFiles(role: FederatedRole): void {
    this.allow(role, 'ReadPublicFiles', readActions, [zones.public.prefix], 'Everybody reads public files');
  }

  /** @param folders each ends in a slash: what is allowed is everything below it, and nothing beside it */
  private allow(
    role: iam.Role,
    sid: string,
    actions: string[],
    folders: readonly string[],
    reason: string,
    conditions?: Conditions,
  ): void {
    const { bucketArn } = this.bucket;
    const resources = folders.map((folder) => `${bucketArn}/${folder}*`);
    role.addToPrincipalPolicy(noted(role, new iam.PolicyStatement({ sid, actions, resources, conditions })));
    for (const folder of folders) acknowledgeFolder(role, this, bucketArn, folder, reason);
  }
}
