import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The stages that are run without a word about it: each file of the folder that is called `local.ts` or `local-<word>.ts`. What else is
 * a stage only the app knows, which is asked for it by name.
 *
 * @param folder where the app's stages are
 */
export function localStages(folder = join(__dirname, '..', '..', 'config')): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap(({ name }) => /^(local(?:-[a-z0-9]+)*)\.ts$/.exec(name)?.[1] ?? [])
    .sort();
}
