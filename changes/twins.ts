import { iamName, iamNameIn, providerName } from './iam-providers';
import { identity, type Kept } from './kept';
import type { Problem } from './problem';
import { identityOf, nameOfType, refusalOfSecond } from './resource-types';
import { type Deployment, resourcesOf, within } from './templates';
import type { Update } from './update';
import { gone } from './wording';

const inTwo =
  'keep it as it was; or change it in two deployments: the first without it, the second with the new one. Players who come by it are shut out in between';
const leaveIt =
  'leave it imported, or take it into the stack with `cdk import`, or delete it by hand first: created anew it has the same ARN';

/** What has the same identity under another logical ID, or is replaced and keeps its identity, is there twice for a moment. */
export function createdBesideItself({ before: last, effects, kept }: Update): Problem[] {
  const going = effects.filter(({ what }) => what !== 'created' && what !== 'updated');
  const imported = importedProviders(last, kept);
  const renewed = effects.filter(({ what }) => what === 'replaced').map(({ id }) => id);
  return effects
    .filter(({ what }) => what === 'created' || what === 'replaced')
    .flatMap(({ type, after }): Problem[] => {
      const [known] = identity(after);
      // What belongs to another user pool from now on is another group, whatever it is called.
      if (known === undefined || renewed.some((id) => known.includes(`"${id}"`))) return [];
      const twin = going.some(({ before }) => before && identityOf(before) === known);
      const isLeft = kept.leftBehind.has(known);
      if (!twin && !isLeft && !imported.has(after && iamName(after))) return [];
      const refusal = refusalOfSecond(type);
      const beside = `beside the one that ${isLeft ? 'an earlier deployment left behind' : 'was imported'}`;
      const where = twin ? 'before the old one is deleted' : beside;
      if (refusal !== undefined) {
        const sentence = `${nameOfType(type)}: created ${where}: “${refusal}”`;
        return [{ verdict: 'refused', sentence, wayOut: twin ? inTwo : leaveIt }];
      }
      const taken = `set ${where}, whose deletion takes the new ones along`;
      return [{ verdict: 'lost', sentence: `${nameOfType(type)}: ${taken}`, wayOut: inTwo }];
    });
}

/** IAM providers that a deployment names and does not make, and that are there. */
function importedProviders(deployment: Deployment, { deletedProviders }: Kept): ReadonlySet<string | undefined> {
  const resources = resourcesOf(deployment).map(({ resource }) => resource);
  const named = resources.flatMap((resource) => [...within(resource)].map(iamNameIn));
  return new Set(gone(named, [undefined, ...resources.map(iamName), ...deletedProviders]));
}

const shareFirst =
  'set shared: true first, in a deployment of its own. Where it has happened: take importedArn away again, which creates it anew with the same ARN';

/** IAM providers that leave the stack: deleted and named all the same, because they are imported from now on; or left in the account. */
export function providersThatLeave({ after, effects }: Update): Problem[] {
  const used = new Set(resourcesOf(after).flatMap(({ resource }) => [...within(resource)].map(iamNameIn)));
  return effects.flatMap(({ type, what, before }): Problem[] => {
    const name = before && iamName(before);
    if (name === undefined) return [];
    const provider = `${nameOfType(type)} ${providerName(name).replace(/^SAML provider /, '')}`;
    if (what === 'deleted' && used.has(name)) {
      return [{ verdict: 'lost', sentence: `${provider}: is deleted, and imported from now on`, wayOut: shareFirst }];
    }
    if (what === 'left behind' && !used.has(name)) {
      const sentence = `${provider}: stays in IAM, for the stages that import it`;
      return [{ verdict: 'stays', sentence, wayOut: 'delete it by hand once no stage imports it' }];
    }
    return [];
  });
}
