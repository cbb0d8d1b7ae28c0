import { type CallerRequest, defaultDuration } from '../../iam/assume-role-by-caller';
import { memberList, memberTexts } from '../../protocols/query-xml';
import { invalidParameter } from './errors';
import { ParameterReader } from './parameter-reader';
import { type SecondFactor, secondFactor } from './second-factor';
import { checkTags, readTags, tagKey } from './session-tags-input';

/** The call's parameters, checked one by one. */
export interface AssumeRoleInput extends CallerRequest, Partial<SecondFactor> {
  readonly policy?: string;
  readonly policyArns: readonly string[];
}

// What the letters of the model's patterns are, is the API reference's.
const name = '[\\w+=,.@-]*';
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
  const tags = readTags(reader, parameters);
  const transitiveTagKeys = memberTexts(parameters, 'TransitiveTagKeys').map((key, index) =>
    reader.text(`TransitiveTagKeys.${index + 1}.member`, key, { min: 1, max: 128, pattern: tagKey }),
  );
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
    ...secondFactor(reader),
  };
  reader.check();
  const isRole = /^arn:[\w-]+:iam::\d{12}:/.test(read.roleArn);
  // **Observed** of AssumeRoleWithSAML: onelogin-aws-cli#12. What else IAM has an ARN for is no role: refused as such.
  if (!isRole) throw invalidParameter('Request ARN is invalid');
  if (/^aws:/i.test(read.sourceIdentity ?? '')) throw invalidParameter('SourceIdentity: the prefix aws: is reserved');
  const provided = [...parameters.keys()].find((key) => key.startsWith('ProvidedContexts'));
  if (provided !== undefined) throw invalidParameter('ProvidedContexts: there is no IAM Identity Center here');
  checkTags(tags);
  checkTransitive(tags, transitiveTagKeys);
  return {
    ...present(read),
    policyArns: memberList(parameters, 'PolicyArns', 'arn'),
    tags: new Map(tags),
    transitiveTagKeys,
  };
}

/** The words are **unconfirmed**. */
function checkTransitive(tags: readonly (readonly [string, string])[], transitive: readonly string[]): void {
  const isTag = (key: string) => tags.some(([other]) => other.toLowerCase() === key.toLowerCase());
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
