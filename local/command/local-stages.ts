import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const stagesFolder = join(__dirname, '..', '..', 'config');

/**
 * The file that says what is in the account beside the templates.
 *
 * @param asked by --existing, which goes first
 * @param folder of the stages: without a word about it, its `existing.json` is read, where there is one
 */
export function existingFile(asked: string | undefined, folder = stagesFolder): string | undefined {
  const own = join(folder, 'existing.json');
  return asked ?? (existsSync(own) ? own : undefined);
}

/**
 * The stages that are run without a word about it: each file of the folder that is called `local.ts` or `local-<word>.ts`. What else is
 * a stage only the app knows, which is asked for it by name.
 *
 * @param folder where the app's stages are
 */
export function localStages(folder = stagesFolder): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap(({ name }) => /^(local(?:-[a-z0-9]+)*)\.ts$/.exec(name)?.[1] ?? [])
    .sort();
}
