import type { OwnerName, SmokeTestFacts, ZoneFacts } from '../../../lambda/smoke-test/facts';
import { type Zone, zones } from '../../../lib/roles/zones';
import type { Asked } from './asked';
import type { Session } from './fake-identities';

/** The zones of a deployment, as the facts tell them. Nobody is in a clan, or comes without the pool, unless it is said. */
export function zonesWith({ clans = false, providers = [] as readonly string[] } = {}): SmokeTestFacts['zones'] {
  const probeOwners: Readonly<Record<Zone['ownedBy'], readonly OwnerName[]>> = {
    player: [['stranger']],
    clan: clans ? [['stranger']] : [],
    'federated-player': providers.map((provider) => [provider, 'stranger']),
    game: [['probe']],
  };
  const all = Object.entries<Zone>(zones).map(
    ([name, zone]) => [name, { ...zone, probeOwners: probeOwners[zone.ownedBy] }] as const,
  );
  return Object.fromEntries(all.filter(([, zone]) => zone.probeOwners.length > 0));
}

const writing = /:(PutObject|DeleteObject|PutItem|DeleteItem)$/;
const reading = ['s3:GetObject', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:BatchGetItem'];
const neverGranted = ['dynamodb:Scan'];

/** The zones' rows as a decision, written down a second time: how the smoke test itself reads them is what is tested with it. */
export function zonesAllow(session: Session, { action, target }: Asked, facts: SmokeTestFacts): boolean {
  if (neverGranted.includes(action) || target === undefined) return false;
  return Object.values(facts.zones).some((zone) => zoneAllows(zone, session, action, target, facts.guests));
}

function zoneAllows(
  zone: ZoneFacts,
  session: Session,
  action: string,
  target: string,
  guests: SmokeTestFacts['guests'],
): boolean {
  const { may, probeOwners } = zone;
  if (session.kind === 'backend')
    return writing.test(action) && probeOwners.some((owner) => belongs(target, zone, owner));
  const owner = ownerOf(zone, session);
  if (owner !== undefined && belongs(target, zone, owner)) {
    // A folder whose name holds a slash would be in another's.
    if (session.kind === 'federated' && session.identityId.includes('/') && target.includes('/')) {
      return target === `${zone.leadingKey}${owner.join('#')}`;
    }
    const owners = session.kind !== 'guest' || (may.guest === 'own' && guests.ownData) ? may.owner : 'nothing';
    return owners === 'write' || (owners === 'read' && [...reading, 's3:ListBucket'].includes(action));
  }
  const isIn = [zone.prefix, zone.leadingKey].some((start) => start !== undefined && target.startsWith(start));
  return isIn && reading.includes(action) && (session.kind === 'signed-in' ? may.others : may.guest) === 'read';
}

/** What a player is called in a zone; nobody is in a clan here. */
function ownerOf({ ownedBy }: ZoneFacts, session: Exclude<Session, { kind: 'backend' }>): OwnerName | undefined {
  if (session.kind === 'federated') {
    return ownedBy === 'federated-player' ? [session.provider, session.identityId] : undefined;
  }
  return ownedBy === 'player' ? [session.identityId] : undefined;
}

function belongs(target: string, { prefix, leadingKey }: ZoneFacts, owner: OwnerName): boolean {
  const inFolder = prefix !== undefined && target.startsWith(`${prefix}${owner.join('/')}/`);
  return inFolder || (leadingKey !== undefined && target === `${leadingKey}${owner.join('#')}`);
}
