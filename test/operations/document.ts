import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalCloud, ServedApi } from '../../local/account/local-cloud';
import type { ServedOperation } from '../../local/http/served-operation';

/** Services by their signing names, as people call them; each has a chapter, in this order. */
const titles: Readonly<Record<string, string>> = {
  'cognito-identity': 'Cognito identity pools',
  'cognito-idp': 'Cognito user pools',
  sts: 'STS',
  s3: 'S3',
  dynamodb: 'DynamoDB',
  lambda: 'Lambda',
  secretsmanager: 'Secrets Manager',
  cloudformation: 'CloudFormation',
  ssm: 'Systems Manager, its parameter store',
  ecr: 'ECR',
};

const template = join(__dirname, 'operations.template.txt');

/** `docs/operations.md`: what a local cloud has of each API. @throws Error for a service without a title */
export function operationsDocument({ services }: Pick<LocalCloud, 'services'>): string {
  for (const { name } of services)
    if (titles[name] === undefined) throw new Error(`Say in titles what ${name} is called.`);
  const chapters = Object.entries(titles).flatMap(([name, title]) => {
    const service = services.find((one) => one.name === name);
    return service === undefined ? [] : [chapter(title, service)];
  });
  const all = services.flatMap(({ operations }) => operations);
  const performed = all.filter((one) => one.performed).length;
  return readFileSync(template, 'utf8')
    .replace('{{performed}}', String(performed))
    .replace('{{judged}}', String(all.length - performed))
    .replace('{{services}}', chapters.join('\n\n'));
}

function chapter(title: string, { name, operations }: ServedApi): string {
  const judged = operations.filter((one) => !one.performed);
  const performed = operations.filter((one) => one.performed);
  const unsigned = performed.filter(({ signature }) => signature === 'none');
  return [
    `## ${title} (\`${name}\`)`,
    ...list(
      'Performed',
      performed.filter(({ signature }) => signature !== 'none'),
    ),
    ...list('Performed without a signature, as AWS does', unsigned),
    ...list('Judged, and answered with `NotImplemented`', judged),
  ].join('\n\n');
}

function list(title: string, operations: readonly ServedOperation[]): readonly string[] {
  if (operations.length === 0) return [];
  const names = operations.map(({ name }) => name).sort();
  return [`${title}: ${names.map((name) => `\`${name}\``).join(', ')}.`];
}
