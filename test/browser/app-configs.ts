import { amplify } from '../../client/config/formats/amplify';
import { json } from '../../client/config/formats/json';
import { gameConfig } from '../../client/config/from-outputs';
import { parseOutputs } from '../../client/config/outputs';
import { localOutputs } from '../../local/account/outputs-file';
import type { Game } from '../stories/deployment';

/** An app's configuration files, as `npm run client-config` writes them for the web app. */
export interface AppFiles {
  /** `--format json` */
  readonly game: string;
  /** `--format amplify` */
  readonly amplify: string;
}

/**
 * What the app of a game is built with, from the outputs that a local cloud writes.
 *
 * @param httpsUrl where the cloud is served by TLS; leave it out, and the files are those of the same stage on AWS
 * @param index of the game's assembly in the cloud
 */
export function appFiles({ cloud }: Game, httpsUrl?: string, index = 0): AppFiles {
  const { _local, ...onAws } = localOutputs({ ...cloud, httpsUrl });
  const outputs = parseOutputs(JSON.stringify(httpsUrl === undefined ? onAws : { _local, ...onAws }), 'outputs.json');
  const nameOf = (end: string) => cloud.assemblies[index]?.stacks.find(({ name }) => name.endsWith(end))?.name ?? '';
  const stacks = { data: nameOf('-data'), federation: nameOf('-federation') };
  const { config } = gameConfig(outputs, { stacks, platforms: amplify.platforms });
  const written = (format: typeof json) => format.write(config, { prefix: '' }).text;
  return { game: written(json), amplify: written(amplify) };
}
