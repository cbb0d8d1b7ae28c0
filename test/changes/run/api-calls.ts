import { randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import type { DeployedResource } from '../../../assembly/types';
import { apiCaller } from '../../../lambda/smoke-test/api-caller';
import type { ClientConfig } from './client-config';

/** The API of the scores, as an installed app has it. */
export interface GameApi {
  readonly url: string;
  /** What some role of the stage may call: `POST /boards/weekly/scores`. */
  readonly calls: readonly string[];
}

/** The calls that grants of these resources name. */
export function callsIn(resources: readonly DeployedResource[]): readonly string[] {
  const grants = resources.filter(({ type }) => type === 'AWS::IAM::Policy').map(({ properties }) => properties);
  const named = JSON.stringify(grants).matchAll(/:execute-api:[^"]*?\/v1\/(POST|DELETE)(\/[^"*]+)"/g);
  return [...new Set([...named].map(([, method, path]) => `${method} ${path}`))].sort();
}

/** Whether a fact is about one of them. */
export const isCall = ({ what }: { readonly what: string }) => /^(POST|DELETE) \//.test(what);

/** What each call comes to. A score that comes too soon was let through: the pause says nothing of who may submit. */
export function apiProbes({ url, calls }: GameApi, { endpoint, region, credentials }: ClientConfig) {
  const call = apiCaller(new S3Client({ region, credentials }).config, endpoint);
  const keys = { ...credentials, sessionToken: credentials.sessionToken ?? '' };
  return calls.map((name) => {
    const [method, path = ''] = name.split(' ');
    const asked =
      method === 'POST'
        ? ({ method, path, body: { score: 1, token: randomUUID() } } as const)
        : ({ method: 'DELETE', path } as const);
    const probe = () =>
      call(url, { ...asked, credentials: keys }).catch((error: Error) => {
        if (error.name !== 'ScoreTooSoon') throw error;
      });
    return [name, probe] as const;
  });
}
