import type { Secret } from './secret';

/** What `DescribeSecret` and `ListSecrets` both answer of a secret: everything but its value. Times are in seconds. */
export function secretDescription(secret: Secret): object {
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.configuration.description,
    CreatedDate: secret.createdAt / 1000,
    LastChangedDate: secret.changedAt / 1000,
    // The day, not the moment (documented).
    LastAccessedDate: secret.accessedAt === undefined ? undefined : startOfDay(secret.accessedAt) / 1000,
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
