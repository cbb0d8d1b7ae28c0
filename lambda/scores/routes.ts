/** The routes of the API, as API Gateway names them. */
export const routes = {
  /** `POST`: a score, signed with credentials of the identity pool. */
  signed: '/boards/{board}/scores',
  /** `POST`: a score, with the ID token of a user pool. */
  withToken: '/user-pool/boards/{board}/scores',
  /** `DELETE`: the player who signs it, and all that is theirs. */
  me: '/me',
} as const;
