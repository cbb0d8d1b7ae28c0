import { type LoginOnHand, loginOnHand } from '../managed-login/login-on-hand';

const ana = 'ana@example.com';
const arn = 'arn:aws:lambda:us-east-1:123456789012:function:trigger';

let login: LoginOnHand;
afterEach(() => login.stop());

/** Where a player who signs in at the pages ends up. */
async function outcome(trigger: string, refuses: boolean): Promise<{ sources: string[]; told: string }> {
  login = await loginOnHand({ pool: { LambdaConfig: { [trigger]: arn } } });
  const sources: string[] = [];
  login.pools.triggerRunner = { run: async (_arn, _poolArn, event) => ({ failed: false, payload: event }) };
  await login.player(ana);
  login.pools.triggerRunner = {
    run: async (_arn, _poolArn, event) => {
      sources.push(JSON.parse(event).triggerSource);
      return refuses
        ? { failed: true, payload: JSON.stringify({ errorMessage: 'not today' }) }
        : { failed: false, payload: event };
    },
  };
  const { location, page } = await login.browser().signIn(ana);
  const code = location === '' ? null : new URL(location).searchParams.get('code');
  if (code === null) return { sources, told: page.includes('not today') ? 'the page says why' : page };
  const { status, body } = await login.exchange(code);
  return { sources, told: status === 200 ? 'tokens' : `${body.error}: ${body.error_description}` };
}

test.each([
  ['PreAuthentication', 'PreAuthentication_Authentication', 'the page says why'],
  ['PostAuthentication', 'PostAuthentication_Authentication', 'the page says why'],
  [
    'PreTokenGeneration',
    'TokenGeneration_HostedAuth',
    'invalid_grant: PreTokenGeneration failed with error not today.',
  ],
])('%s is asked at managed login too', async (trigger, source, refusal) => {
  expect(await outcome(trigger, false)).toEqual({ sources: [source], told: 'tokens' });
  await login.stop();
  expect(await outcome(trigger, true)).toEqual({ sources: [source], told: refusal });
});
