import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { buildApp } from '../../lib/app';
import { parseConfig } from '../../lib/config/parse';
import type { GameFederationInput } from '../../lib/config/schema';
import { oneIssuer } from '../lib/one-issuer';
import { storyContext } from './story-context';

/**
 * Synthesizes a stage, bundle included, into a directory of its own. CDK's own validation is left out: it is most of the time, and the
 * stages' tests cover it.
 *
 * @param context beside that of every story
 * @returns the directory
 */
export function synthesizeGame(stage: GameFederationInput, context: Record<string, unknown> = {}): string {
  const outdir = mkdtempSync(join(tmpdir(), 'game-federation-other-'));
  const app = new App({
    context: { ...storyContext(), ...context },
    outdir,
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
  });
  buildApp(app, parseConfig(stage));
  app.synth();
  return outdir;
}

/**
 * The same with another game of the same account.
 *
 * @param changes to a stage with one issuer, beside the game's name
 */
export function synthesizeOtherGame(
  changes: Partial<GameFederationInput> = {},
  context: Record<string, unknown> = {},
): string {
  return synthesizeGame({ ...oneIssuer, game: 'moon-garden', ...changes }, context);
}
