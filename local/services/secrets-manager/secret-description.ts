import type { Secret } from './secret';

/** What `DescribeSecret` and `ListSecrets` both answer of a secret: everything but its value. Times are in seconds. */
export function secretDescription(secret: Secret): object {
  const { createdAt, changedAt, accessedAt } = secret.past;
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.configuration.description,
    CreatedDate: createdAt / 1000,
    LastChangedDate: changedAt / 1000,
    // The day, not the moment (documented).
    LastAccessedDate: accessedAt === undefined ? undefined : startOfDay(accessedAt) / 1000,
    Tags: [...secret.configuration.tags].map(([Key, Value]) => ({ Key, Value })),
  };
}

/** Version ID → labels, of those that have any (documented). */
export function stagesByVersion(secret: Secret): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(secret.labelled.map(({ id, stages }) => [id, [...stages]]));
}

function startOfDay(milliseconds: number): number {
  const day = 24 * 60 * 60 * 1000;
  return Math.floor(milliseconds / day) * day;
}
