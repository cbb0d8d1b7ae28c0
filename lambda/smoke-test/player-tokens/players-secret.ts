import { createHash } from 'node:crypto';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { errorFacts } from '../aws-error';
import type { Mask } from '../mask';
import type { Time } from '../time';

/** An OAuth refresh token and the client that it was issued to. */
export interface StoredRefreshToken {
  readonly clientId: string;
  readonly refreshToken: string;
  /** Only for a client that the issuer gave a secret. */
  readonly clientSecret?: string;
}

/** Who may redeem refresh tokens now. */
export interface Lease {
  readonly holder: string;
  /** ISO 8601. */
  readonly expires: string;
}

/** The players secret, a JSON object. Members not named here are somebody else's and are kept. */
export interface PlayersSecretContent {
  readonly guestIdentityId?: string;
  /** An ID token of a throwaway user of an earlier run, for when it has expired. */
  readonly expiringIdToken?: string;
  /** By issuer. */
  readonly refreshTokens?: Readonly<Record<string, StoredRefreshToken>>;
  readonly lease?: Lease;
  readonly [member: string]: unknown;
}

/** The players secret, changed without losing what another run writes at the same time. */
export interface PlayersSecret {
  read(): Promise<PlayersSecretContent>;
  /**
   * Writes what `next` makes of the current content; `undefined` leaves it as it is. `next` is called again whenever another
   * run was faster. Answers the content that then stands.
   */
  change(next: (content: PlayersSecretContent) => PlayersSecretContent | undefined): Promise<PlayersSecretContent>;
}

interface Version {
  readonly id?: string;
  readonly content: PlayersSecretContent;
}

const mostAttempts = 8;
const firstPause = 100;

/**
 * The only token with which a version may be replaced. PutSecretValue makes it the new version's ID, and refuses it with
 * `ResourceExistsException` once it is taken for other content (**documented**): of two runs that replace the same version one
 * wins, the other is told. For that, everything that writes this secret must derive it alike: it holds no purpose, no writer.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
 */
export function successorToken(versionId: string | undefined): string {
  const hash = createHash('sha256')
    .update(`players secret, successor of ${versionId ?? 'nothing'}`)
    .digest();
  hash[6] = (hash.readUInt8(6) & 0x0f) | 0x80;
  hash[8] = (hash.readUInt8(8) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The content is quoted in no message. */
function parseContent(text: string | undefined): PlayersSecretContent {
  let content: unknown;
  try {
    content = JSON.parse(text ?? '');
  } catch {
    content = undefined;
  }
  if (!isObject(content)) throw new Error('The players secret must hold a JSON object; put "{}" to begin anew.');

  const { refreshTokens = {}, lease } = content;
  for (const member of ['guestIdentityId', 'expiringIdToken']) {
    if (content[member] !== undefined && typeof content[member] !== 'string') {
      throw new Error(`The players secret: "${member}" must be a string.`);
    }
  }
  const complete = (stored: unknown) =>
    isObject(stored) && typeof stored.clientId === 'string' && typeof stored.refreshToken === 'string';
  if (!isObject(refreshTokens) || !Object.values(refreshTokens).every(complete)) {
    throw new Error(
      'The players secret: "refreshTokens" must be { "<issuer>": { "clientId": …, "refreshToken": … } }.',
    );
  }
  if (
    lease !== undefined &&
    !(isObject(lease) && typeof lease.holder === 'string' && !Number.isNaN(Date.parse(`${lease.expires}`)))
  ) {
    throw new Error('The players secret: "lease" must be { "holder": …, "expires": <ISO 8601> }; take it out.');
  }
  return content;
}

/**
 * Each change makes a version. Secrets Manager keeps at least those of the last 24 hours and refuses the 100th or so with
 * `LimitExceededException` (**documented**), so a run writes only when something changed, at most three times with one issuer,
 * and a deployment's twice more: some 30 runs a day.
 */
export function openPlayersSecret(
  client: SecretsManagerClient,
  secretId: string,
  context: { readonly time: Time; readonly mask: Mask },
): PlayersSecret {
  async function current(): Promise<Version> {
    try {
      const { SecretString, VersionId } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
      const content = parseContent(SecretString);
      context.mask.hide(content.guestIdentityId, content.expiringIdToken);
      for (const { refreshToken, clientSecret } of Object.values(content.refreshTokens ?? {})) {
        context.mask.hide(refreshToken, clientSecret);
      }
      return { id: VersionId, content };
    } catch (error) {
      // Also what a secret without any version answers; a secret that does not exist refuses the writing.
      if (errorFacts(error).name === 'ResourceNotFoundException') return { content: {} };
      throw error;
    }
  }

  return {
    read: async () => (await current()).content,

    async change(next) {
      for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
        if (attempt > 0) await context.time.sleep(firstPause * 2 ** (attempt - 1));
        const { id, content } = await current();
        const replacement = next(content);
        if (replacement === undefined) return content;
        try {
          await client.send(
            new PutSecretValueCommand({
              SecretId: secretId,
              SecretString: JSON.stringify(replacement),
              ClientRequestToken: successorToken(id),
            }),
          );
          return replacement;
        } catch (error) {
          if (errorFacts(error).name !== 'ResourceExistsException') throw error;
        }
      }
      // A version set back to AWSCURRENT by hand already has its successor: only a new version breaks that.
      throw new Error(
        'The players secret changes too often, or an old version was made current again: write its value anew to go on.',
      );
    },
  };
}
