import { type Finding, fields, type Guardrail, list, resourcesOf, type Template } from './template';

/**
 * What players leave in a bucket comes to an end: each put over a file keeps the one before as an old version, and the parts of an upload that
 * nobody finishes are listed nowhere; both are paid for. No request shows it, so it is looked for in the template.
 *
 * And a bucket is no website: what players put there would be pages that browsers run.
 */
export const fileBuckets: Guardrail = {
  name: 'file-buckets',
  fix: 'Write lifecycle rules for the whole bucket as PlayerFiles does, and serve pages from another one',
  check: (templates) => templates.flatMap(bucketsOf),
};

type Rule = Readonly<Record<string, unknown>>;

/** What one of a bucket's rules must do, and what is wrong where none does. */
const demands: readonly (readonly [problem: string, onlyVersioned: boolean, does: (rule: Rule) => boolean])[] = [
  [
    'The bucket keeps old versions for ever',
    true,
    ({ NoncurrentVersionExpiration, NoncurrentVersionExpirationInDays }) =>
      NoncurrentVersionExpirationInDays !== undefined ||
      // With a number of versions beside it, the days are those after which there are no more than that.
      (fields(NoncurrentVersionExpiration).NoncurrentDays !== undefined &&
        fields(NoncurrentVersionExpiration).NewerNoncurrentVersions === undefined),
  ],
  [
    'The bucket keeps any number of old versions of a file',
    true,
    ({ NoncurrentVersionExpiration }) => fields(NoncurrentVersionExpiration).NewerNoncurrentVersions !== undefined,
  ],
  [
    'The bucket keeps unfinished uploads for ever',
    false,
    ({ AbortIncompleteMultipartUpload }) => AbortIncompleteMultipartUpload !== undefined,
  ],
];

function bucketsOf(template: Template): Finding[] {
  return resourcesOf(template, 'AWS::S3::Bucket').flatMap(([logicalId, { Properties = {} }]) => {
    const finding = (location: string, problem: string): Finding => ({
      ...{ severity: 'error', template, logicalId, problem },
      location: `Properties.${location}`,
    });
    const rules = list(fields(Properties.LifecycleConfiguration).Rules).map(fields).filter(isForAll);
    const versioned = Properties.VersioningConfiguration !== undefined;
    return [
      ...demands
        .filter(([, onlyVersioned, does]) => (versioned || !onlyVersioned) && !rules.some(does))
        .map(([problem]) => finding('LifecycleConfiguration', problem)),
      ...(Properties.WebsiteConfiguration === undefined
        ? []
        : [finding('WebsiteConfiguration', 'The bucket serves what players put as a website')]),
    ];
  });
}

/** Whether a rule is on, and for every file: a player chooses names, sizes and, by leaving them out, tags. */
function isForAll({ Status, Prefix, ...rule }: Rule): boolean {
  const narrowed = ['TagFilters', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan'].some(
    (name) => rule[name] !== undefined,
  );
  return Status === 'Enabled' && (Prefix === undefined || Prefix === '') && !narrowed;
}
