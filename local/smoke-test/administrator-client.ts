import type { LocalCloud } from '../account/cloud';

/** What an SDK client needs to be the administrator of a local cloud. */
export function administratorClient({ url, region, administrator }: LocalCloud) {
  const { accessKeyId, secretAccessKey } = administrator;
  return { endpoint: url, region, credentials: { accessKeyId, secretAccessKey } };
}
