import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { biomeLayers } from './layers';

writeFileSync(join(__dirname, '..', '..', 'biome.layers.json'), JSON.stringify(biomeLayers(), undefined, 2));
