import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { RecordKey } from '../probe-data';
import type { Claim } from './claim';

/** The part of a zone that one name opens: a clan's, or a player's as her identity provider calls her. */
export interface Place {
  /** Ends in a slash. */
  readonly folder: string;
  /** The name of a file in it. */
  readonly file: string;
  readonly record: RecordKey;
  /** Whether the player's own name holds a slash: such a folder would be in another name's, so it opens for nobody. */
  readonly noFolder?: boolean;
}

/** The places of a zone that claims are about, by what they are to the player; absent: there is none in this deployment. */
export interface PlacesScene<Which extends string> {
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBClient;
  readonly bucket: string;
  readonly table: string;
  readonly places: Readonly<Partial<Record<Which, Place>>>;
}

type Deed<Which extends string> = Pick<Claim<PlacesScene<Which>>, 'where' | 'run' | 'undo'>;

/** What can be tried with the file and the record of one place; where it writes, what takes it back. */
export function deedsAt<Which extends string>(which: Which) {
  type Scene = PlacesScene<Which>;
  const placeOf = ({ places }: Scene): Place => {
    const place = places[which];
    if (place === undefined) throw new Error(`This scene has no place '${which}'.`);
    return place;
  };
  const object = (scene: Scene) => ({ Bucket: scene.bucket, Key: placeOf(scene).folder + placeOf(scene).file });
  const item = (scene: Scene) => {
    const { pk, sk } = placeOf(scene).record;
    return { pk: { S: pk }, sk: { S: sk } };
  };
  const deleteObject = (scene: Scene) => scene.s3.send(new DeleteObjectCommand(object(scene)));
  const deleteItem = (scene: Scene) =>
    scene.dynamodb.send(new DeleteItemCommand({ TableName: scene.table, Key: item(scene) }));

  const withFolder = (deed: Omit<Deed<Which>, 'where'>, noFolder = false): Deed<Which> => ({
    where: ({ places }) => places[which] !== undefined && (places[which]?.noFolder ?? false) === noFolder,
    ...deed,
  });
  const withRecord = (deed: Omit<Deed<Which>, 'where'>): Deed<Which> => ({
    where: ({ places }) => places[which] !== undefined,
    ...deed,
  });
  const putFile = {
    run: (scene: Scene) => scene.s3.send(new PutObjectCommand({ ...object(scene), Body: 'smoke test' })),
    undo: deleteObject,
  };
  return {
    putFile: withFolder(putFile),
    /** Where the name holds a slash, and nowhere else. */
    putFileBelowSlash: withFolder(putFile, true),
    /** Takes nothing back: the file is the function's own, and is there before. */
    overwriteFile: withFolder({
      run: (scene) => scene.s3.send(new PutObjectCommand({ ...object(scene), Body: 'smoke test' })),
    }),
    getFile: withFolder({
      run: async (scene) => {
        const { Body } = await scene.s3.send(new GetObjectCommand(object(scene)));
        await Body?.transformToString();
      },
    }),
    listFiles: withFolder({
      run: (scene) =>
        scene.s3.send(new ListObjectsV2Command({ Bucket: scene.bucket, Prefix: placeOf(scene).folder, MaxKeys: 5 })),
    }),
    deleteFile: withFolder({ run: deleteObject }),
    putRecord: withRecord({
      run: (scene) => scene.dynamodb.send(new PutItemCommand({ TableName: scene.table, Item: item(scene) })),
      undo: deleteItem,
    }),
    overwriteRecord: withRecord({
      run: (scene) => scene.dynamodb.send(new PutItemCommand({ TableName: scene.table, Item: item(scene) })),
    }),
    getRecord: withRecord({
      run: (scene) => scene.dynamodb.send(new GetItemCommand({ TableName: scene.table, Key: item(scene) })),
    }),
    queryRecords: withRecord({
      run: (scene) =>
        scene.dynamodb.send(
          new QueryCommand({
            TableName: scene.table,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': { S: placeOf(scene).record.pk } },
          }),
        ),
    }),
    deleteRecord: withRecord({ run: deleteItem }),
  };
}
