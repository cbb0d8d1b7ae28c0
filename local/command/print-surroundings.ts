import type { DeployedStack } from '../../assembly/types';
import type { LocalCloud } from '../account/cloud';
import { alignColumns } from '../smoke-test/report/columns';
import type { Paint } from '../smoke-test/report/paint';

/**
 * How to reach a running local cloud: for SDKs and the CLI, for a browser, for an app under development.
 *
 * @param outputsFile where its outputs stand as a file, if they do
 * @param stateFolder where the account is kept, if it is
 */
export function printSurroundings(cloud: LocalCloud, paint: Paint, outputsFile?: string, stateFolder?: string): string {
  return [
    `${paint.strong('In a browser:')} ${cloud.url}/ shows what follows but for the keys, and signs players in.`,
    '',
    paint.strong('Environment for the AWS CLI and every AWS SDK (the administrator, who plays the backend):'),
    `  export AWS_ENDPOINT_URL=${cloud.url}`,
    // Version 1 of the CLI knows the region only by its old name.
    `  export AWS_REGION=${cloud.region} AWS_DEFAULT_REGION=${cloud.region}`,
    `  export AWS_ACCESS_KEY_ID=${cloud.administrator.accessKeyId}`,
    `  export AWS_SECRET_ACCESS_KEY=${cloud.administrator.secretAccessKey}`,
    '',
    ...(cloud.stacks.length === 0 ? howToDeploy(paint) : []),
    // What a stack within another one tells, that one tells where it means to.
    ...cloud.stacks.filter(({ parentId }) => parentId === undefined).flatMap((stack) => outputsOf(stack, paint)),
    ...identityProvidersOf(cloud, paint),
    ...managedLoginsOf(cloud, paint),
    ...(outputsFile === undefined
      ? []
      : [
          `All of this but the key pair is in ${paint.strong(outputsFile)}, for programs, written again after each deployment; an`,
          "app's own configuration file is made of it by",
          `  npm run client-config -- --outputs ${outputsFile} --format <format>`,
          '',
        ]),
    `Http stands for TLS: aws:SecureTransport is true here. Ctrl-C stops everything; ${keeping(cloud, stateFolder)}`,
  ].join('\n');
}

/** Whether the next start finds the account as it is. */
function keeping({ since }: Pick<LocalCloud, 'since'>, folder: string | undefined): string {
  if (folder === undefined || since === undefined) return 'nothing is kept.';
  return `the account is kept in ${folder}, since ${new Date(since).toISOString().slice(0, 16).replace('T', ' ')} UTC.`;
}

/** An account in which nothing is yet is there to be deployed to. */
function howToDeploy(paint: Paint): string[] {
  return [
    paint.strong('To deploy, where that environment is set:'),
    '  npx cdk bootstrap',
    '  npx cdk deploy --all --require-approval never -c stage=local',
    '',
  ];
}

/** Who signs players in here, beside user pools. */
function identityProvidersOf(cloud: LocalCloud, paint: Paint): string[] {
  const rows = [
    ...cloud.identityProviders.map(({ issuer, url, clientIds }) => [
      issuer,
      `${url}/.well-known/openid-configuration`,
      paint.faint(`clients ${clientIds.join(', ')}`),
    ]),
    ...cloud.standIns.map(({ name, signInUrl }) => [name, signInUrl, paint.faint('any client')]),
    ...cloud.samlProviders.map(({ arn, ssoUrl, entityId }) => [arn, ssoUrl, paint.faint(entityId)]),
  ];
  if (rows.length === 0) return [];
  return [
    paint.strong('Identity providers (players are made up on the sign-in page):'),
    ...indent(alignColumns(rows)),
    '',
  ];
}

/** Where players sign in to user pools, and the apps that may send them there. */
function managedLoginsOf({ managedLogins }: LocalCloud, paint: Paint): string[] {
  if (managedLogins.length === 0) return [];
  const rows = managedLogins.map(({ userPoolId, localUrl, clients }) => [
    userPoolId,
    `${localUrl}/oauth2/authorize`,
    paint.faint(`clients ${clients.map(({ id, name }) => `${id} (${name})`).join(', ')}`),
  ]);
  return [
    paint.strong('Managed login of user pools (players create their accounts there, codes are printed here):'),
    ...indent(alignColumns(rows)),
    '',
  ];
}

/** What a stack tells the world; what it exports is for other stacks alone. */
function outputsOf({ name: stackName, outputs }: DeployedStack, paint: Paint): string[] {
  const told = outputs.filter(({ exportName }) => exportName === undefined);
  if (told.length === 0) return [];
  const rows = told.map(({ name, value, description }) => [name, value, paint.faint(description ?? '')]);
  return [paint.strong(`Outputs of ${stackName}:`), ...indent(alignColumns(rows)), ''];
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
