import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stagesFolder } from '../../bin/stages';
import type { Deployment } from '../../changes/templates';
import type { GameFederationInput } from '../../lib/config/schema';
import { stageNamed, stageNames } from '../../lib/config/stages';
import { synthesized } from '../changes/synthesized';
import { everything, nothingButGuests } from '../lib/everything';

/** What the stages deployed when somebody last looked at it and accepted it: a file a stage. */
export const acceptedFolder = join(__dirname, 'accepted');

/** The stages whose deployments are kept: those of config/, and two of the tests' own that hold every kind of resource. */
export function keptStages(): string[] {
  return [...stageNames(stagesFolder).map((stage) => `config/${stage}`), ...Object.keys(own)];
}

const own: Readonly<Record<string, GameFederationInput>> = {
  'test/everything': everything,
  'test/guests': nothingButGuests,
};

/** What a stage deploys now, as its file would hold it. */
export function deploymentNow(stage: string): string {
  return textOf(synthesized(own[stage] ?? stageNamed(stagesFolder, stage.replace('config/', ''))));
}

/** What was accepted of a stage; undefined: nothing yet. */
export function accepted(stage: string): string | undefined {
  const file = fileOf(stage);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** The stages of which something was accepted that are gone. */
export function acceptedAndGone(): string[] {
  const files = readdirSync(acceptedFolder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.json$/.test(file),
  );
  const stages = files.map((file) => file.replaceAll('\\', '/').replace(/\.json$/, ''));
  return stages.filter((stage) => !keptStages().includes(stage));
}

/** The deployment in a file's text. */
export function readDeployment(text: string): Deployment {
  return JSON.parse(text);
}

/** The file of a stage. */
export function fileOf(stage: string, folder = acceptedFolder): string {
  return join(folder, `${stage}.json`);
}

/** Writes a stage's file. */
export function writeDeployment(stage: string, text: string, folder = acceptedFolder): void {
  const file = fileOf(stage, folder);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** A deployment without hashes, which change with the handler's code or with CDK's own, and without this checkout's place. */
function textOf(deployment: Deployment): string {
  return `${JSON.stringify(deployment, sortedFields, 1)}\n`
    .replaceAll(join(__dirname, '..', '..'), '<project>')
    .replace(/\$\{Token\[AWS\.AccountId\.\d+\]\}/g, '<account>')
    .replace(/\$\{Token\[AWS\.Region\.\d+\]\}/g, '<region>')
    .replace(/[0-9a-f]{64}/g, '<asset>')
    .replace(/(SmokeTestFunctionCurrentVersion[0-9A-F]{8})[0-9a-f]{32}/g, '$1<version>')
    .replace(/("PERMISSIONS_FINGERPRINT": )"[0-9a-f]{32}"/g, '$1"<fingerprint>"');
}

/** For JSON.stringify: the order of an object's fields means nothing, so it is none of a difference. */
function sortedFields(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
