import { loadOidcProvider } from '../../../local/idp/oidc-provider';

afterEach(() => {
  jest.restoreAllMocks();
  jest.dontMock('oidc-provider');
});

test('of what the provider prints on being loaded, only its notice about the Node release is held back', () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
  jest.doMock('oidc-provider', () => {
    console.warn('oidc-provider WARNING: Unsupported runtime. Use Node.js v22.x LTS, or a later LTS release.');
    console.warn('oidc-provider WARNING: something else');
    return { Provider: 'loaded' };
  });
  jest.isolateModules(() => expect(loadOidcProvider()).toEqual({ Provider: 'loaded' }));
  expect(warn.mock.calls).toEqual([['oidc-provider WARNING: something else']]);
  console.warn('oidc-provider WARNING: Unsupported runtime. said later by somebody else');
  expect(warn).toHaveBeenCalledTimes(2);
});

test('the real one prints nothing at all on being loaded', () => {
  const printed = (['log', 'info', 'warn', 'error'] as const).map((name) =>
    jest.spyOn(console, name).mockImplementation(() => {}),
  );
  jest.isolateModules(() => expect(loadOidcProvider().Provider).toEqual(expect.any(Function)));
  expect(printed.flatMap(({ mock }) => mock.calls)).toEqual([]);
});
