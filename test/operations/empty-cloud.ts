import { type LocalCloud, startCloud } from '../../local/account/cloud';

/** A local cloud with nothing in it, whose APIs are those of every other. */
export function emptyCloud(): Promise<LocalCloud> {
  return startCloud({
    assemblies: [],
    empty: { account: '123456789012', region: 'eu-west-1', partition: 'aws' },
  });
}
