import { fileBuckets } from '../../../lib/guardrails/file-buckets';
import type { TemplateResource } from '../../../lib/guardrails/template';
import { findings } from './findings';

const always = { Status: 'Enabled' };
const days = { ...always, NoncurrentVersionExpiration: { NoncurrentDays: 30 } };
const few = { ...always, NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 10 } };
const uploads = { ...always, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } };
const versioned = { VersioningConfiguration: { Status: 'Enabled' } };

/** What is wrong with a bucket of these properties. */
const problems = (Properties: TemplateResource['Properties']) =>
  findings(fileBuckets, { Bucket: { Type: 'AWS::S3::Bucket', Properties } }).map(({ problem }) => problem);
const withRules = (...Rules: object[]) => ({ LifecycleConfiguration: { Rules } });

test.each([
  ['with a rule for each', { ...versioned, ...withRules(days, few, uploads) }],
  ['with all uploads in the rule for old versions', { ...versioned, ...withRules({ ...days, ...uploads }, few) }],
  ['with an empty prefix, which is every file', { ...versioned, ...withRules(days, { ...few, Prefix: '' }, uploads) }],
  ['without versions', withRules(uploads)],
])('a bucket %s passes', (_what, properties) => {
  expect(problems(properties)).toEqual([]);
});

const forEver = 'The bucket keeps old versions for ever';
const anyNumber = 'The bucket keeps any number of old versions of a file';
const unfinished = 'The bucket keeps unfinished uploads for ever';

test.each<[what: string, properties: TemplateResource['Properties'], found: string[]]>([
  ['no rules', versioned, [forEver, anyNumber, unfinished]],
  ['no rules and no versions', {}, [unfinished]],
  ['days alone', { ...versioned, ...withRules(days, uploads) }, [anyNumber]],
  ['a number of versions, which are kept for ever', { ...versioned, ...withRules(few, uploads) }, [forEver]],
  ['a rule that is off', { ...versioned, ...withRules(days, { ...few, Status: 'Disabled' }, uploads) }, [anyNumber]],
  ['a rule for a prefix', { ...versioned, ...withRules(days, { ...few, Prefix: 'private/' }, uploads) }, [anyNumber]],
  [
    'a rule for tagged files',
    { ...versioned, ...withRules(days, { ...few, TagFilters: [{ Key: 'a', Value: 'b' }] }, uploads) },
    [anyNumber],
  ],
  [
    'a rule for large files',
    { ...versioned, ...withRules({ ...days, ObjectSizeGreaterThan: '131072' }, few, uploads) },
    [forEver],
  ],
  [
    'versions that were suspended',
    { VersioningConfiguration: { Status: 'Suspended' }, ...withRules(uploads) },
    [forEver, anyNumber],
  ],
  [
    'a website',
    { ...withRules(uploads), WebsiteConfiguration: { IndexDocument: 'index.html' } },
    ['The bucket serves what players put as a website'],
  ],
])('a bucket with %s fails', (_what, properties, found) => {
  expect(problems(properties)).toEqual(found);
});
