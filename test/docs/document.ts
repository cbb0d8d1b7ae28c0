import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** The text of a file of the project. */
export function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** A fenced block of a document. */
export interface Block {
  /** What stands behind the fence: the language, and whatever follows it. */
  readonly info: string;
  readonly code: string;
  /** The line of its fence, to find it by. */
  readonly line: number;
}

/** All fenced blocks of a document, in their order. */
export function blocksOf(document: string): Block[] {
  return [...document.matchAll(/^```(\S.*)\n([\s\S]*?)^```$/gm)].map(({ 1: info = '', 2: code = '', index }) => ({
    info,
    code,
    line: document.slice(0, index).split('\n').length,
  }));
}

/** The code in a column of each table below a heading, without what marks it as code. */
export function columnOf(document: string, heading: string, column: number): string[] {
  const [, after = ''] = document.split(`\n## ${heading}\n`);
  const [section = ''] = after.split('\n## ');
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.flatMap((row) => {
    const cell = row.split('|')[column]?.trim() ?? '';
    return cell.startsWith('`') ? [cell.replace(/^`+ ?| ?`+$/g, '')] : [];
  });
}
