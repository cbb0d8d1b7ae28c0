import { copy, downloadData, getUrl, list, remove, uploadData } from 'aws-amplify/storage';

/** A file in the player's own folder: Amplify puts the identity ID in. */
const own = (name: string) => ({
  path: ({ identityId }: { identityId?: string }) => `private/${identityId}/${name}`,
});

export const upload = (name: string, data: string | Blob) => uploadData({ ...own(name), data }).result;

/** Never from the browser's cache, which would hold what has lain for long against what another device has uploaded since. */
export async function download(name: string): Promise<string> {
  const { body } = await downloadData({ ...own(name), options: { cacheControl: 'no-store' } }).result;
  return body.text();
}

/** Names of all that the player has. */
export async function names(): Promise<string[]> {
  const { items } = await list({ ...own(''), options: { listAll: true } });
  return items.map(({ path }) => path.split('/').slice(2).join('/'));
}

/** A link that downloads the file, good for five minutes, for whoever has it. As bytes: a browser runs no page that a player put. */
export async function share(name: string): Promise<URL> {
  const asBytes = { contentType: 'application/octet-stream', contentDisposition: 'attachment' };
  return (await getUrl({ ...own(name), options: { expiresIn: 300, ...asBytes } })).url;
}

export const backUp = (name: string) => copy({ source: own(name), destination: own(`backup/${name}`) });

export const discard = (name: string) => remove(own(name));
