import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GameFederationConfig } from '../../lib/config/schema';
import { type CostRow, costRows, dollars } from './figures';
import { type Price, priced, prices } from './prices';

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const costTable = (rows: readonly CostRow[]) =>
  table(
    ['what', 'who, at least', 'what bounds it', 'in an hour', 'costs', 'then each month'],
    rows.map(({ what, who, bound, anHour, dollarsAnHour, dollarsAMonth }) => [
      ...[what, who, bound, anHour, dollars(dollarsAnHour)],
      dollarsAMonth === undefined ? '–' : dollars(dollarsAMonth),
    ]),
  );

const priceTable = (all: readonly Price[]) =>
  table(
    ['US dollars', 'for', 'page'],
    all.map((price) => [
      String(price.dollars),
      `${price.per === 1 ? 'one of: ' : `${price.per.toLocaleString('en-US')} `}${price.of}`,
      price.page,
    ]),
  );

/** `docs/costs.md`, whose figures are those of a configuration and of the prices. */
export function costsDocument(
  config: Pick<GameFederationConfig, 'table' | 'files' | 'presignedUrls' | 'scores'>,
): string {
  const figures: Readonly<Record<string, string>> = {
    costs: costTable(costRows(config)),
    prices: priceTable(Object.values(prices)),
    region: priced.region,
    year: priced.in,
    reads: config.table.maxReadRequestUnits.toLocaleString('en-US'),
    writes: config.table.maxWriteRequestUnits.toLocaleString('en-US'),
    scores: String(config.scores?.throttle.requestsPerSecond),
    versions: String(config.files.maxOldVersions),
    classes: config.files.storageClasses.map((name) => `\`${name}\``).join(', '),
    minutes: String(config.presignedUrls.maxSeconds / 60),
  };
  const text = readFileSync(join(__dirname, 'costs.template.txt'), 'utf8');
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const figure = figures[name];
    if (figure === undefined) throw new Error(`There is no figure '${name}'.`);
    return figure;
  });
}
