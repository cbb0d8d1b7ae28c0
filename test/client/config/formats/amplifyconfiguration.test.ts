import { z } from 'zod';
import { amplifyConfiguration } from '../../../../client/config/formats/amplifyconfiguration';
import { configured, everyVariant, variantOf } from '../variants';

const variants = everyVariant();

const only = <T extends z.ZodType>(value: T) => z.strictObject({ Default: value });

/**
 * The fields that the pages "Use existing Cognito resources" and "Use existing S3 bucket" of Amplify Android and Swift have.
 *
 * @see https://docs.amplify.aws/android/build-a-backend/auth/existing-resources/ (documented)
 */
const documented = z.strictObject({
  auth: z.strictObject({
    plugins: z.strictObject({
      awsCognitoAuthPlugin: z.strictObject({
        IdentityManager: only(z.strictObject({})),
        CredentialsProvider: z.strictObject({
          CognitoIdentity: only(z.strictObject({ PoolId: z.string(), Region: z.string() })),
        }),
        CognitoUserPool: only(
          z.strictObject({ PoolId: z.string(), AppClientId: z.string(), Region: z.string() }),
        ).optional(),
        Auth: only(
          z.strictObject({
            authenticationFlowType: z.literal('USER_SRP_AUTH'),
            OAuth: z
              .strictObject({
                WebDomain: z.string(),
                AppClientId: z.string(),
                SignInRedirectURI: z.string(),
                SignOutRedirectURI: z.string(),
                Scopes: z.array(z.string()),
              })
              .optional(),
          }),
        ).optional(),
      }),
    }),
  }),
  api: z
    .strictObject({
      plugins: z.strictObject({
        awsAPIPlugin: z.strictObject({
          scores: z.strictObject({
            endpointType: z.literal('REST'),
            endpoint: z.url(),
            region: z.string(),
            authorizationType: z.enum(['AWS_IAM', 'AMAZON_COGNITO_USER_POOLS', 'API_KEY', 'NONE']),
          }),
        }),
      }),
    })
    .optional(),
  storage: z.strictObject({
    plugins: z.strictObject({
      awsS3StoragePlugin: z.strictObject({
        bucket: z.string(),
        region: z.string(),
        defaultAccessLevel: z.enum(['guest', 'protected', 'private']),
      }),
    }),
  }),
});

const write = (config: Parameters<typeof amplifyConfiguration.write>[0]) => {
  const { text, lacks = {} } = amplifyConfiguration.write(config, { prefix: '' });
  return { file: JSON.parse(text), lacks };
};

test.each(variants.map((variant) => [variant.what, variant] as const))('%s is as documented', (_, variant) => {
  const { file } = write(configured(variant, ['Ios', 'Android']).config);
  expect(documented.safeParse(file)).toMatchObject({ success: true });
  expect(documented.safeParse({ ...file, UserAgent: 7 }).success).toBe(false);
});

const { config } = configured(variantOf('everything, in AWS'), ['Ios']);
const pageWith = (redirectSignIn: string[], redirectSignOut: string[]) => {
  const managedLogin = { domain: 'a.example', scopes: ['openid'], redirectSignIn, redirectSignOut };
  const { file, lacks } = write({ ...config, userPool: { id: 'eu-west-1_a', clientId: 'c', managedLogin } });
  const page = file.auth.plugins.awsCognitoAuthPlugin.Auth.Default.OAuth;
  return { urls: [page?.SignInRedirectURI, page?.SignOutRedirectURI], lack: lacks.managedLogin };
};

test.each<[signIn: string[], signOut: string[], urls: (string | undefined)[], lack: string | undefined]>([
  [['app://in'], ['app://out'], ['app://in', 'app://out'], undefined],
  [
    ['https://a.example/', 'app://in'],
    ['app://out'],
    ['app://in', 'app://out'],
    'more than one URL that managed login sends players back to',
  ],
  [['https://a.example/'], ['https://a.example/'], ['https://a.example/', 'https://a.example/'], undefined],
  [['app://in'], [], [undefined, undefined], 'managed login of an app client without logout URLs'],
])('of %j and %j an app’s own address is taken', (signIn, signOut, urls, lack) => {
  expect(pageWith(signIn, signOut)).toEqual({ urls, lack });
});
