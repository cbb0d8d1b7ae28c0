import { account, type Caller, type CloudOnHand, cloudOnHand, region } from './cloud-on-hand';

let hand: CloudOnHand;
beforeAll(async () => {
  hand = await cloudOnHand();
});
afterAll(() => hand.cloud.stop());

const stacks = `arn:aws:cloudformation:${region}:${account}:stack`;
const denied = (roleName: string, resource: string, action = 'DescribeStacks') => ({
  code: 'AccessDenied',
  status: 403,
  message: expect.stringMatching(
    `^User: arn:aws:sts::${account}:assumed-role/${roleName}/\\w+ is not authorized to perform: cloudformation:${action} ` +
      `on resource: ${resource.replaceAll('*', '\\*')} because no `,
  ),
});

describe('a player', () => {
  const callers: [string, () => Promise<Caller>][] = [
    ['whom the backend signed in', () => hand.player()],
    ['who is a guest', () => hand.guest()],
    ['in the basic flow', () => hand.inRole('Player')],
  ];

  test.each(callers)('%s may not describe stacks, which the administrator may', async (_what, signIn) => {
    const player = await signIn();
    for (const StackName of ['game-access', hand.ids.access]) {
      expect(await hand.refusal({ StackName }, player)).toEqual(denied('Player', hand.ids.access));
      expect(await hand.describe({ StackName })).toHaveLength(1);
    }
    expect(await hand.refusal({}, player)).toEqual(denied('Player', '*'));
    expect(await hand.describe({})).toHaveLength(2);
  });

  test.each(callers)('%s is not told whether a stack is missing, which the administrator is', async (_what, signIn) => {
    const player = await signIn();
    const missing = { StackName: 'missing' };
    expect(await hand.refusal(missing, player)).toEqual(denied('Player', `${stacks}/missing/*`));
    expect(await hand.refusal({ ...missing, NextToken: 'x' }, player)).toMatchObject({ code: 'AccessDenied' });
    expect(await hand.refusal(missing)).toMatchObject({ code: 'ValidationError' });
  });
});

describe('a role for its own stack, by AWS::StackId,', () => {
  let caller: Caller;
  beforeAll(async () => {
    caller = await hand.inRole('OwnStack');
  });

  test('describes that stack by ID and by name, and no other', async () => {
    const { ids, describe, refusal } = hand;
    for (const StackName of [ids.access, 'game-access']) {
      expect(await describe({ StackName }, caller)).toMatchObject([{ StackId: ids.access }]);
    }
    for (const StackName of [ids.files, 'game-files']) {
      expect(await refusal({ StackName }, caller)).toEqual(denied('OwnStack', ids.files));
      expect(await describe({ StackName }, await hand.inRole('AnyName'))).toMatchObject([{ StackId: ids.files }]);
    }
  });

  test('does not list stacks, nor learn that one is missing', async () => {
    expect(await hand.refusal({}, caller)).toEqual(denied('OwnStack', '*'));
    expect(await hand.refusal({ StackName: 'missing' }, caller)).toEqual(denied('OwnStack', `${stacks}/missing/*`));
    const elsewhere = hand.ids.access.replace(account, '999999999999');
    expect(await hand.refusal({ StackName: elsewhere }, caller)).toEqual(denied('OwnStack', elsewhere));
  });
});

test('a role for every stack of a name describes the one there is, and none of a longer name', async () => {
  const caller = await hand.inRole('OwnName');
  expect(await hand.describe({ StackName: 'game-access' }, caller)).toHaveLength(1);
  expect(await hand.refusal({ StackName: 'game-access-2' }, caller)).toEqual(
    denied('OwnName', `${stacks}/game-access-2/*`),
  );
});

test('listing takes the permission for ListStacks beside that for DescribeStacks', async () => {
  const anyName = await hand.inRole('AnyName');
  expect(await hand.refusal({}, anyName)).toEqual(denied('AnyName', `${stacks}/*/*`, 'ListStacks'));
  expect(await hand.describe({ StackName: 'game-access' }, anyName)).toHaveLength(1);
  expect(await hand.describe({}, await hand.inRole('Lister'))).toHaveLength(2);
});
