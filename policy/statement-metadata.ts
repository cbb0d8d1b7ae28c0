/**
 * What an app notes at a role, with the stack of calls at that point, for each statement that is added to its policy: the statement's
 * `Sid`, under this name. The CDK notes the calls for a whole resource alone, and a policy is made with the first of its statements.
 */
export const statementMetadata = 'game-federation:statement';
