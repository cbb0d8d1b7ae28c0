import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AssetHashType, type BundlingOptions, DockerImage, type ILocalBundling } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { buildSync, type OutputFile } from 'esbuild';

const projectRoot = join(__dirname, '..', '..');

/** What a handler is told at synthesis, and the name under which it finds that. */
export interface FactsFile {
  readonly name: string;
  readonly facts: object;
}

/**
 * A handler's code, bundled in this process, with its facts in a file beside it.
 *
 * @param folder its folder in `lambda/`, which holds `handler.ts`
 */
export function handlerCode(folder: string, facts: FactsFile): lambda.Code {
  const bundling: BundlingOptions = {
    local: new Bundle(folder, facts),
    // Asked for by the type; there is no container to fall back to, the bundle succeeds here or throws.
    image: DockerImage.fromRegistry('none'),
  };
  // The hash of what is deployed: a change of the facts or of a dependency counts, a reformatted source does not.
  return lambda.Code.fromAsset(sourceFolder(folder), { assetHashType: AssetHashType.OUTPUT, bundling });
}

function sourceFolder(folder: string): string {
  return join(projectRoot, 'lambda', folder);
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

const scripts = new Map<string, readonly OutputFile[]>();

/** The script and its source map. They are the same for every stage, so an app with several stages bundles once. */
function bundledScript(folder: string): readonly OutputFile[] {
  const bundled = scripts.get(folder) ?? bundle(sourceFolder(folder));
  scripts.set(folder, bundled);
  return bundled;
}

function bundle(source: string): readonly OutputFile[] {
  return buildSync({
    entryPoints: [join(source, 'handler.ts')],
    // Names the bundle for the source map only: paths in it are relative to this file, wherever the assembly goes.
    outfile: join(source, 'index.js'),
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
}

/** Holds folder and facts as fields because CDK tells bundles of one source folder apart by their options, written as JSON. */
class Bundle implements ILocalBundling {
  constructor(
    private readonly folder: string,
    private readonly file: FactsFile,
  ) {}

  tryBundle(outputFolder: string): boolean {
    for (const { path, contents } of bundledScript(this.folder)) {
      writeFileSync(join(outputFolder, basename(path)), contents);
    }
    writeFileSync(join(outputFolder, this.file.name), `${JSON.stringify(this.file.facts, undefined, 2)}\n`);
    return true;
  }
}
