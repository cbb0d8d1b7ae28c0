import { directlyTrusted } from '../../iam/direct-trust';
import { gameLogins } from '../game-logins';
import type { LocalCloud } from '../local-cloud';

/** Who signed in where, and what they hold. */
export interface Login {
  /** An issuer, the name of a provider of access tokens, or the ARN of a SAML provider. */
  readonly issuer: string;
  /** Absent with SAML, where no app has one. */
  readonly clientId?: string;
  readonly token: string;
}

/** Commands that take a token somewhere. */
export interface CommandLines {
  /** Where: an identity pool's ID, or a role's ARN. */
  readonly at: string;
  readonly what: 'identity pool' | 'role';
  readonly lines: string;
}

type Deployment = Pick<LocalCloud, 'url' | 'region' | 'account' | 'stacks'>;

/** Lines of the AWS CLI for everything that takes a login: the identity pools with its provider, and the roles that trust it directly. */
export function commandLines(cloud: Deployment, login: Login): readonly CommandLines[] {
  return [...atIdentityPools(cloud, login), ...atRoles(cloud, login)];
}

/** Neither of these calls takes a signature, so the lines need no key. */
function common({ url, region }: Deployment): string {
  return `--no-sign-request --endpoint-url ${quoted(url)} --region ${quoted(region)}`;
}

function atIdentityPools(cloud: Deployment, { issuer, token }: Login): CommandLines[] {
  const logins = gameLogins(cloud.stacks).filter((login) => login.issuer === issuer);
  return logins.map(({ identityPoolId, key }) => {
    const given = `--logins "$logins" ${common(cloud)}`;
    return {
      at: identityPoolId,
      what: 'identity pool',
      lines: [
        `logins=${quoted(JSON.stringify({ [key]: token }))}`,
        `identity_id=$(aws cognito-identity get-id --identity-pool-id ${quoted(identityPoolId)} \\`,
        `  --query IdentityId --output text ${given})`,
        `aws cognito-identity get-credentials-for-identity --identity-id "$identity_id" \\`,
        `  ${given}`,
      ].join('\n'),
    };
  });
}

/** The roles whose trust policy names the provider and the app: whether it lets them in is the policy's to say. */
function atRoles(cloud: Deployment, { issuer, clientId, token }: Login): CommandLines[] {
  if (clientId === undefined) return [];
  const isUrl = issuer.startsWith('https://');
  const name = issuer.replace(/^https:\/\//, '');
  return cloud.stacks.flatMap((stack) => {
    const names = [name, `arn:${stack.partition}:iam::${stack.account}:oidc-provider/${name}`];
    const roles = stack.resources.filter(({ type }) => type === 'AWS::IAM::Role');
    const trusting = roles.filter((role) =>
      directlyTrusted([{ ...stack, resources: [role] }], names).some(({ appIds }) => appIds.includes(clientId)),
    );
    return trusting.map((role) => {
      const arn = String(role.attributes.Arn ?? '');
      return {
        at: arn,
        what: 'role' as const,
        lines: [
          `aws sts assume-role-with-web-identity --role-arn ${quoted(arn)} --role-session-name laptop \\`,
          `  ${isUrl ? '' : `--provider-id ${quoted(name)} `}--web-identity-token ${quoted(token)} ${common(cloud)}`,
        ].join('\n'),
      };
    });
  });
}

/** One word to a shell, whatever is in it. */
function quoted(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
