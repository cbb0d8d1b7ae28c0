import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import type { PlayerCredentials, SmokeTestClients } from '../../../lambda/smoke-test/clients';
import type { SmokeTestFacts } from '../../../lambda/smoke-test/facts';
import type { SmokeTestEnvironment } from '../../../lambda/smoke-test/settings';
import { usersOf } from '../../../lambda/smoke-test/user-pool-users';
import type { Asked } from './asked';
import { awsException, fakeClient, type SentCommand } from './aws-exception';
import { FakeIdentities, type Session } from './fake-identities';
import { FakeScores } from './fake-scores';
import { FakeSecret } from './fake-secret';
import { FakeStack } from './fake-stack';
import { FakeUserPool } from './fake-user-pool';
import { zonesAllow, zonesWith } from './fake-zones';

export const environment: SmokeTestEnvironment = {
  identityPoolId: 'eu-central-1:11111111-2222-3333-4444-555555555555',
  authenticatedRoleArn: 'arn:aws:iam::111122223333:role/game/Authenticated',
  guestRoleArn: 'arn:aws:iam::111122223333:role/game/Guest',
  bucketName: 'files',
  tableName: 'records',
  playersSecretArn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:players',
  loginsKeys: {},
  mappedRoleArns: {},
  federatedRoleArns: {},
};

export const issuer = 'https://accounts.example';

export const facts: SmokeTestFacts = {
  schemaVersion: 3,
  guests: { enabled: true, ownData: false },
  basicFlow: { enabled: true, sessionSeconds: 900 },
  presignedUrls: { enabled: true, maxSeconds: 900 },
  storageClasses: ['STANDARD'],
  issuers: [{ name: 'example', issuer, loginsKey: 'accounts.example', clientIds: ['game'] }],
  zones: zonesWith(),
};

/** S3, DynamoDB, STS and the identity pool in memory, deciding by the zones; a test bends single answers. */
export class FakeCloud {
  readonly objects = new Map<string, string>();
  readonly items = new Map<string, Record<string, unknown>>();
  readonly secret: FakeSecret;
  readonly identities: FakeIdentities;
  readonly users = new FakeUserPool();
  readonly stack = new FakeStack();
  readonly scores: FakeScores;
  readonly clients: SmokeTestClients;
  /** Overrules the zones where it answers; sees each request once. */
  bend: (asked: Asked, session: Session) => boolean | Error | undefined = () => undefined;

  constructor(
    readonly facts: SmokeTestFacts,
    secret: unknown = {},
  ) {
    this.secret = new FakeSecret(secret);
    this.identities = new FakeIdentities(environment, facts);
    this.scores = new FakeScores(facts, this.items, {
      bend: (asked, session) => this.bend(asked, session),
      forget: {
        identity: (id) => this.identities.forget(id),
        files: (id) => {
          for (const key of this.objects.keys()) if (key.includes(`/${id}/`)) this.objects.delete(key);
        },
        records: (id) => {
          for (const key of this.items.keys()) if (key.includes(`#${id}|`)) this.items.delete(key);
        },
      },
    });
    this.clients = {
      ...this.clientsFor('backend'),
      cognito: fakeClient((command) => this.identities.cognito(command)),
      secrets: this.secret.client,
      cloudFormation: this.stack.client,
      callApi: async (_url, call) => {
        const { accessKeyId } = call.credentials ?? {};
        if (call.credentials === undefined) return this.scores.answer(call, undefined);
        const session = accessKeyId === 'own' ? { kind: 'backend' as const } : undefined;
        return this.scores.answer(call, session ?? this.identities.sessionOf(call.credentials));
      },
      ownCredentials: async () => ({ accessKeyId: 'own', secretAccessKey: 'own', sessionToken: 'own' }),
      usersOf: (userPoolId) =>
        usersOf(
          fakeClient((command) => this.users.answer(command)),
          userPoolId,
        ),
      asPlayer: (credentials) => ({
        ...this.clientsFor(credentials),
        unsigned: fakeClient(() => {
          const taken = this.bend({ action: 's3:Unsigned' }, this.identities.sessionOf(credentials));
          if (taken !== true) throw awsException('AccessDenied', 'not without a signature', 403);
          return {};
        }),
        byUrl: (secondsAgo) =>
          fakeClient((command) => {
            const { enabled, maxSeconds } = this.facts.presignedUrls;
            const session = this.identities.sessionOf(credentials);
            const taken = this.bend({ action: 's3:ByUrl', target: String(secondsAgo) }, session);
            if (!(taken ?? (enabled && secondsAgo <= maxSeconds))) {
              throw awsException('AccessDenied', 'not by such a URL', 403);
            }
            return this.s3(command, session);
          }),
      }),
    };
  }

