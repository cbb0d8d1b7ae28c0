import type { SmokeTestFacts } from '../../../lambda/smoke-test/facts';
import type { Asked } from './asked';
import type { Session } from './fake-identities';

const reading = ['s3:GetObject', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:BatchGetItem'];
const neverGranted = ['dynamodb:Scan'];

/** The trust zones as a decision, written down a second time: the smoke test's own tables are what is tested with it. */
export function zonesAllow(session: Session, { action, target }: Asked, facts: SmokeTestFacts): boolean {
  if (neverGranted.includes(action) || target === undefined) return false;
  if (session.kind === 'backend') {
    const places = ['private/stranger/', 'protected/stranger/', 'public/probe/', 'clans/stranger/'];
    const keys = ['PLAYER#stranger', 'LEDGER#stranger', 'BOARD#probe', 'CLAN#stranger'];
    for (const { name } of facts.federated?.providers ?? []) {
      places.push(`federated/${name}/stranger/`);
      keys.push(`FEDERATED#${name}#stranger`);
    }
    const writing = /(PutObject|DeleteObject|PutItem|DeleteItem)$/.test(action);
    return writing && (places.some((place) => target.startsWith(place)) || keys.includes(target));
  }
  const { identityId: id, kind } = session;
  if (kind === 'federated') {
    const folder = `federated/${session.provider}/${id}/`;
    if (target.startsWith(folder)) return !id.includes('/');
    if (target === `FEDERATED#${session.provider}#${id}`) return true;
    return reading.includes(action) && (target.startsWith('public/') || target.startsWith('BOARD#'));
  }
  const signedIn = kind === 'signed-in';
  const owner = signedIn || facts.guests.ownData;
  if (target.startsWith(`private/${id}/`) || target === `PLAYER#${id}`) return owner;
  if (target.startsWith(`protected/${id}/`)) return signedIn;
  if (!reading.includes(action)) return false;
  if (target.startsWith('protected/') || target === `LEDGER#${id}`) return signedIn;
  return target.startsWith('public/') || target.startsWith('BOARD#');
}
