import type { SessionStore } from '../../../local/sessions/session-store';

/** The key pair of AWS's worked examples. */
export const exampleCredentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const arn = 'arn:aws:iam::111122223333:user/example';

/** A store that knows only the user of AWS's worked examples. */
export const exampleSessions = {
  find: (accessKeyId: string) =>
    accessKeyId === exampleCredentials.accessKeyId
      ? {
          credentials: exampleCredentials,
          principal: { kind: 'user', account: '111122223333', arn },
          account: '111122223333',
          arn,
          userId: 'AIDAEXAMPLE',
          policies: () => ({ identityPolicies: [] }),
          context: new Map(),
        }
      : undefined,
} as unknown as SessionStore;
