import type { DeployedIssuer } from '../issuers/deployed-issuers';
import { originsOf } from '../issuers/deployed-issuers';
import type { IssuersAtPlay } from '../issuers/issuers-at-play';
import { checkMappedIssuers } from '../issuers/mapped-issuers';
import { playedIssuers, stillThere } from '../issuers/played-issuers';
import type { CloudOptions } from './cloud-options';

/** Who is played in a cloud whose deployments come and go. */
export interface FollowedIssuers extends Pick<CloudOptions, 'play'> {
  readonly atPlay: IssuersAtPlay;
  readonly mapped: NonNullable<CloudOptions['issuers']>;
  /** The issuers of what is deployed now. */
  deployed(): readonly DeployedIssuer[];
}

/**
 * Plays the issuers of what was deployed at the start: whoever is asked for by name has to be there.
 *
 * @param known others who may be mapped; undefined: of an empty account nobody knows yet who will be there
 */
export async function followFirst(issuers: FollowedIssuers, known: readonly string[] | undefined): Promise<void> {
  const { atPlay, mapped, play } = issuers;
  const first = issuers.deployed();
  await atPlay.follow(playedIssuers(first, play, mapped));
  if (known !== undefined) checkMappedIssuers(mapped, [...first.flatMap(originsOf), ...known]);
}

/** The same after a deployment, with which whoever was asked for by name may have gone. */
export async function followNext({ atPlay, mapped, play, deployed }: FollowedIssuers): Promise<void> {
  await atPlay.follow(playedIssuers(deployed(), stillThere(play, deployed()), mapped), 'elsewhere');
}
