import { type Configured, gameConfig } from '../../../client/config/from-outputs';
import type { LocalCloud, Outputs } from '../../../client/config/outputs';
import { buildApp } from '../../../lib/app';
import { parseConfig } from '../../../lib/config/parse';
import type { GameFederationInput } from '../../../lib/config/schema';
import { stackNames } from '../../../lib/config/stack-names';
import { deployAssemblies } from '../../../local/account/deployed-assembly';
import { eachProvider, everything, nothingButGuests } from '../../lib/everything';
import { testApp } from '../../lib/synthesize';

/** A stage, as whoever configures an app of it meets it. */
export interface Variant {
  readonly what: string;
  readonly outputs: Outputs;
  readonly stacks: { readonly data: string; readonly federation: string };
  /** The app client to take, where the stack names none. */
  readonly client?: string;
}

/** The outputs of a stage, as its deployment would tell them. */
export function outputsOf(input: GameFederationInput): Outputs {
  // Claims that only an identity provider may set are warned about.
  const silence = jest.spyOn(console, 'error').mockImplementation(() => {});
  const app = testApp();
  buildApp(app, parseConfig(input));
  const stacks = deployAssemblies([app.synth().directory]).flatMap((assembly) => assembly.stacks);
  silence.mockRestore();
  return {
    stacks: Object.fromEntries(
      stacks.map(({ name, outputs }) => [name, Object.fromEntries(outputs.map((told) => [told.name, told.value]))]),
    ),
  };
}

/** A local cloud with these outputs, with a sign-in page for each user pool. */
export function asLocal({ stacks }: Outputs, https: boolean): Outputs {
  const ids = Object.values(stacks).flatMap(({ UserPoolId }) => UserPoolId ?? []);
  const managedLogins = ids.map((userPoolId) => ({
    userPoolId,
    url: `http://127.0.0.1:4510/${userPoolId}/managed-login`,
    ...(https && { httpsUrl: `https://localhost:4511/${userPoolId}/managed-login` }),
  }));
  const local: LocalCloud = { endpoint: 'http://127.0.0.1:4510', managedLogins };
  return { stacks, local };
}

const alone = { game: 'star-harvest', stage: 'alone', account: '123456789012', retainData: false };
const withGuests = { guests: { enabled: true } };
const stages: Readonly<Record<string, GameFederationInput>> = {
  'nothing but guests': nothingButGuests,
  'google, no guests': { ...alone, ...eachProvider.google },
  'user pool, no guests': { ...alone, ...eachProvider['user pool'] },
  ...Object.fromEntries(
    Object.entries(eachProvider).map(([what, fields]) => [what, { ...alone, ...fields, ...withGuests }]),
  ),
  everything,
};

/** Deployed to AWS, in a local cloud, and in one that is served by TLS too. */
const places: Readonly<Record<string, (outputs: Outputs) => Outputs>> = {
  'in AWS': (outputs) => outputs,
  local: (outputs) => asLocal(outputs, false),
  'local with TLS': (outputs) => asLocal(outputs, true),
};

/** A stage in every place, by what it is: `everything, local`. */
function inEveryPlace(stage: string, input: GameFederationInput): Variant[] {
  const outputs = outputsOf(input);
  const imported = stage === 'user pool, imported' && { client: '1example23456789' };
  return Object.entries(places).map(([place, told]) => ({
    what: `${stage}, ${place}`,
    outputs: told(outputs),
    stacks: stackNames(input),
    ...imported,
  }));
}

/** Every kind of stage, in every place. */
export function everyVariant(): Variant[] {
  return Object.entries(stages).flatMap(([stage, input]) => inEveryPlace(stage, input));
}

/** One of them by what it is; no other stage is synthesized for it. */
export function variantOf(what: string): Variant {
  const [stage, input] =
    Object.entries(stages).find(([name]) => Object.keys(places).some((place) => what === `${name}, ${place}`)) ?? [];
  const found = stage && input && inEveryPlace(stage, input).find((one) => one.what === what);
  if (!found) throw new Error(`there is no variant '${what}'; its stage is one of ${Object.keys(stages).join('; ')}`);
  return found;
}

/** What its app is configured with on a platform. */
export function configured({ outputs, stacks, client }: Variant, platforms: readonly string[] = ['Web']): Configured {
  // A user pool here has an app for iOS and one for the web.
  const fits = platforms.length > 0 ? platforms : ['Web'];
  return gameConfig(outputs, { stacks, platforms: fits, ...(client !== undefined && { client }) });
}
