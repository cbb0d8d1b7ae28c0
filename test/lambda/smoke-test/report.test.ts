import { composeReport, failureMessage, type SmokeTestStep } from '../../../lambda/smoke-test/report';

const passed: SmokeTestStep = { name: 'may', expected: 'allowed', actual: 'allowed', milliseconds: 1, ok: true };
const failed = (name: string): SmokeTestStep => ({
  ...{ name, expected: 'refused', actual: 'allowed', milliseconds: 1, ok: false },
});

const compose = (backend: SmokeTestStep[], steps: SmokeTestStep[]) =>
  composeReport({
    startedAt: 0,
    endedAt: 1_500,
    backend,
    players: [
      { player: 'guest', flow: 'enhanced', status: 'exercised', steps },
      { player: 'signed-in', flow: 'enhanced', status: 'notExercised', reason: 'None yet.', steps: [] },
    ],
  });

describe('the report', () => {
  test('adds up: steps passed and failed, players not exercised', () => {
    expect(compose([passed], [passed, passed])).toMatchObject({
      schemaVersion: 1,
      ok: true,
      startedAt: '1970-01-01T00:00:00.000Z',
      milliseconds: 1_500,
      summary: { passed: 3, failed: 0, notExercised: 1 },
    });
  });

  test.each([
    ['a player', [passed], [failed('may not')]],
    ['the smoke test itself', [failed('may tidy up')], [passed]],
  ])('is not ok when a step of %s failed', (_, backend, steps) => {
    expect(compose(backend, steps)).toMatchObject({ ok: false, summary: { passed: 1, failed: 1 } });
  });
});

describe('the message that fails a deployment', () => {
  test('names each difference, with expected and actual', () => {
    const message = failureMessage(compose([passed], [failed('may not scan the table'), passed]));
    expect(message).toBe(
      '1 of 3 smoke-test steps failed.\n' +
        'guest by the enhanced flow: may not scan the table: expected refused, actual allowed',
    );
  });

  test('stays short, and says how many it leaves out', () => {
    const many = Array.from({ length: 100 }, (_, index) => failed(`may not do thing number ${index}`));
    const message = failureMessage(compose([], many));
    const named = message.match(/may not do/g)?.length ?? 0;
    expect(message.length).toBeLessThan(1_500);
    expect(named).toBeGreaterThan(5);
    expect(message).toMatch(/^100 of 100 smoke-test steps failed\./);
    expect(message).toContain(`and ${100 - named} more`);
  });
});
