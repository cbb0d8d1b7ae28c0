import { join } from 'node:path';

/** Where the stages are, a file each; its name is what `-c stage=…` and `--stage` take. */
export const stagesFolder = join(__dirname, '..', 'config');
