import type { Account } from '../../../local/resources/account';

/** An account of which only these parts are asked for: a test that stands on another one fails where it is used. */
export function partOfAccount(parts: Partial<Account>): Account {
  return {
    account: '123456789012',
    region: 'eu-west-1',
    partition: 'aws',
    clock: { now: () => 0 },
    ...parts,
  } as Account;
}
