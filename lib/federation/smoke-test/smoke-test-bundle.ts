import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AssetHashType, type BundlingOptions, DockerImage, type ILocalBundling } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { buildSync, type OutputFile } from 'esbuild';
import { factsFile, type SmokeTestFacts } from '../../../lambda/smoke-test/facts';

const projectRoot = join(__dirname, '..', '..', '..');
const sourceFolder = join(projectRoot, 'lambda', 'smoke-test');

/** The smoke test's code, bundled in this process, with the facts in a file beside it. */
export function smokeTestCode(facts: SmokeTestFacts): lambda.Code {
  const bundling: BundlingOptions = {
    local: new Bundle(facts),
    // Asked for by the type; there is no container to fall back to, the bundle succeeds here or throws.
    image: DockerImage.fromRegistry('none'),
  };
  // The hash of what is deployed: a change of the facts or of a dependency counts, a reformatted source does not.
  return lambda.Code.fromAsset(sourceFolder, { assetHashType: AssetHashType.OUTPUT, bundling });
}

/**
 * Where the SDK looks for credentials that the environment does not hold. A function's are always in its environment, so these
 * are never loaded, and leaving them out makes the bundle a fifth smaller.
 */
const credentialSourcesOfOtherPlaces = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-login',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@aws-sdk/token-providers',
  '@smithy/credential-provider-imds',
];

let script: readonly OutputFile[] | undefined;

/** The script and its source map. They are the same for every stage, so an app with several stages bundles once. */
function bundledScript(): readonly OutputFile[] {
  script ??= buildSync({
    entryPoints: [join(sourceFolder, 'handler.ts')],
    // Names the bundle for the source map only: paths in it are relative to this file, wherever the assembly goes.
    outfile: join(sourceFolder, 'index.js'),
    absWorkingDir: projectRoot,
    write: false,
    bundle: true,
    external: credentialSourcesOfOtherPlaces,
    // Each client of the SDK brings its whole package.json, 2 kB, to tell its version in the User-Agent header. Nobody asks for it.
    loader: { '.json': 'empty' },
    platform: 'node',
    format: 'cjs',
    // Lambda runs Node 24; the same file must run on the oldest Node that the project supports.
    target: 'node20',
    // The modules' ESM builds can be shaken, which makes the bundle a third smaller.
    mainFields: ['module', 'main'],
    minify: true,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'error',
  }).outputFiles;
  return script;
}

/** Holds the facts as a field because CDK tells bundles of one source folder apart by their options, written as JSON. */
class Bundle implements ILocalBundling {
  constructor(private readonly facts: SmokeTestFacts) {}

  tryBundle(outputFolder: string): boolean {
    for (const { path, contents } of bundledScript()) writeFileSync(join(outputFolder, basename(path)), contents);
    writeFileSync(join(outputFolder, factsFile), `${JSON.stringify(this.facts, undefined, 2)}\n`);
    return true;
  }
}
