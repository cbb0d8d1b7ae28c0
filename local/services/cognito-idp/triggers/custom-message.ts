import type { UserPool } from '../user-pool';
import type { User } from '../users/user';
import { callTrigger, unrecognizable } from './call-trigger';
import { eventAttributes, metadataOf } from './event-user';
import type { ClientMetadata, SourceOf } from './triggers';

/** Why something is sent. */
export interface MessageCause {
  readonly source: SourceOf<'CustomMessage'>;
  /** Absent where an administrator calls. */
  readonly clientId?: string | undefined;
  readonly clientMetadata?: ClientMetadata;
}

/** What a user is to be sent, with places for the code and the name. */
export interface CustomMessage {
  readonly subject?: string;
  readonly text?: string;
}

/** Documented: `codeParameter` and `usernameParameter` stand where the code and the name are to be. */
const codePlace = '{####}';
const namePlace = '{username}';
/** Documented: 20,000 characters of a mail. */
const longestMail = 20_000;

/**
 * Asks the pool's function what to write to a user. It never sees the code.
 *
 * @throws ServiceError in Cognito's words, for a text without a place for the code too (documented: it must have one; the exception is
 *   unconfirmed)
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html documented
 */
export async function customMessage(pool: UserPool, user: User, cause: MessageCause): Promise<CustomMessage> {
  const isInvitation = cause.source === 'CustomMessage_AdminCreateUser';
  const response = await callTrigger(pool, 'CustomMessage', {
    source: cause.source,
    userName: user.username,
    clientId: cause.clientId,
    request: {
      userAttributes: eventAttributes(user),
      codeParameter: codePlace,
      linkParameter: '{##Click Here##}',
      usernameParameter: isInvitation ? namePlace : null,
      ...metadataOf(cause.clientMetadata),
    },
  });
  const { emailMessage: text, emailSubject: subject } = response ?? {};
  // Documented: both are allowed only in a pool whose EmailSendingAccount is DEVELOPER, with this exception; the sentence is unconfirmed.
  if ((text || subject) && !isDevelopers(pool)) throw unrecognizable();
  if (typeof text === 'string' && text !== '') {
    const lacks = !text.includes(codePlace) || (isInvitation && !text.includes(namePlace));
    if (lacks || text.length > longestMail) throw unrecognizable();
  }
  return { ...(subject ? { subject } : {}), ...(text ? { text } : {}) };
}

/** Whether mails go by an identity of the account's own. */
function isDevelopers({ properties }: UserPool): boolean {
  const { EmailSendingAccount } = (properties.EmailConfiguration ?? {}) as { readonly EmailSendingAccount?: string };
  return EmailSendingAccount === 'DEVELOPER';
}

/** The message as it is sent. */
export function filledIn({ subject, text }: CustomMessage, code: string, username: string): CustomMessage {
  return {
    ...(subject === undefined ? {} : { subject }),
    ...(text === undefined
      ? {}
      : { text: text.replaceAll(codePlace, () => code).replaceAll(namePlace, () => username) }),
  };
}
