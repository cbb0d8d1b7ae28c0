import type { AttributeMap, AttributeValue } from './attribute-map';
import { typeOf } from './values';

/** Of dynalite's own database, what an item takes; it has no type declarations. Its checks and actions call it by this name. */
interface Database {
  itemSize(item: AttributeMap): number;
}

const database: Database = require('dynalite/db');
const { itemSize: engineSize } = database;

/**
 * The bytes of an item; none has none. **Documented** (developer guide, "DynamoDB item sizes and formats"): names and strings count in UTF-8;
 * dynalite counts them in UTF-16 units.
 */
export function itemSize(item: AttributeMap | undefined): number {
  return sum(Object.entries(item ?? {}).map(([name, value]) => Buffer.byteLength(name) + valueSize(value)));
}

function valueSize(value: AttributeValue): number {
  const type = typeOf(value);
  const content = value[type];
  if (type === 'S') return Buffer.byteLength(String(content));
  if (type === 'SS') return sum((content as readonly string[]).map((member) => Buffer.byteLength(member)));
  if (type === 'L') return 3 + sum((content as readonly AttributeValue[]).map((element) => 1 + valueSize(element)));
  if (type === 'M') return 3 + Object.keys(content as AttributeMap).length + itemSize(content as AttributeMap);
  // Under a name of no bytes.
  return engineSize({ '': value });
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}

database.itemSize = itemSize;
