import { z } from 'zod';
import { dotnet } from '../../../../client/config/formats/dotnet';
import { configured, everyVariant, variantOf } from '../variants';

const variants = everyVariant();

const named = z.array(z.strictObject({ Name: z.string(), Arn: z.string() }));

/** The classes of docs/client-config.md: fixed fields and lists of them, as JsonUtility knows no dictionaries. */
const classes = z.strictObject({
  AWS: z.strictObject({
    Region: z.string(),
    ServiceURL: z.string().optional(),
    AuthenticationRegion: z.string().optional(),
    ForcePathStyle: z.boolean().optional(),
  }),
  Game: z.strictObject({
    IdentityPoolId: z.string(),
    Guests: z.boolean(),
    Bucket: z.string(),
    Table: z.string(),
    UserPool: z
      .strictObject({
        Id: z.string(),
        ClientId: z.string(),
        ManagedLogin: z
          .strictObject({
            Domain: z.string(),
            RedirectSignIn: z.array(z.string()),
            RedirectSignOut: z.array(z.string()),
            Scopes: z.array(z.string()),
          })
          .optional(),
      })
      .optional(),
    Roles: z.strictObject({ Authenticated: z.string(), Guest: z.string().optional(), Named: named, Federated: named }),
    SamlProviders: named,
    ScoresUrl: z.string().optional(),
  }),
});

const write = (what: Parameters<typeof dotnet.write>[0]) => JSON.parse(dotnet.write(what, { prefix: '' }).text);

test.each(variants.map((variant) => [variant.what, variant] as const))(
  '%s has the fields of the classes alone',
  (_, variant) => {
    const file = write(configured(variant).config);
    expect(classes.safeParse(file)).toMatchObject({ success: true });
    expect(classes.safeParse({ ...file, Game: { ...file.Game, Roles: { Moderator: 'arn' } } }).success).toBe(false);
  },
);

test.each([
  ['everything, in AWS', { Region: 'eu-west-1' }],
  [
    'everything, local',
    {
      Region: 'eu-west-1',
      ServiceURL: 'http://127.0.0.1:4510',
      AuthenticationRegion: 'eu-west-1',
      ForcePathStyle: true,
    },
  ],
])(
  'of %s the section AWS is %j: with an address the SDK takes the region to sign for from its own field',
  (what, section) => {
    expect(write(configured(variantOf(what)).config).AWS).toEqual(section);
  },
);
