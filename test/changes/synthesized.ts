import type { Deployment } from '../../changes/templates';
import { buildApp } from '../../lib/app';
import { parseConfig } from '../../lib/config/parse';
import type { GameFederationInput } from '../../lib/config/schema';
import { testApp } from '../lib/synthesize';

const made = new Map<string, Deployment>();

/** The templates of a configuration, in the order in which the CLI deploys them. Each configuration is synthesized once. */
export function synthesized(input: GameFederationInput): Deployment {
  const key = JSON.stringify(input);
  const known = made.get(key);
  if (known) return known;
  const app = testApp();
  const { data, federation } = buildApp(app, parseConfig(input));
  const assembly = app.synth();
  const deployment = [data, federation].map((stack) => ({
    name: stack.stackName,
    place: `${stack.account}/${stack.region}`,
    template: assembly.getStackByName(stack.stackName).template,
  }));
  made.set(key, deployment);
  return deployment;
}
