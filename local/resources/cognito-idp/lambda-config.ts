import { z } from 'zod';
import { cfnString } from '../../../assembly/properties';
import { type ConfiguredTrigger, type TriggerName, triggerNames } from '../../services/cognito-idp/triggers/triggers';

const functionArn = cfnString.refine(
  (arn) => /^arn:[\w-]+:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(?::(?:\$LATEST|[\w-]+))?$/.test(arn),
  'must be the ARN of a Lambda function',
);

const versions = { V1_0: '1', V2_0: '2', V3_0: '3' } as const;

const played = Object.fromEntries(triggerNames.map((name) => [name, functionArn.optional()])) as Record<
  TriggerName,
  z.ZodOptional<typeof functionArn>
>;
const codesByKey = 'is not played here: the local cloud has no KMS to encrypt codes with; take it out of the template';

/** `LambdaConfig`: which function is called when. */
export const lambdaConfig = z
  .strictObject({
    ...played,
    PreTokenGenerationConfig: z
      .strictObject({
        LambdaArn: functionArn,
        LambdaVersion: z.enum(['V1_0', 'V2_0', 'V3_0'], { error: 'must be V1_0, V2_0 or V3_0' }),
      })
      .optional(),
    CustomEmailSender: z.undefined(codesByKey).optional(),
    CustomSMSSender: z.undefined(codesByKey).optional(),
    KMSKeyID: z.undefined(codesByKey).optional(),
    InboundFederation: z.undefined('is not played here: nobody signs in to the pool by other providers').optional(),
  })
  .refine(
    // Documented: LambdaConfigType.
    ({ PreTokenGeneration: legacy, PreTokenGenerationConfig: config }) =>
      legacy === undefined || config === undefined || legacy === config.LambdaArn,
    'has PreTokenGeneration and PreTokenGenerationConfig.LambdaArn, which must be the same function',
  );

/**
 * Whether a pool's feature plan has the events that it asks for: claims of access tokens are not in Lite (documented: "User pool feature
 * plans").
 */
export function tierAllows(config: z.output<typeof lambdaConfig> | undefined, tier: unknown): boolean {
  return tier !== 'LITE' || (config?.PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0') === 'V1_0';
}

/** What it says, by trigger. */
export function configuredTriggers(
  config: z.output<typeof lambdaConfig> = {},
): ReadonlyMap<TriggerName, ConfiguredTrigger> {
  const { PreTokenGenerationConfig: tokens } = config;
  const named = triggerNames.flatMap((name): [TriggerName, ConfiguredTrigger][] => {
    const arn = config[name];
    return arn === undefined ? [] : [[name, { arn, version: '1' }]];
  });
  const versioned: [TriggerName, ConfiguredTrigger][] =
    tokens === undefined
      ? []
      : [['PreTokenGeneration', { arn: tokens.LambdaArn, version: versions[tokens.LambdaVersion] }]];
  return new Map([...named, ...versioned]);
}