  private clientsFor(who: PlayerCredentials | 'backend') {
    const session = (): Session => (who === 'backend' ? { kind: 'backend' } : this.identities.sessionOf(who));
    return {
      s3: fakeClient<SmokeTestClients['s3']>((command) => this.s3(command, session())),
      dynamodb: fakeClient<SmokeTestClients['dynamodb']>((command) => this.dynamodb(command, session())),
      sts: fakeClient<SmokeTestClients['sts']>((command) => this.identities.sts(command, session())),
      cognito: fakeClient<SmokeTestClients['cognito']>(() => this.backendOnly('cognito-identity', session())),
      secrets: fakeClient<SmokeTestClients['secrets']>(() => this.backendOnly('secretsmanager', session())),
    };
  }

  /** What no player is let to do, unless a test bends it. */
  private backendOnly(service: string, session: Session): unknown {
    const action = `${service}:*`;
    if (this.bend({ action }, session) === true) return {};
    throw awsException('AccessDeniedException', `not authorized to ${action}`, 400);
  }

  private judge(session: Session, refusal: string, ...asked: Asked[]): void {
    for (const question of asked) {
      const bent = this.bend(question, session);
      if (bent instanceof Error) throw bent;
      if (bent ?? zonesAllow(session, question, this.facts)) continue;
      const id = session.kind === 'backend' ? 'backend' : session.identityId;
      throw awsException(refusal, `${id} is not authorized to ${question.action} on ${question.target}`, 403);
    }
  }

  private s3(command: SentCommand, session: Session): unknown {
    const operation = command.constructor.name;
    const { Key: key, Prefix: prefix, Body: body, CopySource: source } = command.input as Record<string, string>;
    const ask = (action: string, target = key) =>
      this.judge(session, operation === 'HeadObjectCommand' ? 'Unknown' : 'AccessDenied', { action, target });
    switch (operation) {
      case 'PutObjectCommand':
        ask('s3:PutObject');
        this.askFor(command.input as Partial<PutObjectCommandInput>, session);
        this.objects.set(key ?? '', body ?? '');
        return {};
      case 'GetObjectCommand': {
        ask('s3:GetObject');
        const content = this.objects.get(key ?? '');
        if (content === undefined) throw awsException('NoSuchKey', 'NoSuchKey', 404);
        return { Body: { transformToString: async () => content } };
      }
      case 'HeadObjectCommand':
        ask('s3:GetObject');
        return {};
      case 'DeleteObjectCommand':
        ask('s3:DeleteObject');
        this.objects.delete(key ?? '');
        return {};
      case 'ListObjectsV2Command':
        ask('s3:ListBucket', prefix);
        return { Contents: [...this.objects.keys()].flatMap((Key) => (Key.startsWith(prefix ?? '') ? [{ Key }] : [])) };
      case 'CopyObjectCommand':
        ask('s3:GetObject', decodeURIComponent(source ?? '').replace('files/', ''));
        ask('s3:PutObject');
        return {};
      default:
        throw new Error(`${operation} is not played here`);
    }
  }

