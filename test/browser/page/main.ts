import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Amplify, type ResourcesConfig } from 'aws-amplify';
import { sendAwsCallsTo } from '../../../client/local-cloud';
import * as amplifyAnyLogin from '../../../docs/examples/amplify-any-login';
import * as amplifyFiles from '../../../docs/examples/amplify-files';
import * as amplifyOpenId from '../../../docs/examples/amplify-openid';
import * as amplifyPlayer from '../../../docs/examples/amplify-player';
import * as amplifyRedirect from '../../../docs/examples/amplify-redirect';
import * as amplifyUserPool from '../../../docs/examples/amplify-user-pool';
import * as basicFlow from '../../../docs/examples/basic-flow';
import * as direct from '../../../docs/examples/direct';
import * as freshToken from '../../../docs/examples/fresh-token';
import type { GameConfig } from '../../../docs/examples/game-config';
import * as guestIds from '../../../docs/examples/guest-ids';
import * as managedLogin from '../../../docs/examples/managed-login';
import * as player from '../../../docs/examples/player';
import * as profile from '../../../docs/examples/profile';
import * as save from '../../../docs/examples/save';
import * as scores from '../../../docs/examples/scores';
import * as signInGuest from '../../../docs/examples/sign-in-guest';
import * as tabs from '../../../docs/examples/tabs';
import * as tour from '../../../docs/examples/tour';

const examples = {
  ...{ ...amplifyAnyLogin, ...amplifyFiles, ...amplifyOpenId, ...amplifyPlayer, ...amplifyRedirect },
  ...{ ...amplifyUserPool, ...basicFlow },
  // What an app does with credentials that no example goes on with.
  ...{ PutObjectCommand, S3Client },
  ...{
    ...direct,
    ...freshToken,
    ...guestIds,
    ...managedLogin,
    ...player,
    ...profile,
    ...save,
    ...scores,
    ...signInGuest,
    ...tabs,
    ...tour,
  },
};

declare global {
  /** What a test plays with: the examples, and the configuration that the page was built with. */
  var app: typeof examples & { readonly config: GameConfig; readonly amplify: ResourcesConfig };
  /** The cloud’s, in minutes from now. */
  function clocksAreAt(minutes: number): Promise<void>;
  /** From the issuer's sign-in page. */
  function idToken(player: string, clientId?: string): Promise<string>;
}

/** As an app begins: with its configuration files, which alone say whether it plays on AWS or on a laptop. */
async function begin(): Promise<void> {
  const read = async (file: string) => (await fetch(file)).json();
  const [config, amplify] = await Promise.all([read('/game-config.json'), read('/amplify-config.json')]);
  if (config.aws.endpoint !== undefined) sendAwsCallsTo(config.aws.endpoint);
  // Only an app that signs in by Amplify reads the address that managed login sends players back to.
  if (sessionStorage.getItem('signs in by') === 'Amplify') Amplify.configure(amplify);
  Object.assign(globalThis, { app: { ...examples, config, amplify } });
}

begin();
