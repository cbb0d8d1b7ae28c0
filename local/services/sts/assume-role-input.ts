import { type CallerRequest, defaultDuration } from '../../iam/assume-role-by-caller';
import { areDistinctTagKeys, isReservedTagKey } from '../../identities/session-tags';
import { memberList, memberStructures, memberTexts } from '../../protocols/query-xml';
import { invalidParameter } from './errors';
import { ParameterReader } from './parameter-reader';

/** The call's parameters, checked one by one. */
export interface AssumeRoleInput extends CallerRequest {
  readonly policy?: string;
  readonly policyArns: readonly string[];
  /** Of a device for a second factor. */
  readonly serialNumber?: string;
  readonly tokenCode?: string;
}

// What the letters of the model's patterns are, is the API reference's.
const name = '[\\w+=,.@-]*';
const tagKey = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+';
const tagValue = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*';
const largestDuration = 43_200;

/**
 * Reads the parameters of `AssumeRole`.
 *
 * `ProvidedContexts` is refused: it carries who somebody is at IAM Identity Center, which is not there.
 *
 * @throws ServiceError `ValidationError`, `InvalidParameterValue`
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function assumeRoleInput(parameters: ReadonlyMap<string, string>): AssumeRoleInput {
  const reader = new ParameterReader(parameters);
  const tags = memberStructures(parameters, 'Tags', ['Key', 'Value']).map((tag, index) => {
    const at = `Tags.${index + 1}.member`;
    const key = reader.text(`${at}.Key`, tag.get('Key') ?? '', { min: 1, max: 128, pattern: tagKey });
    return [key, reader.text(`${at}.Value`, tag.get('Value') ?? '', { min: 0, max: 256, pattern: tagValue })] as const;
  });
  const transitiveTagKeys = memberTexts(parameters, 'TransitiveTagKeys').map((key, index) =>
    reader.text(`TransitiveTagKeys.${index + 1}.member`, key, { min: 1, max: 128, pattern: tagKey }),
  );
  reader.length('Tags', tags, 50);
  reader.length('TransitiveTagKeys', transitiveTagKeys, 50);
  const read = {
    roleArn: reader.required('RoleArn', {
      min: 20,
      max: 2048,
      pattern: '[\\t\\n\\r -~\\u0085\\u00a0-\\ud7ff\\ue000-\\ufffd]+',
    }),
    sessionName: reader.required('RoleSessionName', { min: 2, max: 64, pattern: name }),
    duration: reader.integer('DurationSeconds', 900, largestDuration),
    externalId: reader.optional('ExternalId', { min: 2, max: 1224, pattern: '[\\w+=,.@:\\/-]*' }),
    sourceIdentity: reader.optional('SourceIdentity', { min: 2, max: 64, pattern: name }),
    policy: parameters.get('Policy'),
    serialNumber: reader.optional('SerialNumber', { min: 9, max: 256, pattern: '[\\w+=/:,.@-]*' }),
    tokenCode: reader.optional('TokenCode', { min: 6, max: 6, pattern: '[\\d]*', secret: true }),
  };
  reader.check();
  const isRole = /^arn:[\w-]+:iam::\d{12}:/.test(read.roleArn);
  // **Observed** of AssumeRoleWithSAML: onelogin-aws-cli#12. What else IAM has an ARN for is no role: refused as such.
  if (!isRole) throw invalidParameter('Request ARN is invalid');
  if (/^aws:/i.test(read.sourceIdentity ?? '')) throw invalidParameter('SourceIdentity: the prefix aws: is reserved');
  const provided = [...parameters.keys()].find((key) => key.startsWith('ProvidedContexts'));
  if (provided !== undefined) throw invalidParameter('ProvidedContexts: there is no IAM Identity Center here');
  checkTags(tags, transitiveTagKeys);
  return {
    ...present(read),
    policyArns: memberList(parameters, 'PolicyArns', 'arn'),
    tags: new Map(tags),
    transitiveTagKeys,
  };
}

/** The rules are **documented** ("Pass session tags in AWS STS"), the words are **unconfirmed**. */
function checkTags(tags: readonly (readonly [string, string])[], transitive: readonly string[]): void {
  const keys = tags.map(([key]) => key);
  const isTag = (key: string) => keys.some((other) => other.toLowerCase() === key.toLowerCase());
  if (keys.some(isReservedTagKey)) throw invalidParameter('Tags: the prefix aws: is reserved');
  if (!areDistinctTagKeys(keys)) throw invalidParameter('Tags: duplicate tag keys; they are not case sensitive');
  const stray = transitive.find((key) => !isTag(key));
  if (stray !== undefined) throw invalidParameter(`TransitiveTagKeys: ${stray} is none of the requested tags`);
}

type Present<Values> = { [Name in keyof Values]: Exclude<Values[Name], undefined> };

/** Without what is undefined. */
function present<Values extends object>(values: Values): Present<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<Values>;
}

/** How long the session lasts, in seconds. */
export const durationOf = ({ duration = defaultDuration }: Pick<CallerRequest, 'duration'>): number => duration;