  /** What a put asks for that the owner pays for. */
  private askFor(
    { StorageClass = 'STANDARD', ServerSideEncryption = 'AES256' }: Partial<PutObjectCommandInput>,
    session: Session,
  ) {
    for (const target of [StorageClass, ServerSideEncryption]) {
      const taken = this.bend({ action: 's3:PutAs', target }, session);
      if (taken instanceof Error) throw taken;
      if (taken ?? [...this.facts.storageClasses, 'AES256'].includes(target)) continue;
      throw awsException('AccessDenied', `not as ${target}`, 403);
    }
  }

  /** Fifty items of those whose key begins so, and where to go on. */
  private pageOf(prefix: string, { ExclusiveStartKey: from }: { readonly ExclusiveStartKey?: object | undefined }) {
    const size = 50;
    const keys = [...this.items.keys()].filter((key) => key.startsWith(prefix)).sort();
    const { pk: afterPk, sk: afterSk } = (from ?? {}) as Record<string, { readonly S: string } | undefined>;
    const start = keys.indexOf(`${afterPk?.S}|${afterSk?.S}`) + 1;
    const page = keys.slice(start, start + size);
    const [pk = '', sk = ''] = page.at(-1)?.split('|') ?? [];
    return {
      Items: page.map((key) => this.items.get(key)),
      ...(start + size < keys.length && { LastEvaluatedKey: { pk: { S: pk }, sk: { S: sk } } }),
    };
  }

  private dynamodb(command: SentCommand, session: Session): unknown {
    const operation = command.constructor.name.replace('Command', '');
    const input = command.input as Record<string, never>;
    const keyOf = (item: Record<string, { S: string }>) => `${item.pk?.S}|${item.sk?.S}`;
    const judge = (keys: readonly (string | undefined)[]) =>
      this.judge(
        session,
        'AccessDeniedException',
        ...keys.map((target) => ({ action: `dynamodb:${operation}`, target: target?.split('|')[0] })),
      );
    switch (operation) {
      case 'PutItem':
        judge([keyOf(input.Item ?? {})]);
        this.items.set(keyOf(input.Item ?? {}), input.Item ?? {});
        return {};
      case 'GetItem':
        judge([keyOf(input.Key ?? {})]);
        return { Item: this.items.get(keyOf(input.Key ?? {})) };
      case 'UpdateItem': {
        const key = keyOf(input.Key ?? {});
        judge([key]);
        this.items.set(key, { ...(input.Key ?? {}), ...this.items.get(key) });
        return {};
      }
      case 'DeleteItem':
        judge([keyOf(input.Key ?? {})]);
        this.items.delete(keyOf(input.Key ?? {}));
        return {};
      case 'Query': {
        const values = input.ExpressionAttributeValues as unknown as Record<string, { S: string }>;
        const key = `${values[':pk']?.S}|${values[':sk']?.S}`;
        judge([key]);
        if (values[':sk'] === undefined) return this.pageOf(`${values[':pk']?.S}|${values[':rank']?.S ?? ''}`, input);
        return { Items: [this.items.get(key)].filter((item) => item !== undefined) };
      }
      case 'Scan':
        judge([undefined]);
        return { Items: [] };
      case 'BatchGetItem': {
        const { Keys } = (input.RequestItems as unknown as Record<string, { Keys: [] }>).records ?? { Keys: [] };
        judge(Keys.map(keyOf));
        return {};
      }
      case 'BatchWriteItem': {
        const requests = (input.RequestItems as unknown as Record<string, { PutRequest: { Item: never } }[]>).records;
        const items = (requests ?? []).map(({ PutRequest }) => PutRequest.Item);
        judge(items.map(keyOf));
        for (const item of items) this.items.set(keyOf(item), item);
        return {};
      }
      default:
        throw new Error(`${operation} is not played here`);
    }
  }
}
