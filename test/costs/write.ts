import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withDefaults } from './defaults';
import { costsDocument } from './document';

writeFileSync(join(__dirname, '..', '..', 'docs', 'costs.md'), costsDocument(withDefaults));
