import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { operationsDocument } from './document';
import { emptyCloud } from './empty-cloud';

async function main(): Promise<void> {
  const cloud = await emptyCloud();
  writeFileSync(join(__dirname, '..', '..', 'docs', 'operations.md'), operationsDocument(cloud));
  await cloud.stop();
}

void main();
