import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chapters } from './rows';
import { changeTable } from './table';

const { error } = console;
try {
  // What synthesis warns about is not what is asked here.
  console.error = () => {};
  writeFileSync(join(__dirname, '..', '..', 'docs', 'changes.md'), changeTable(chapters));
} finally {
  // What breaks off is told by it.
  console.error = error;
}
