import type { CodePurpose } from './users/user';

/** A code or a temporary password that AWS would have sent to a user by e-mail. */
export interface SentCode {
  readonly userPoolId: string;
  readonly username: string;
  readonly purpose: CodePurpose | 'invitation';
  /** The e-mail address, where the user has one. */
  readonly to?: string;
  /** Six digits, or the temporary password of an invitation. */
  readonly code: string;
  /** What the pool's function has the mail say, the code in its place; absent where it says nothing. */
  readonly subject?: string;
  readonly text?: string;
}

/** Gets a code to its user. Here no mail is sent: whoever runs the cloud is told. */
export type CodeDelivery = (code: SentCode) => void;
