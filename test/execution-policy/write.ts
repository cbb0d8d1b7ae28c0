import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizeGame } from '../stories/other-game';
import { executionPolicy } from './policy';
import { policyStages } from './stages';
import { textOf } from './template';

const directories = policyStages.map((stage) => synthesizeGame(stage));
writeFileSync(join(__dirname, '..', '..', 'docs', 'execution-policy.json'), textOf(executionPolicy(directories)));
for (const directory of directories) rmSync(directory, { recursive: true, force: true });
