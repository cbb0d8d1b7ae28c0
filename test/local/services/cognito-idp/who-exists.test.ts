import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { SrpClient } from '../../../../lambda/smoke-test/player-tokens/srp-client';
import { emptyPost } from '../../federation/cloud';
import { type Account, accounts, accountsOnHand, type Mode, masked, type Naming, namings } from './accounts-on-hand';
import { userPoolOnHand } from './user-pool-on-hand';
import { namingNobody, type Row, rows, toldTo } from './who-exists';

/** What each account is answered. */
async function answersTo(row: Row, mode: Mode, naming: Naming = 'address') {
  const pool = await accountsOnHand(mode, naming);
  const answers: Partial<Record<Account, string>> = {};
  for (const account of accounts) answers[account] = masked(await row.ask(pool, account));
  return answers;
}

describe.each<Mode>(['ENABLED', 'LEGACY'])(
  'with PreventUserExistenceErrors %s, every account is answered as listed:',
  (mode) => {
    test.each(rows)('$operation, shown $shown ($mark)', async (row) => {
      const listed = Object.fromEntries(accounts.map((account) => [account, toldTo(row.told[mode], account)]));
      expect(await answersTo(row, mode)).toEqual(listed);
    });
  },
);

describe('an app client that hides who exists', () => {
  const hiding = rows.filter(({ mark }) => mark !== 'tells');

  describe.each(Object.keys(namings) as Naming[])(
    'answers all accounts alike, in a pool of players by %s:',
    (naming) => {
      test.each(hiding)('$operation, shown $shown', async (row) => {
        const { missing, ...others } = await answersTo(row, 'ENABLED', naming);
        for (const answer of Object.values(others)) expect(answer).toBe(missing);
      });
    },
  );

  // A session that is none is looked for before whoever it names.
  test.each(hiding.filter(({ told }) => told.ENABLED !== told.LEGACY))(
    'and one that does not hide it tells them apart: $operation, shown $shown',
    async (row) => {
      expect(new Set(Object.values(await answersTo(row, 'LEGACY'))).size).toBeGreaterThan(1);
    },
  );

  test('sends nothing to whoever it answers as if', async () => {
    const pool = await accountsOnHand('ENABLED');
    for (const [operation, sent] of [
      ['ForgotPassword', ['confirmed']],
      ['ResendConfirmationCode', ['unconfirmed']],
    ] as const) {
      pool.sent.length = 0;
      for (const account of accounts)
        await pool.call(operation, { ClientId: pool.ClientId, Username: pool.name(account) });
      expect(pool.sent.map(({ to }) => to)).toEqual(sent.map(pool.name));
    }
  });

  test('takes no code of a disabled player, and the same one once they are enabled again', async () => {
    const pool = await accountsOnHand('ENABLED');
    const { ClientId, UserPoolId } = pool;
    const Username = pool.name('confirmed');
    await pool.call('ForgotPassword', { ClientId, Username });
    await pool.call('AdminDisableUser', { UserPoolId, Username });
    const change = { ClientId, Username, ConfirmationCode: pool.lastCode(), Password: 'Another-Horse-8' };
    expect(await pool.refusal('ConfirmForgotPassword', change)).toMatch(/^CodeMismatchException/);
    await pool.call('AdminEnableUser', { UserPoolId, Username });
    expect(await pool.refusal('ConfirmForgotPassword', change)).toBe('no refusal');
  });

  test.each([
    ['one somebody', 'however it is written', false],
    ['two', 'in capitals', true],
  ])('makes %s of a name that is nobody’s, %s, as it would of a player’s', async (_who, _how, CaseSensitive) => {
    const pool = userPoolOnHand({ pool: { UsernameConfiguration: { CaseSensitive } } });
    const salt = async (USERNAME: string) => {
      const AuthParameters = { USERNAME, SRP_A: new SrpClient().publicValue };
      const asked = { ClientId: pool.ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters };
      return (await pool.call('InitiateAuth', asked)).ChallengeParameters.SALT;
    };
    await pool.player('ada@example.com');
    for (const [name, inCapitals] of [
      ['ghost@example.com', 'Ghost@example.com'],
      ['ada@example.com', 'Ada@example.com'],
    ] as const) {
      expect(await salt(name)).toBe(await salt(name));
      expect((await salt(name)) === (await salt(inCapitals))).toBe(!CaseSensitive);
    }
  });
});

test('every public operation that is served is in the list, or names nobody', () => {
  const { service } = userPoolOnHand();
  const served = Object.keys(sdk)
    .filter((name) => name.endsWith('Command'))
    .map((name) => name.slice(0, -'Command'.length))
    .filter((name) => {
      const headers = { 'x-amz-target': `AWSCognitoIdentityProviderService.${name}` };
      return service.match({ ...emptyPost, headers })?.signature === 'none';
    });
  expect(served.sort()).toEqual([...new Set([...rows.map(({ operation }) => operation), ...namingNobody])].sort());
});
