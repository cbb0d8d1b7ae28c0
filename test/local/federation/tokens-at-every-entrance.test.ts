import { TokenRefused } from '../../../local/identities/token-refused';
import { ServiceError } from '../../../local/shared/service-error';
import { type Entrance, type EntranceName, entranceNames, openEntrances } from './entrances';
import { type Honest, mangled, plainly, rawToken, refusedSpellings, type Spelling, takenSpellings } from './raw-token';

let entrances: Readonly<Record<EntranceName, Entrance>>;
beforeAll(async () => {
  entrances = await openEntrances();
});

const tokenOf = ({ honest, key }: Entrance, spell: (honest: Honest) => Spelling) =>
  rawToken(spell(honest), honest.header.alg, key);

/** Whether a token is taken; what fails otherwise than by a refusal is a failure of the test. */
async function verdict(entrance: Entrance, token: string): Promise<string> {
  try {
    await entrance.enter(token);
    return 'taken';
  } catch (error) {
    if (error instanceof ServiceError) return error.code;
    if (error instanceof TokenRefused) return error.refusal;
    throw error;
  }
}

const refused = expect.stringMatching(
  /^(NotAuthorizedException|InvalidParameterException|InvalidIdentityToken|malformed)$/,
);

describe.each(entranceNames.map((name) => ({ name })))('a token: $name', ({ name }) => {
  test.each(takenSpellings)('is taken spelled %s', async (_what, spell) => {
    expect(await verdict(entrances[name], tokenOf(entrances[name], spell))).toBe('taken');
  });

  test.each(refusedSpellings)('is refused with %s', async (_what, spell) => {
    const entrance = entrances[name];
    expect(await verdict(entrance, tokenOf(entrance, spell))).toEqual(refused);
    expect(await verdict(entrance, tokenOf(entrance, plainly))).toBe('taken');
  });

  test.each(mangled)('is refused with %s', async (_what, mangle) => {
    const entrance = entrances[name];
    const token = tokenOf(entrance, plainly);
    expect(await verdict(entrance, mangle(token))).toEqual(refused);
    expect(await verdict(entrance, token)).toBe('taken');
  });

  test.each(['\n', '\r\n', ' ', '\t\n'])('with %j around it is STS’s alone to take', async (space) => {
    const entrance = entrances[name];
    const token = tokenOf(entrance, plainly);
    const expected = name.endsWith('at STS') ? 'taken' : refused;
    expect(await verdict(entrance, `${token}${space}`)).toEqual(expected);
    expect(await verdict(entrance, `${space}${token}`)).toEqual(expected);
    expect(await verdict(entrance, token)).toBe('taken');
  });
});
