import type { LocalCloud } from '../cloud';
import { alignColumns } from './columns';
import type { Paint } from './paint';

/** How to reach a running local cloud: for SDKs and the CLI, for a browser, for an app under development. */
export function printSurroundings(cloud: LocalCloud, paint: Paint): string {
  const outputs = cloud.stacks.flatMap(({ outputs: all }) => all.filter(({ exportName }) => exportName === undefined));
  return [
    paint.strong('Environment for the AWS CLI and every AWS SDK (the administrator, who plays the backend):'),
    `  export AWS_ENDPOINT_URL=${cloud.url}`,
    `  export AWS_REGION=${cloud.region}`,
    `  export AWS_ACCESS_KEY_ID=${cloud.administrator.accessKeyId}`,
    `  export AWS_SECRET_ACCESS_KEY=${cloud.administrator.secretAccessKey}`,
    '',
    paint.strong('Outputs of the stacks:'),
    ...indent(
      alignColumns(outputs.map(({ name, value, description }) => [name, value, paint.faint(description ?? '')])),
    ),
    '',
    paint.strong('Identity providers (players are made up on the sign-in page):'),
    ...indent(
      alignColumns(
        cloud.identityProviders.map(({ issuer, url, clientIds }) => [
          issuer,
          `${url}/.well-known/openid-configuration`,
          paint.faint(`clients ${clientIds.join(', ')}`),
        ]),
      ),
    ),
    '',
    'Loopback stands for TLS: aws:SecureTransport is true here. Ctrl-C stops everything; nothing is kept.',
  ].join('\n');
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
