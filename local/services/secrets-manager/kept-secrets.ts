import type { PersistedCollection } from '../../state/persisted';
import type { SecretPast, SecretValue, SecretVersion } from './secret';
import type { Secrets } from './secrets';

interface KeptVersion extends Pick<SecretVersion, 'id' | 'createdAt'> {
  /** Text, or bytes in base64. */
  readonly value: { readonly text: string } | { readonly bytes: string };
  readonly stages: readonly string[];
}

interface KeptSecret extends SecretPast {
  readonly versions: readonly KeptVersion[];
}

/** What is kept of the secrets that the stacks have, by ARN: their values, the first one too, which may have been generated. */
export function secretCollections(secrets: Secrets): readonly PersistedCollection[] {
  const kept: PersistedCollection<KeptSecret> = {
    name: 'secrets',
    version: 1,
    keys: () => secrets.all().map(({ arn }) => arn),
    read(arn) {
      const secret = secrets.byArn(arn);
      return secret && { ...secret.past, versions: secret.versions.map(keptVersion) };
    },
    restore(arn, { versions, ...past }) {
      const secret = secrets.byArn(arn);
      // Dropped: no stack has it any more.
      if (secret === undefined) secrets.keeper.changed('secrets', arn);
      else secret.restore(past, versions.map(versionFrom));
    },
  };
  return [kept as PersistedCollection];
}

const keptVersion = ({ id, createdAt, value, stages }: SecretVersion): KeptVersion => ({
  id,
  createdAt,
  stages: [...stages],
  value: value.kind === 'string' ? { text: value.text } : { bytes: value.bytes.toString('base64') },
});

const versionFrom = ({ stages, value, ...version }: KeptVersion): SecretVersion => ({
  ...version,
  stages: new Set(stages),
  value: valueFrom(value),
});

const valueFrom = (value: KeptVersion['value']): SecretValue =>
  'text' in value
    ? { kind: 'string', text: value.text }
    : { kind: 'binary', bytes: Buffer.from(value.bytes, 'base64') };
