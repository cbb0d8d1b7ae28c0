import type { GameFederationInput } from '../../lib/config/schema';
import { everything, nothingButGuests } from '../lib/everything';
import { placeholders } from './policy';

const { account, region } = placeholders;

/** Stages that together hold everything that a game may hold: every provider, every option, data that stays and data that goes. */
export const policyStages: readonly GameFederationInput[] = [
  { ...everything, account, region, cors: { origins: ['https://play.star-harvest.com'] } },
  { ...nothingButGuests, account, region },
];
