import { z } from 'zod';
import { amplifyOutputs } from '../../../../client/config/formats/amplify-outputs';
import { configured, everyVariant, variantOf } from '../variants';

const variants = everyVariant();

const listed = (least: number) =>
  z
    .array(z.string())
    .min(least)
    .refine((values) => new Set(values).size === values.length);

/**
 * What schema_v1.5.json of aws-amplify/amplify-backend requires of the parts that are written here: nothing more than these fields, and
 * where there is auth, a user pool.
 */
const published = z.strictObject({
  version: z.literal('1.5'),
  auth: z.strictObject({
    aws_region: z.string(),
    user_pool_id: z.string(),
    user_pool_client_id: z.string(),
    identity_pool_id: z.string().optional(),
    unauthenticated_identities_enabled: z.boolean().optional(),
    oauth: z
      .strictObject({
        identity_providers: listed(0),
        domain: z.string(),
        scopes: listed(0),
        redirect_sign_in_uri: listed(1),
        redirect_sign_out_uri: listed(1),
        response_type: z.enum(['code', 'token']),
      })
      .optional(),
  }),
  storage: z.strictObject({ aws_region: z.string(), bucket_name: z.string() }),
  custom: z.record(z.string(), z.unknown()),
});

const write = (config: Parameters<typeof amplifyOutputs.write>[0]) => {
  const { text, remarks = [], lacks = {} } = amplifyOutputs.write(config, { prefix: '' });
  return { file: JSON.parse(text), remarks, lacks };
};

const rows = variants.map((variant) => ({ what: variant.what, ...configured(variant, ['Ios']) }));

test.each(rows.filter(({ config }) => config.userPool !== undefined))(
  '$what is of the published schema',
  ({ config }) => {
    const { file, remarks } = write(config);
    expect(published.safeParse(file)).toMatchObject({ success: true });
    expect(remarks).toEqual([]);
    const { user_pool_client_id, ...auth } = file.auth;
    expect(published.safeParse({ ...file, auth }).success).toBe(false);
  },
);

test.each(rows.filter(({ config }) => config.userPool === undefined))(
  '$what is not of it for want of a user pool alone, and says so',
  ({ config }) => {
    const { file, remarks } = write(config);
    expect(published.safeParse(file).error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'auth.user_pool_id',
      'auth.user_pool_client_id',
    ]);
    expect(remarks.join()).toContain('Amplify JS takes it, Amplify Swift and Android do not');
  },
);

test('both are found', () => {
  const withPool = rows.filter(({ config }) => config.userPool !== undefined).length;
  expect([withPool > 10, rows.length - withPool > 30]).toEqual([true, true]);
});

test('whether there are guests is always told, as without it there are', () => {
  for (const { config } of rows) {
    expect(write(config).file.auth.unauthenticated_identities_enabled).toBe(config.guests);
  }
});

describe('managed login', () => {
  const { config } = configured(variantOf('everything, in AWS'), ['Ios']);
  const page = config.userPool?.managedLogin;
  const withPage = (changed: object) =>
    write({ ...config, userPool: { ...config.userPool, managedLogin: { ...page, ...changed } } } as typeof config);

  test('is there with what the schema wants of it', () => {
    expect(withPage({}).file.auth.oauth).toEqual({
      identity_providers: [],
      domain: 'star-harvest-everything.auth.eu-west-1.amazoncognito.com',
      scopes: ['openid'],
      redirect_sign_in_uri: ['starharvest://signed-in'],
      redirect_sign_out_uri: ['starharvest://signed-out'],
      response_type: 'code',
    });
    expect(withPage({}).lacks).not.toHaveProperty('managedLogin');
  });

  test('has no URL twice, and is left out where there is none to sign out to', () => {
    const { oauth } = withPage({ redirectSignIn: ['app://in', 'app://in'] }).file.auth;
    expect(oauth.redirect_sign_in_uri).toEqual(['app://in']);
    const without = withPage({ redirectSignOut: [] });
    expect(without.file.auth).not.toHaveProperty('oauth');
    expect(without.lacks).toHaveProperty('managedLogin', 'managed login of an app client without logout URLs');
  });
});
