import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { readOptions } from '../shared/read-options';
import { importTemplate, type WholeTemplate } from './template';

const options = {
  template: { value: 'it takes the path of a template that cdk synth wrote' },
  existing: { value: 'it takes the path of a JSON file' },
  output: { value: 'it takes the name of the files to write, without ending' },
  help: {},
} as const;

/** What `--help` prints. */
const usage = `npm run import-template -- --template cdk.out/<stack>.template.json --existing existing.json --output <name>

Writes what CloudFormation takes to import resources that exist into a stack: <name>.template.json, which holds them and nothing else, and
<name>.resources.json. What a property says of resources that are not imported is left out, and named; the next deployment writes it.

  --template   the template of the whole stack, which cdk synth writes into cdk.out
  --existing   the resources by their logical IDs: {"<logical ID>": {"<identifying property>": "<value>"}}, as cdk import takes it
  --output     the two files, without their endings
  --help       this text`;

const existingFile = z.record(z.string(), z.record(z.string(), z.string()));

/** Where the command speaks. */
export interface Speech {
  say(text: string): void;
  warn(text: string): void;
}

/** @returns the exit code: 0, or 2 where nothing was written */
export function writeImport(args: readonly string[], { say, warn }: Speech): number {
  try {
    const values = readOptions(args, options, '--template <file> --existing <file> --output <name>');
    if (values.has('help')) {
      say(usage);
      return 0;
    }
    const given = (name: keyof typeof options) => {
      const value = values.get(name);
      if (value === undefined) throw new Error(`--${name} is missing`);
      return value;
    };
    const [template, existing, output] = [given('template'), given('existing'), given('output')];
    const identifiers = existingFile.safeParse(read(existing));
    if (!identifiers.success) throw new Error(`${existing} must hold objects of strings by logical ID`);
    const made = importTemplate(read(template) as WholeTemplate, identifiers.data);
    writeFileSync(`${output}.template.json`, JSON.stringify(made.template, undefined, 2));
    writeFileSync(`${output}.resources.json`, JSON.stringify(made.resources, undefined, 2));
    say(`${output}.template.json and ${output}.resources.json: ${made.resources.length} resources to import`);
    for (const property of made.leftOut) say(`left out until the next deployment: ${property}`);
    return 0;
  } catch (error) {
    warn(error instanceof Error ? error.message : String(error));
    return 2;
  }
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} can't be read as JSON: ${error instanceof Error ? error.message : error}`);
  }
}
