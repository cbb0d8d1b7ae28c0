import type { GameConfig } from './game-config';
import { type Logins, playerOf } from './player';
import { profileOf } from './profile';
import { saveOf } from './save';
import { signInGuest } from './sign-in-guest';

/** A device on which somebody plays as a guest, and signs in to keep what they have. */
export async function firstDevice(config: GameConfig, logins: Record<string, string>) {
  const guest = playerOf(config);
  await saveOf(config, guest).write('level 7');
  await profileOf(config, guest).write({ level: 7 });
  return signInGuest(config, logins);
}

/** Any other one: the same login is the same player. */
export async function secondDevice(config: GameConfig, logins: Logins) {
  const player = playerOf(config, logins);
  return { save: await saveOf(config, player).read(), profile: await profileOf(config, player).read() };
}
