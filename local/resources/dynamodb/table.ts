import type { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import type { NewResource } from '../../../assembly/physical-identity';
import { generatedName, seedOf, uuid } from '../../../assembly/physical-name';
import type { DynamoDbTable } from '../../services/dynamodb/tables/table';
import type { Account } from '../account';
import type { Permissions } from '../permissions';
import type { Resource, ResourceType } from '../resource-type';
import { optionalString } from '../string-properties';
import { globalTableProperties, type TableProperties, tableProperties } from './properties';
import { checkIndexChange, checkTimeToLive, replacesTable, timeToLiveAfter } from './table-changes';
import { type ReplicaProperties, refused, tableDescription } from './table-description';
import { globalTablePermissions, tablePermissions } from './table-permissions';
import { tableSettings } from './table-settings';

type Parts = Pick<Account, 'tables' | 'clock'>;

/**
 * `AWS::DynamoDB::Table`: `Ref` is the name. `StreamArn` is left out: no streams here.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html
 */
export const table = tableType('AWS::DynamoDB::Table', tableProperties, {
  permissions: tablePermissions,
  replicaOf: ({ model }) => model,
  idOf: () => ({}),
});

/**
 * `AWS::DynamoDB::GlobalTable`: here it is its replica in the stack's own region. Beside what {@link table} has, `TableId` is an
 * attribute.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html documented
 */
export const globalTable = tableType('AWS::DynamoDB::GlobalTable', globalTableProperties, {
  permissions: globalTablePermissions,
  replicaOf({ model, region, place }) {
    const replica = model.Replicas.find(({ Region }) => Region === region);
    if (replica === undefined)
      throw new AssemblyError(`${place}: Properties.Replicas`, `holds no replica in ${region}`);
    return replica;
  },
  idOf: (resource) => ({ TableId: uuid(seedOf(resource)) }),
});

/** What differs between the two types. */
interface Kind<Properties> {
  readonly permissions: Permissions<unknown>;
  /** What a table has in the stack's region. */
  replicaOf(resource: Resource<Properties>): ReplicaProperties;
  /** The attribute that tells a table's ID, where the type has one. */
  idOf(resource: NewResource): { readonly TableId?: string };
}

function tableType<Properties extends TableProperties>(
  type: string,
  schema: z.ZodType<Properties>,
  { permissions, replicaOf, idOf }: Kind<Properties>,
) {
  const toTable = (resource: Resource<Properties>): Omit<DynamoDbTable, 'createdAt'> => {
    const replica = replicaOf(resource);
    return {
      place: resource.place,
      tags: replica.Tags ?? [],
      settings: tableSettings(resource.model, replica),
      description: tableDescription(resource, resource.model, replica),
    };
  };
  return {
    type,
    schema,
    permissions,

    identify(resource) {
      const name = optionalString(resource, 'TableName') ?? generatedName(resource, { maxLength: 255 });
      const { partition, region, account } = resource;
      const Arn = `arn:${partition}:dynamodb:${region}:${account}:table/${name}`;
      return { ref: name, attributes: { Arn, ...idOf(resource) }, uniqueWithin: 'region' };
    },

    create(resource: Resource<Properties>, { tables, clock }: Parts) {
      const made = toTable(resource);
      checkTimeToLive(resource.model);
      // Observed words: alexa-skills-kit-sdk-for-nodejs#707.
      if (tables.find(resource.ref)) throw refused(`Table already exists: ${resource.ref}`, 'AlreadyExists');
      tables.add({ ...made, ...timeToLiveAfter(resource.model), createdAt: clock.now() });
    },

    update(resource: Resource<Properties>, _before: Resource<Properties>, { tables }: Parts) {
      const made = toTable(resource);
      const standing = tables.find(resource.ref);
      // Documented words of ResourceNotFoundException.
      if (standing === undefined)
        throw refused(`Requested resource not found: Table: ${resource.ref} not found`, 'NotFound');
      checkIndexChange(made.description, standing.description);
      checkTimeToLive(resource.model, standing);
      const { createdAt, description } = standing;
      tables.change({
        ...made,
        ...timeToLiveAfter(resource.model, standing),
        createdAt,
        description: { ...made.description, TableId: description.TableId },
      });
    },

    remove({ ref }: Resource<Properties>, { tables }: Parts) {
      // Observed words: nubo-db/dynoxide#46.
      if (tables.find(ref)?.description.DeletionProtectionEnabled) {
        const message =
          'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.';
        throw refused(message, 'InvalidRequest');
      }
      tables.remove(ref);
    },

    replaces: (resource: Resource<Properties>, before: Resource<Properties>) =>
      replacesTable(resource.model, before.model),

    adopt: {
      identifier: ['TableName'],
      find({ TableName: ref = '' }, { tables }) {
        const standing = tables.find(ref);
        return standing && { ref, attributes: { TableId: standing.description.TableId } };
      },
    },
  } satisfies ResourceType<Properties>;
}
